import { describe, expect, test } from 'vitest'
import type { BrokerConfig } from '../../../engine/broker/BrokerConfig'
import { DefaultMQPushConsumer } from '../../../engine/client/consumer/DefaultMQPushConsumer'
import { MessageListenerConcurrently } from '../../../engine/client/consumer/listener/MessageListenerConcurrently'
import type { MessageExt } from '../../../engine/common/message/MessageExt'
import { MessageQueue } from '../../../engine/common/message/MessageQueue'
import { TopicConfig } from '../../../engine/common/TopicConfig'
import type { Blocking } from '../../../engine/kernel/Blocking'
import { sleep } from '../../../engine/kernel/sleep'
import { decodeUtf8 } from '../../../engine/kernel/Utf8'
import { NettyClientConfig } from '../../../engine/remoting/netty/NettyClientConfig'
import { NettyRemotingClient } from '../../../engine/remoting/netty/NettyRemotingClient'
import { ResetOffsetBody } from '../../../engine/remoting/protocol/body/ResetOffsetBody'
import { ResetOffsetRequestHeader } from '../../../engine/remoting/protocol/header/ResetOffsetRequestHeader'
import { RemotingCommand } from '../../../engine/remoting/protocol/RemotingCommand'
import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import { ResponseCode } from '../../../engine/remoting/protocol/ResponseCode'
import { messageTo, type WholeCluster, withCluster } from '../support/withCluster'

const TOPIC = 'T'

class Listener extends MessageListenerConcurrently {
  bodies: string[]

  constructor() {
    super()
    this.bodies = []
  }

  *consumeMessage([msg]: readonly MessageExt[]): Blocking<'CONSUME_SUCCESS'> {
    this.bodies.push(decodeUtf8(msg!.body!))
    return 'CONSUME_SUCCESS'
  }
}

function* fill(cluster: WholeCluster, from: number, count: number): Blocking<void> {
  const producer = cluster.producer(cluster.process, `group-${from}`)
  yield* producer.start()
  for (let i = from; i < from + count; i++) {
    yield* producer.sendToQueue(messageTo(TOPIC, String(i)), new MessageQueue(TOPIC, 'broker-a', 0), 3000)
    yield* sleep(100)
  }
  yield* producer.shutdown()
}

/** Queue 0 of two has ten messages, 100 ms apart, which the group has consumed. */
function withGroup(
  body: (cluster: WholeCluster, listener: Listener, consumer: DefaultMQPushConsumer) => Blocking<void>,
  broker: Partial<BrokerConfig> = {},
): void {
  withCluster(function* (cluster) {
    yield* cluster.brokers[0]!.getTopicConfigManager().updateTopicConfig(new TopicConfig(TOPIC, 2, 2))
    yield* cluster.brokers[0]!.registerBrokerAll(true)
    yield* fill(cluster, 0, 10)
    const consumer = new DefaultMQPushConsumer(cluster.process, cluster.environment, 'CG')
    Object.assign(consumer, cluster.settings, { consumeFromWhere: 'CONSUME_FROM_FIRST_OFFSET' })
    const listener = new Listener()
    consumer.registerMessageListener(listener)
    yield* consumer.subscribe(TOPIC, '*')
    yield* consumer.start()
    yield* sleep(20_000)
    listener.bodies = []
    yield* body(cluster, listener, consumer)
  }, { broker })
}

interface Outcome {
  readonly code: number
  /** Queue → offset. */
  readonly offsets: Readonly<Record<number, number>>
}

function* reset(cluster: WholeCluster, fields: Partial<ResetOffsetRequestHeader>): Blocking<Outcome> {
  const operator = new NettyRemotingClient(cluster.process, cluster.wire, new NettyClientConfig())
  const header = Object.assign(new ResetOffsetRequestHeader(), { topic: TOPIC, group: 'CG', timestamp: 0, isForce: true }, fields)
  const request = RemotingCommand.createRequestCommand(RequestCode.INVOKE_BROKER_TO_RESET_OFFSET, header)
  const { code, body } = yield* operator.invokeSync('10.0.0.21:10911', request, 3000)
  const entries = body === null ? [] : ResetOffsetBody.decode(body).offsetTable.entries()
  return { code, offsets: Object.fromEntries(entries.map(([{ queueId }, offset]) => [queueId, offset])) }
}

function numbers(from: number, count: number): string[] {
  return Array.from({ length: count }, (_, i) => String(from + i))
}

describe('a group whose offsets an operator resets', () => {
  test('reads on there when its pull that waits has ended, and commits from there', () => {
    withGroup(function* (cluster, listener) {
      expect(yield* reset(cluster, {})).toEqual({ code: ResponseCode.SUCCESS, offsets: { 0: 0, 1: 0 } })
      yield* sleep(60_000)
      expect(listener.bodies.sort()).toEqual(numbers(0, 10))
      expect(cluster.brokers[0]!.getConsumerOffsetManager().queryOffset('CG', TOPIC, 0)).toBe(10)
      yield* fill(cluster, 10, 1)
      yield* sleep(1000)
      expect(listener.bodies).toContain('10')
    })
  })

  test('to a time, to an offset of one queue, or to now', () => {
    withGroup(function* (cluster) {
      const manager = cluster.brokers[0]!.getConsumerOffsetManager()
      const fourth = cluster.brokers[0]!.getMessageStore().getMessage('CG', TOPIC, 0, 4, 1, null)!.messageMapedList[0]!
      const { storeTimestamp } = cluster.brokers[0]!.getMessageStore().lookMessageByOffset(fourth.startOffset)!
      expect((yield* reset(cluster, { timestamp: storeTimestamp })).offsets).toEqual({ 0: 4, 1: 0 })
      expect(manager.queryOffset('CG', TOPIC, 0)).toBe(4)
      expect((yield* reset(cluster, { timestamp: -1 })).offsets).toEqual({ 0: 10, 1: 0 })
      expect((yield* reset(cluster, { queueId: 0, offset: 7 })).offsets).toEqual({ 0: 7 })
      expect((yield* reset(cluster, { queueId: 0, offset: -1, timestamp: -1 })).offsets).toEqual({ 0: 10 })
      expect((yield* reset(cluster, { queueId: 0, offset: 12 })).code).toBe(ResponseCode.SYSTEM_ERROR)
      expect((yield* reset(cluster, { queueId: 0, offset: 11 })).code).toBe(ResponseCode.SUCCESS)
    })
  })

  test('begins there if it is away, and what it commits before it has heard of it is not taken', () => {
    withGroup(function* (cluster, listener, consumer) {
      yield* reset(cluster, { queueId: 0, offset: 8 })
      // The last thing that it says is how far it is.
      yield* consumer.shutdown()
      expect(cluster.brokers[0]!.getConsumerOffsetManager().queryOffset('CG', TOPIC, 0)).toBe(8)
      const next = new DefaultMQPushConsumer(cluster.process, cluster.environment, 'CG')
      Object.assign(next, cluster.settings)
      next.registerMessageListener(listener)
      yield* next.subscribe(TOPIC, '*')
      yield* next.start()
      yield* sleep(30_000)
      expect(listener.bodies.sort()).toEqual(['8', '9'])
    })
  })

  test.each<[string, Partial<ResetOffsetRequestHeader>, number]>([
    ['a topic that is not there', { topic: 'Nowhere' }, ResponseCode.TOPIC_NOT_EXIST],
    ['a group that is not there', { group: 'Nobody' }, ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST],
  ])('must be one of those: %s', (_name, fields, code) => {
    withGroup(function* (cluster) {
      expect(yield* reset(cluster, fields)).toEqual({ code, offsets: {} })
      cluster.brokers[0]!.messageStoreConfig.brokerRole = 'SLAVE'
      expect((yield* reset(cluster, {})).code).toBe(ResponseCode.SYSTEM_ERROR)
    })
  })

  test('is told itself by a broker that does not tell its pulls: ten seconds later it reads on there', () => {
    withGroup(function* (cluster, listener, consumer) {
      yield* fill(cluster, 10, 1)
      yield* sleep(6000)
      // All queues must have been read once.
      cluster.brokers[0]!.getConsumerOffsetManager().commitOffset('CG', TOPIC, 1, 0)
      listener.bodies = []
      expect((yield* reset(cluster, { isForce: false })).offsets).toEqual({ 0: 0, 1: 0 })
      yield* sleep(9000)
      expect(listener.bodies).toEqual([])
      yield* sleep(30_000)
      expect(listener.bodies.sort()).toEqual(numbers(0, 11).sort())
      expect((yield* reset(cluster, { isForce: false, timestamp: -1 })).offsets).toEqual({ 0: 11, 1: 0 })
      yield* consumer.shutdown()
      expect((yield* reset(cluster, {})).code).toBe(ResponseCode.CONSUMER_NOT_ONLINE)
      expect((yield* reset(cluster, { group: 'Nobody' })).code).toBe(ResponseCode.SYSTEM_ERROR)
    }, { useServerSideResetOffset: false })
  })
})
