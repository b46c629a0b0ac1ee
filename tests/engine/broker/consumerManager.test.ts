import { describe, expect, test } from 'vitest'
import type { Blocking } from '../../../engine/kernel/Blocking'
import { ThreadPoolExecutor } from '../../../engine/kernel/concurrent/ThreadPoolExecutor'
import { sleep } from '../../../engine/kernel/sleep'
import { NettyClientConfig } from '../../../engine/remoting/netty/NettyClientConfig'
import { NettyRemotingClient } from '../../../engine/remoting/netty/NettyRemotingClient'
import { GetConsumerListByGroupResponseBody } from '../../../engine/remoting/protocol/body/GetConsumerListByGroupResponseBody'
import type { ConsumerData, SubscriptionData } from '../../../engine/remoting/protocol/body/HeartbeatData'
import { HeartbeatData } from '../../../engine/remoting/protocol/body/HeartbeatData'
import { FilterAPI } from '../../../engine/remoting/protocol/filter/FilterAPI'
import { GetConsumerListByGroupRequestHeader } from '../../../engine/remoting/protocol/header/GetConsumerListByGroupRequestHeader'
import { NotifyConsumerIdsChangedRequestHeader } from '../../../engine/remoting/protocol/header/NotifyConsumerIdsChangedRequestHeader'
import { PullMessageRequestHeader } from '../../../engine/remoting/protocol/header/PullMessageRequestHeader'
import { PullMessageResponseHeader } from '../../../engine/remoting/protocol/header/PullMessageResponseHeader'
import { UnregisterClientRequestHeader } from '../../../engine/remoting/protocol/header/UnregisterClientRequestHeader'
import { RemotingCommand } from '../../../engine/remoting/protocol/RemotingCommand'
import { RemotingSerializable } from '../../../engine/remoting/protocol/RemotingSerializable'
import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import { ResponseCode } from '../../../engine/remoting/protocol/ResponseCode'
import type { BrokerWorld } from './support'
import { BROKER_ADDR, send, withBroker } from './support'

/** A client of its own, with its own connection, that notes which groups it is told of. */
class Member {
  readonly id: string
  readonly client: NettyRemotingClient
  readonly told: string[]

  constructor({ process, wire }: BrokerWorld, id: string) {
    this.id = id
    this.told = []
    this.client = new NettyRemotingClient(process, wire, new NettyClientConfig())
    const executor = new ThreadPoolExecutor(process, { threadNamePrefix: 'client_', corePoolSize: 1 })
    const { told } = this
    this.client.registerProcessor(RequestCode.NOTIFY_CONSUMER_IDS_CHANGED, {
      rejectRequest: () => false,
      *processRequest(_context: unknown, request: RemotingCommand): Blocking<null> {
        told.push(request.decodeCommandCustomHeader(NotifyConsumerIdsChangedRequestHeader).consumerGroup ?? '')
        return null
      },
    }, executor)
  }

  *beat(changes: Partial<ConsumerData> = {}, more: Partial<HeartbeatData> = {}): Blocking<RemotingCommand> {
    const data = Object.assign(new HeartbeatData(this.id), more)
    data.consumerDataSet = [{
      consumeFromWhere: 'CONSUME_FROM_LAST_OFFSET', consumeType: 'CONSUME_PASSIVELY', groupName: 'CG',
      messageModel: 'CLUSTERING', subscriptionDataSet: [wants('TopicTest', '*', 1)], unitMode: false, ...changes,
    }]
    const request = RemotingCommand.createRequestCommand(RequestCode.HEART_BEAT, null)
    request.body = data.encode()
    return yield* this.client.invokeSync(BROKER_ADDR, request, 3000)
  }

  *leave(group = 'CG'): Blocking<void> {
    const header = Object.assign(new UnregisterClientRequestHeader(), { clientID: this.id, consumerGroup: group })
    const request = RemotingCommand.createRequestCommand(RequestCode.UNREGISTER_CLIENT, header)
    yield* this.client.invokeSync(BROKER_ADDR, request, 3000)
  }

  *list(group = 'CG'): Blocking<string[] | number> {
    const header = Object.assign(new GetConsumerListByGroupRequestHeader(), { consumerGroup: group })
    const request = RemotingCommand.createRequestCommand(RequestCode.GET_CONSUMER_LIST_BY_GROUP, header)
    const response = yield* this.client.invokeSync(BROKER_ADDR, request, 3000)
    if (response.body === null) return response.code
    return GetConsumerListByGroupResponseBody.decode(response.body).consumerIdList
  }

  *pull(fields: Partial<PullMessageRequestHeader> = {}): Blocking<[code: number, forbiddenType: number | null]> {
    const header = Object.assign(new PullMessageRequestHeader(), {
      consumerGroup: 'CG', topic: 'TopicTest', queueId: 0, queueOffset: 0, maxMsgNums: 32, sysFlag: 0, commitOffset: 0,
      suspendTimeoutMillis: 0, subVersion: 1, expressionType: 'TAG', ...fields,
    })
    const request = RemotingCommand.createRequestCommand(RequestCode.PULL_MESSAGE, header)
    const response = yield* this.client.invokeSync(BROKER_ADDR, request, 3000)
    return [response.code, response.decodeCommandCustomHeader(PullMessageResponseHeader).forbiddenType]
  }
}

function wants(topic: string, expression: string, version: number): SubscriptionData {
  return FilterAPI.build(topic, expression, 'TAG', version)!
}

describe('the members of a group', () => {
  test('are those whose heartbeats have come, and who have not left', () => {
    withBroker(function* (world) {
      const [one, other] = [new Member(world, 'c1'), new Member(world, 'c2')]
      expect(yield* one.list()).toBe(ResponseCode.SYSTEM_ERROR)
      yield* one.beat()
      yield* other.beat()
      expect(yield* one.list()).toEqual(['c1', 'c2'])
      yield* one.leave()
      expect(yield* other.list()).toEqual(['c2'])
      yield* other.leave()
      expect(yield* other.list()).toBe(ResponseCode.SYSTEM_ERROR)
      expect(world.broker.getConsumerManager().getConsumerGroupInfo('CG')).toBeNull()
    })
  })

  test('are all told of each change, and of nothing else', () => {
    withBroker(function* (world) {
      const [one, other] = [new Member(world, 'c1'), new Member(world, 'c2')]
      const told = (): number[] => [one.told.length, other.told.length]
      yield* one.beat()
      expect(told()).toEqual([1, 0])
      yield* one.beat()
      yield* sleep(10)
      expect(told()).toEqual([1, 0])
      yield* other.beat()
      yield* sleep(10)
      expect(told()).toEqual([2, 1])
      yield* other.beat({ subscriptionDataSet: [wants('TopicTest', 'A', 2)] })
      yield* sleep(10)
      expect(told()).toEqual([2, 1])
      yield* other.beat({ subscriptionDataSet: [wants('Other', '*', 2)] })
      yield* sleep(10)
      expect(told()).toEqual([3, 2])
      yield* other.leave()
      yield* sleep(10)
      expect(told()).toEqual([4, 2])
      expect(new Set([...one.told, ...other.told])).toEqual(new Set(['CG']))
    })
  })

  test('learn at once when a connection ends', () => {
    withBroker(function* (world) {
      const [one, other] = [new Member(world, 'c1'), new Member(world, 'c2')]
      yield* one.beat()
      yield* other.beat()
      yield* other.client.shutdown()
      yield* sleep(10)
      expect(one.told).toHaveLength(3)
      expect(yield* one.list()).toEqual(['c1'])
    })
  })

  test('are forgotten two minutes after their last heartbeat, and the others are not told', () => {
    withBroker(function* (world) {
      const [one, other] = [new Member(world, 'c1'), new Member(world, 'c2')]
      yield* one.beat()
      yield* other.beat()
      for (let round = 0; round < 14; round++) {
        yield* sleep(10_000)
        yield* one.beat()
        // Its connection is not idle, but it says nothing of itself.
        if (round < 11) yield* other.list()
      }
      expect(yield* one.list()).toEqual(['c1'])
      expect(one.told).toHaveLength(2)
    })
  })

  test.each<[string, Partial<ConsumerData>, boolean]>([
    ['who broadcast', { messageModel: 'BROADCASTING' }, true],
    ['whose broker is told not to', {}, false],
  ])('%s are not told', (_name, changes, notifyConsumerIdsChangedEnable) => {
    withBroker(function* (world) {
      const one = new Member(world, 'c1')
      yield* one.beat(changes)
      yield* sleep(10)
      expect([one.told, yield* one.list()]).toEqual([[], ['c1']])
    }, { broker: { notifyConsumerIdsChangedEnable } })
  })

  test('get a retry topic from their first heartbeat', () => {
    withBroker(function* (world) {
      yield* new Member(world, 'c1').beat()
      expect(world.broker.getTopicConfigManager().selectTopicConfig('%RETRY%CG')).toMatchObject({ readQueueNums: 1, perm: 6 })
    })
  })

  test('may say only that nothing has changed', () => {
    withBroker(function* (world) {
      const one = new Member(world, 'c1')
      const changed = (response: RemotingCommand): string | null => response.getExtField('IS_SUB_CHANGE')
      expect(changed(yield* one.beat())).toBe('true')
      expect(changed(yield* one.beat({}, { heartbeatFingerprint: 7 }))).toBe('true')
      expect(changed(yield* one.beat({ subscriptionDataSet: [] }, { heartbeatFingerprint: 7, withoutSub: true }))).toBe('false')
      expect(world.broker.getConsumerManager().findSubscriptionData('CG', 'TopicTest')).not.toBeNull()
    })
  })
})

describe('a pull that relies on the heartbeats of its group', () => {
  test('is served once there has been one', () => {
    withBroker(function* (world) {
      yield* send(world)
      yield* sleep(20)
      const one = new Member(world, 'c1')
      expect(yield* one.pull()).toEqual([ResponseCode.SUBSCRIPTION_NOT_EXIST, null])
      yield* one.beat()
      expect(yield* one.pull()).toEqual([ResponseCode.SUCCESS, null])
    })
  })

  test('is refused when the group, as the last heartbeat says, does not want the topic', () => {
    withBroker(function* (world) {
      yield* send(world)
      const [one, other] = [new Member(world, 'c1'), new Member(world, 'c2')]
      yield* one.beat()
      // The classic mistake: members of a group that do not subscribe to the same.
      yield* other.beat({ subscriptionDataSet: [wants('Other', '*', 2)] })
      expect(yield* one.pull()).toEqual([ResponseCode.SUBSCRIPTION_NOT_EXIST, null])
    })
  })

  test('is refused when it is ahead of the heartbeats', () => {
    withBroker(function* (world) {
      yield* send(world)
      const one = new Member(world, 'c1')
      yield* one.beat()
      expect(yield* one.pull({ subVersion: 2 })).toEqual([ResponseCode.SUBSCRIPTION_NOT_LATEST, null])
      yield* one.beat({ subscriptionDataSet: [wants('TopicTest', '*', 2)] })
      expect(yield* one.pull({ subVersion: 2 })).toEqual([ResponseCode.SUCCESS, null])
    })
  })

  test('is refused when its group must not broadcast', () => {
    withBroker(function* (world) {
      yield* send(world)
      const one = new Member(world, 'c1')
      yield* one.beat({ messageModel: 'BROADCASTING' })
      world.broker.getSubscriptionGroupManager().getSubscriptionGroupTable().get('CG')!.consumeBroadcastEnable = false
      expect(yield* one.pull()).toEqual([ResponseCode.NO_PERMISSION, 4])
    })
  })

  test('is refused when an operator has forbidden the topic to the group', () => {
    withBroker(function* (world) {
      yield* send(world)
      const one = new Member(world, 'c1')
      yield* one.beat()
      world.broker.getSubscriptionGroupManager().decode('{"dataVersion":{},"forbiddenTable":{"CG":{"TopicTest":4}}}')
      expect(yield* one.pull()).toEqual([ResponseCode.NO_PERMISSION, 5])
    })
  })
})

test.each([
  ['tags', 'TAG', ResponseCode.SUCCESS],
  ['an expression', 'SQL92', ResponseCode.SYSTEM_ERROR],
])('a consumer that asks whether it may filter by %s', (_name, expressionType, code) => {
  withBroker(function* (world) {
    const request = RemotingCommand.createRequestCommand(RequestCode.CHECK_CLIENT_CONFIG, null)
    const subscriptionData = { ...wants('TopicTest', 'a > 1', 1), expressionType }
    request.body = RemotingSerializable.encode({ clientId: 'c1', group: 'CG', subscriptionData })
    expect((yield* world.client.invokeSync(BROKER_ADDR, request, 3000)).code).toBe(code)
  })
})
