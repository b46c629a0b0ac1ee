import { describe, expect, test } from 'vitest'
import { PakoCompressor } from '../../../engine/adapters/zlib/PakoCompressor'
import { DefaultMQPushConsumer } from '../../../engine/client/consumer/DefaultMQPushConsumer'
import type { ConsumeOrderlyContext } from '../../../engine/client/consumer/listener/ConsumeOrderlyContext'
import { MessageListenerConcurrently } from '../../../engine/client/consumer/listener/MessageListenerConcurrently'
import { MessageListenerOrderly } from '../../../engine/client/consumer/listener/MessageListenerOrderly'
import type { MessageExt } from '../../../engine/common/message/MessageExt'
import { MessageQueue } from '../../../engine/common/message/MessageQueue'
import { MessageQueueMap } from '../../../engine/common/message/MessageQueueMap'
import type { Blocking } from '../../../engine/kernel/Blocking'
import { sleep } from '../../../engine/kernel/sleep'
import { decodeUtf8, encodeUtf8 } from '../../../engine/kernel/Utf8'
import { MemoryDisk } from '../../../engine/ports/memory/MemoryDisk'
import type { Channel } from '../../../engine/remoting/netty/Channel'
import type { NettyRemotingServer } from '../../../engine/remoting/netty/NettyRemotingServer'
import { ConsumeMessageDirectlyResult } from '../../../engine/remoting/protocol/body/ConsumeMessageDirectlyResult'
import { ConsumerRunningInfo } from '../../../engine/remoting/protocol/body/ConsumerRunningInfo'
import { GetConsumerListByGroupResponseBody } from '../../../engine/remoting/protocol/body/GetConsumerListByGroupResponseBody'
import { GetConsumerStatusBody } from '../../../engine/remoting/protocol/body/GetConsumerStatusBody'
import { HeartbeatData } from '../../../engine/remoting/protocol/body/HeartbeatData'
import { LockBatchRequestBody } from '../../../engine/remoting/protocol/body/LockBatchRequestBody'
import { LockBatchResponseBody } from '../../../engine/remoting/protocol/body/LockBatchResponseBody'
import { ResetOffsetBody } from '../../../engine/remoting/protocol/body/ResetOffsetBody'
import { ConsumeMessageDirectlyResultRequestHeader } from '../../../engine/remoting/protocol/header/ConsumeMessageDirectlyResultRequestHeader'
import { GetConsumerRunningInfoRequestHeader } from '../../../engine/remoting/protocol/header/GetConsumerRunningInfoRequestHeader'
import { GetConsumerStatusRequestHeader } from '../../../engine/remoting/protocol/header/GetConsumerStatusRequestHeader'
import { PullMessageRequestHeader } from '../../../engine/remoting/protocol/header/PullMessageRequestHeader'
import { PullMessageResponseHeader } from '../../../engine/remoting/protocol/header/PullMessageResponseHeader'
import { ResetOffsetRequestHeader } from '../../../engine/remoting/protocol/header/ResetOffsetRequestHeader'
import { UpdateConsumerOffsetRequestHeader } from '../../../engine/remoting/protocol/header/UpdateConsumerOffsetRequestHeader'
import { RemotingCommand } from '../../../engine/remoting/protocol/RemotingCommand'
import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import { BrokerData } from '../../../engine/remoting/protocol/route/BrokerData'
import { QueueData } from '../../../engine/remoting/protocol/route/QueueData'
import { TopicRouteData } from '../../../engine/remoting/protocol/route/TopicRouteData'
import { ResponseCode } from '../../../engine/remoting/protocol/ResponseCode'
import { goldenLines, hexToBytes } from '../support/golden'
import { FakeCluster, NAMESRV } from './support/FakeCluster'
import { startServer } from './support/startServer'

const TOPIC = 'TopicAll'

/** A broker with two empty queues, whose group has one member; it can ask that member. */
class Broker {
  readonly pulls: PullMessageRequestHeader[]
  readonly offsets: Map<number, number>
  /** Queue → where the next pull is told to read instead. */
  readonly moved: Map<number, number>
  private readonly server: NettyRemotingServer
  private clientId: string
  private channel: Channel | null

  constructor(cluster: FakeCluster) {
    this.pulls = []
    this.offsets = new Map([[0, 5], [1, 6]])
    this.moved = new Map()
    this.clientId = ''
    this.channel = null
    const process = cluster.kernel.createProcess({ name: 'broker-a', host: '10.0.0.21' })
    this.server = startServer(process, cluster.wire, 10_911, (request, channel) => this.answer(request, channel))
  }

  *ask(code: number, header: object, body: Uint8Array | null = null): Blocking<RemotingCommand> {
    const request = RemotingCommand.createRequestCommand(code, header)
    request.body = body
    return yield* this.server.invokeSync(this.channel!, request, 3000)
  }

  *tell(code: number, header: object, body: Uint8Array): Blocking<void> {
    const request = RemotingCommand.createRequestCommand(code, header)
    request.body = body
    yield* this.server.invokeOneway(this.channel!, request, 3000)
  }

  private *answer(request: RemotingCommand, channel: Channel): Blocking<RemotingCommand | null> {
    const response = RemotingCommand.createResponseCommandWithCode(ResponseCode.SUCCESS, null)
    switch (request.code) {
      case RequestCode.HEART_BEAT:
        this.clientId = HeartbeatData.decode(request.body!).clientID
        this.channel = channel
        return response
      case RequestCode.GET_CONSUMER_LIST_BY_GROUP:
        response.body = new GetConsumerListByGroupResponseBody([this.clientId]).encode()
        return response
      case RequestCode.LOCK_BATCH_MQ:
        response.body = new LockBatchResponseBody(LockBatchRequestBody.decode(request.body!).mqSet).encode()
        return response
      case RequestCode.QUERY_CONSUMER_OFFSET:
        response.addExtField('offset', String(this.offsets.get(Number(request.getExtField('queueId')))))
        return response
      case RequestCode.UPDATE_CONSUMER_OFFSET: {
        const { queueId, commitOffset } = request.decodeCommandCustomHeader(UpdateConsumerOffsetRequestHeader)
        this.offsets.set(queueId!, commitOffset!)
        return response
      }
      case RequestCode.PULL_MESSAGE:
        return yield* this.answerPull(request)
      default:
        return response
    }
  }

  private *answerPull(request: RemotingCommand): Blocking<RemotingCommand> {
    const header = request.decodeCommandCustomHeader(PullMessageRequestHeader)
    this.pulls.push(header)
    const moved = this.moved.get(header.queueId!)
    if (moved === undefined) yield* sleep(15_000)
    else this.moved.delete(header.queueId!)
    const response = RemotingCommand.createResponseCommand(PullMessageResponseHeader)
    response.code = moved === undefined ? ResponseCode.PULL_NOT_FOUND : ResponseCode.PULL_OFFSET_MOVED
    const nextBeginOffset = moved ?? header.queueOffset
    const places = { suggestWhichBrokerId: 0, nextBeginOffset, minOffset: 0, maxOffset: nextBeginOffset }
    Object.assign(response.readCustomHeader<PullMessageResponseHeader>()!, places)
    return response
  }
}

class Concurrently extends MessageListenerConcurrently {
  private readonly body: (msg: MessageExt) => Blocking<'CONSUME_SUCCESS' | 'RECONSUME_LATER' | null>

  constructor(body: (msg: MessageExt) => Blocking<'CONSUME_SUCCESS' | 'RECONSUME_LATER' | null>) {
    super()
    this.body = body
  }

  *consumeMessage([msg]: readonly MessageExt[]): Blocking<'CONSUME_SUCCESS' | 'RECONSUME_LATER' | null> {
    return yield* this.body(msg!)
  }
}

class Orderly extends MessageListenerOrderly {
  *consumeMessage(_msgs: readonly MessageExt[], context: ConsumeOrderlyContext): Blocking<'ROLLBACK'> {
    context.autoCommit = false
    return 'ROLLBACK'
  }
}

/** A consumer that has been running for two seconds. */
function withConsumer(
  listener: MessageListenerConcurrently | MessageListenerOrderly, body: (broker: Broker) => Blocking<void>,
): void {
  const cluster = new FakeCluster()
  const broker = new Broker(cluster)
  const route = new TopicRouteData()
  route.queueDatas.push(new QueueData('broker-a', 2, 2, 6))
  route.brokerDatas.push(new BrokerData('DefaultCluster', 'broker-a', new Map([[0, '10.0.0.21:10911']])))
  cluster.nameServer.routes.set(TOPIC, route)
  cluster.run(function* () {
    const environment = { wire: cluster.wire, compressor: new PakoCompressor(), disk: new MemoryDisk() }
    const consumer = new DefaultMQPushConsumer(cluster.process, environment, 'CG')
    Object.assign(consumer, { namesrvAddr: NAMESRV, clientIP: cluster.process.host })
    consumer.registerMessageListener(listener)
    yield* consumer.subscribe(TOPIC, '*')
    yield* consumer.start()
    yield* sleep(2000)
    yield* body(broker)
  })
}

const succeeding = new Concurrently(function* () {
  return 'CONSUME_SUCCESS'
})

/** A message that a real broker has stored. */
function record(): Uint8Array {
  const frames = goldenLines<{ readonly name: string; readonly hex: string }>('wire/04-pushc.jsonl')
  const pulls = frames.filter(({ name }) => name === 'RESP:PULL_MESSAGE')
  const answers = pulls.map(({ hex }) => RemotingCommand.decode(hexToBytes(hex)))
  return answers.find(({ body }) => body !== null)!.body!
}

describe('what a broker asks of a client', () => {
  test('how far its consumer is', () => {
    withConsumer(succeeding, function* (broker) {
      const header = Object.assign(new GetConsumerStatusRequestHeader(), { topic: TOPIC, group: 'CG' })
      const response = yield* broker.ask(RequestCode.GET_CONSUMER_STATUS_FROM_CLIENT, header)
      expect([response.code, response.remark]).toEqual([0, 'not set any response code'])
      const { messageQueueTable } = GetConsumerStatusBody.decode(response.body!)
      expect(messageQueueTable.entries().map(([mq, offset]) => [mq.queueId, offset]).sort()).toEqual([[0, 5], [1, 6]])
      header.group = 'another'
      const none = yield* broker.ask(RequestCode.GET_CONSUMER_STATUS_FROM_CLIENT, header)
      expect(decodeUtf8(none.body!)).toBe('{"consumerTable":{},"messageQueueTable":{}}')
    })
  })

  test('to read a queue on somewhere else: after ten seconds, and from there', () => {
    withConsumer(succeeding, function* (broker) {
      const header = Object.assign(new ResetOffsetRequestHeader(), { topic: TOPIC, group: 'CG', timestamp: 0, isForce: true })
      const table = new MessageQueueMap<number>()
      table.set(new MessageQueue(TOPIC, 'broker-a', 1), 2)
      const before = broker.pulls.length
      yield* broker.tell(RequestCode.RESET_CONSUMER_CLIENT_OFFSET, header, new ResetOffsetBody(table).encode())
      yield* sleep(9900)
      expect([broker.offsets.get(1), broker.pulls.length]).toEqual([6, before])
      yield* sleep(1000)
      expect(broker.offsets.get(1)).toBe(2)
      yield* sleep(500)
      const pulls = broker.pulls.slice(before).map(({ queueId, queueOffset }) => [queueId, queueOffset])
      expect(pulls).toEqual([[1, 2]])
    })
  })

  test.each<[string, MessageListenerConcurrently | MessageListenerOrderly, Partial<ConsumeMessageDirectlyResult>]>([
    ['succeeds', succeeding, { consumeResult: 'CR_SUCCESS', order: false, autoCommit: true, remark: null }],
    ['wants it later', new Concurrently(function* () {
      yield* sleep(30)
      return 'RECONSUME_LATER'
    }), { consumeResult: 'CR_LATER', spentTimeMills: 30 }],
    ['returns nothing', new Concurrently(function* () {
      return null
    }), { consumeResult: 'CR_RETURN_NULL' }],
    ['throws', new Concurrently(function* () {
      throw new Error('no, thank you')
    }), { consumeResult: 'CR_THROW_EXCEPTION', remark: 'Error: no, thank you' }],
    ['works in order', new Orderly(), { consumeResult: 'CR_ROLLBACK', order: true, autoCommit: false }],
  ])('to give a message to its listener, which %s', (_name, listener, expected) => {
    withConsumer(listener, function* (broker) {
      const fields = { consumerGroup: 'CG', clientId: '', msgId: '', brokerName: 'broker-a' }
      const header = Object.assign(new ConsumeMessageDirectlyResultRequestHeader(), fields)
      const response = yield* broker.ask(RequestCode.CONSUME_MESSAGE_DIRECTLY, header, record())
      expect(ConsumeMessageDirectlyResult.decode(response.body!)).toMatchObject(expected)
      header.consumerGroup = 'another'
      const refused = yield* broker.ask(RequestCode.CONSUME_MESSAGE_DIRECTLY, header, record())
      expect([refused.code, refused.body]).toEqual([ResponseCode.SYSTEM_ERROR, null])
    })
  })

  test('how it is configured, and how far it is in each queue', () => {
    withConsumer(succeeding, function* (broker) {
      const header = Object.assign(new GetConsumerRunningInfoRequestHeader(), { consumerGroup: 'CG', clientId: '' })
      const response = yield* broker.ask(RequestCode.GET_CONSUMER_RUNNING_INFO, header)
      expect(response.code).toBe(ResponseCode.SUCCESS)
      const info = ConsumerRunningInfo.decode(response.body!)
      expect(Object.fromEntries(info.properties)).toMatchObject({
        consumerGroup: 'CG', consumeThreadMin: '20', pullBatchSize: '32', messageModel: 'CLUSTERING', PROP_CONSUMEORDERLY: 'false',
        PROP_THREADPOOL_CORE_SIZE: '20', PROP_NAMESERVER_ADDR: `${NAMESRV};`, PROP_CONSUME_TYPE: 'CONSUME_PASSIVELY',
        PROP_CLIENT_VERSION: 'V5_3_2',
      })
      expect(info.subscriptionSet.map(({ topic, subString }) => [topic, subString])).toEqual([['%RETRY%CG', '*'], [TOPIC, '*']])
      const queues = info.mqTable.map(([{ queueId }, { commitOffset, droped }]) => [queueId, commitOffset, droped])
      expect(queues).toEqual([[0, 5, false], [1, 6, false]])
      expect(info.mqTable[0]![1].lastPullTimestamp).toBeGreaterThan(1_700_000_000_000)
      expect(info.jstack).toBeNull()
      header.jstackEnable = true
      const again = yield* broker.ask(RequestCode.GET_CONSUMER_RUNNING_INFO, header)
      expect(ConsumerRunningInfo.decode(again.body!).jstack).toContain('PullMessageService  TID: ')
      header.consumerGroup = 'another'
      const refused = yield* broker.ask(RequestCode.GET_CONSUMER_RUNNING_INFO, header)
      expect([refused.code, refused.body]).toEqual([ResponseCode.SYSTEM_ERROR, null])
    })
  })

  test('what it does not know is refused', () => {
    withConsumer(succeeding, function* (broker) {
      const response = yield* broker.ask(RequestCode.SUSPEND_CONSUMER, {})
      expect(response.code).toBe(ResponseCode.REQUEST_CODE_NOT_SUPPORTED)
    })
  })
})

test('a consumer that wants to read where its queue is not gives the queue up, and takes it again where the broker says', () => {
  withConsumer(succeeding, function* (broker) {
    broker.moved.set(1, 3)
    yield* sleep(14_000)
    const before = broker.pulls.length
    yield* sleep(1500)
    expect(broker.offsets.get(1)).toBe(3)
    yield* sleep(1000)
    const pulls = broker.pulls.slice(before).filter(({ queueId }) => queueId === 1)
    expect(pulls.map(({ queueOffset, commitOffset }) => [queueOffset, commitOffset])).toEqual([[6, 6], [3, 3]])
  })
})

test('tables of queues are read as fastjson writes them', () => {
  const text = '{"offsetTable":{{"brokerName":"broker-a","queueId":1,"topic":"T"}:7}}'
  const body = ResetOffsetBody.decode(encodeUtf8(text))
  expect(body.offsetTable.entries()).toEqual([[new MessageQueue('T', 'broker-a', 1), 7]])
  expect(decodeUtf8(body.encode())).toBe(text)
})
