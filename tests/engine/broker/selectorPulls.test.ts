import { describe, expect, test } from 'vitest'
import { PullSysFlag } from '../../../engine/common/sysflag/PullSysFlag'
import type { Blocking } from '../../../engine/kernel/Blocking'
import { sleep } from '../../../engine/kernel/sleep'
import { decodeUtf8 } from '../../../engine/kernel/Utf8'
import { CheckClientRequestBody } from '../../../engine/remoting/protocol/body/CheckClientRequestBody'
import { HeartbeatData, type SubscriptionData } from '../../../engine/remoting/protocol/body/HeartbeatData'
import { FilterAPI } from '../../../engine/remoting/protocol/filter/FilterAPI'
import { PullMessageRequestHeader } from '../../../engine/remoting/protocol/header/PullMessageRequestHeader'
import { PullMessageResponseHeader } from '../../../engine/remoting/protocol/header/PullMessageResponseHeader'
import { UnregisterClientRequestHeader } from '../../../engine/remoting/protocol/header/UnregisterClientRequestHeader'
import { RemotingCommand } from '../../../engine/remoting/protocol/RemotingCommand'
import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import { ResponseCode } from '../../../engine/remoting/protocol/ResponseCode'
import type { BrokerWorld } from './support'
import { BROKER_ADDR, newBroker, run, send, withBroker } from './support'

const WITH_SELECTORS = { broker: { enablePropertyFilter: true } }

/** Four messages in queue 0: a is 1, 2, 3, and none. */
function* fill(world: BrokerWorld): Blocking<void> {
  for (const a of ['1', '2', '3']) yield* send(world, { i: `a\u0001${a}\u0002`, body: a })
  yield* send(world, { body: 'none' })
  yield* sleep(20)
}

interface Pulled {
  readonly code: number
  readonly next: number | null
  readonly bodies: readonly string[]
}

function* pull({ client }: BrokerWorld, fields: Partial<PullMessageRequestHeader>): Blocking<Pulled> {
  const requestHeader = Object.assign(new PullMessageRequestHeader(), {
    consumerGroup: 'CG', topic: 'TopicTest', queueId: 0, queueOffset: 0, maxMsgNums: 32, commitOffset: 0, sysFlag: 0,
    suspendTimeoutMillis: 20_000, subVersion: 0, ...fields,
  })
  const request = RemotingCommand.createRequestCommand(RequestCode.PULL_MESSAGE, requestHeader)
  const response = yield* client.invokeSync(BROKER_ADDR, request, 3000)
  const { nextBeginOffset: next } = response.decodeCommandCustomHeader(PullMessageResponseHeader)
  return { code: response.code, next, bodies: bodiesOf(response.body ?? new Uint8Array(0)) }
}

function bodiesOf(records: Uint8Array): string[] {
  const view = new DataView(records.buffer, records.byteOffset)
  const bodies: string[] = []
  for (let at = 0; at < records.length; at += view.getInt32(at)) {
    bodies.push(decodeUtf8(records.subarray(at + 88, at + 88 + view.getInt32(at + 84))))
  }
  return bodies
}

function broughtAlong(subscription: string, expressionType = 'SQL92'): Partial<PullMessageRequestHeader> {
  return { sysFlag: PullSysFlag.FLAG_SUBSCRIPTION, subscription, expressionType }
}

function* beat({ client }: BrokerWorld, ...subscriptions: SubscriptionData[]): Blocking<void> {
  const data = new HeartbeatData('10.0.0.61@1')
  data.consumerDataSet = [{
    groupName: 'CG', consumeType: 'CONSUME_PASSIVELY', messageModel: 'CLUSTERING', consumeFromWhere: 'CONSUME_FROM_FIRST_OFFSET',
    subscriptionDataSet: subscriptions, unitMode: false,
  }]
  const request = RemotingCommand.createRequestCommand(RequestCode.HEART_BEAT, null)
  request.body = data.encode()
  yield* client.invokeSync(BROKER_ADDR, request, 3000)
}

describe('a pull that brings a selector along', () => {
  test.each([
    ['a >= 2', ['2', '3'], 4],
    ['a IS NULL', ['none'], 4],
    ['a = 1 OR a IS NULL', ['1', 'none'], 4],
    // What is no selector lets everything pass, as in the original.
    ['a >=', ['1', '2', '3', 'none'], 4],
  ])('%s: gets %j', (words, bodies, next) => {
    withBroker(function* (world) {
      yield* fill(world)
      expect(yield* pull(world, broughtAlong(words))).toEqual({ code: ResponseCode.SUCCESS, next, bodies })
    }, WITH_SELECTORS)
  })

  test('is refused without words, and by a broker that has them switched off', () => {
    const refusals = (enablePropertyFilter: boolean): number[] => withBroker(function* (world) {
      yield* fill(world)
      const codes: number[] = []
      for (const words of ['', 'a > 1', 'a >']) codes.push((yield* pull(world, broughtAlong(words))).code)
      return codes
    }, { broker: { enablePropertyFilter } })
    expect(refusals(true)).toEqual([ResponseCode.SUBSCRIPTION_PARSE_FAILED, ResponseCode.SUCCESS, ResponseCode.SUCCESS])
    const { SUBSCRIPTION_PARSE_FAILED, SYSTEM_ERROR } = ResponseCode
    expect(refusals(false)).toEqual([SUBSCRIPTION_PARSE_FAILED, SYSTEM_ERROR, SYSTEM_ERROR])
  })

  test('that is true of nothing is told where to go on', () => {
    withBroker(function* (world) {
      yield* fill(world)
      expect(yield* pull(world, broughtAlong('a > 9'))).toEqual({ code: ResponseCode.PULL_RETRY_IMMEDIATELY, next: 4, bodies: [] })
    }, WITH_SELECTORS)
  })
})

describe('a pull that relies on the selector of its group', () => {
  const sub = (words: string, version: number): SubscriptionData => FilterAPI.build('TopicTest', words, 'SQL92', version)!

  test('gets what it is true of, as the last heartbeat said', () => {
    withBroker(function* (world) {
      yield* fill(world)
      yield* beat(world, sub('a > 2', 5))
      expect((yield* pull(world, { subVersion: 5 })).bodies).toEqual(['3'])
      yield* beat(world, sub('a < 2', 6))
      expect((yield* pull(world, { subVersion: 6 })).bodies).toEqual(['1'])
      yield* beat(world, sub('a < 3', 4))
      expect((yield* pull(world, { subVersion: 6 })).bodies).toEqual(['1'])
    }, WITH_SELECTORS)
  })

  test('is refused if the words are none, if the broker is behind, and while the broker has selectors switched off', () => {
    withBroker(function* (world) {
      yield* fill(world)
      const { broker } = world
      yield* beat(world, sub('a >', 5))
      expect((yield* pull(world, { subVersion: 5 })).code).toBe(ResponseCode.FILTER_DATA_NOT_EXIST)
      yield* beat(world, sub('a > 1', 6))
      expect((yield* pull(world, { subVersion: 7 })).code).toBe(ResponseCode.SUBSCRIPTION_NOT_LATEST)
      broker.getConsumerFilterManager().get('TopicTest', 'CG')!.clientVersion = 5
      expect((yield* pull(world, { subVersion: 6 })).code).toBe(ResponseCode.FILTER_DATA_NOT_LATEST)
      broker.getConsumerFilterManager().get('TopicTest', 'CG')!.clientVersion = 6
      expect((yield* pull(world, { subVersion: 6 })).bodies).toEqual(['2', '3'])
      broker.brokerConfig.enablePropertyFilter = false
      expect((yield* pull(world, { subVersion: 6 })).code).toBe(ResponseCode.SYSTEM_ERROR)
    }, WITH_SELECTORS)
  })

  test('is kept for the next start of the broker, and counts as used by nobody until a heartbeat comes', () => {
    withBroker(function* (world) {
      yield* fill(world)
      yield* beat(world, sub('a > 2', 5))
      yield* run(world.brokerProcess, () => world.broker.shutdown())
      const process = world.process.kernel.createProcess({ name: 'broker-a', host: '10.0.0.21' })
      const again = newBroker(process, world.wire, world.cache, WITH_SELECTORS)
      yield* run(process, () => again.initialize())
      expect(again.getConsumerFilterManager().get('TopicTest', 'CG')).toMatchObject({ expression: 'a > 2', clientVersion: 5 })
      expect(again.getConsumerFilterManager().get('TopicTest', 'CG')!.isDead()).toBe(true)
    }, WITH_SELECTORS)
  })

  test('leaves when the last member leaves, by its own word or without one', () => {
    withBroker(function* (world) {
      const { client, broker } = world
      const isDead = (): boolean => broker.getConsumerFilterManager().get('TopicTest', 'CG')!.isDead()
      yield* beat(world, sub('a > 2', 5))
      yield* sleep(10)
      expect(isDead()).toBe(false)
      const header = Object.assign(new UnregisterClientRequestHeader(), { clientID: '10.0.0.61@1', consumerGroup: 'CG' })
      const goodBye = RemotingCommand.createRequestCommand(RequestCode.UNREGISTER_CLIENT, header)
      yield* client.invokeSync(BROKER_ADDR, goodBye, 3000)
      expect(isDead()).toBe(true)
      yield* beat(world, sub('a > 2', 5))
      expect(isDead()).toBe(false)
      yield* client.shutdown()
      yield* sleep(1000)
      expect(isDead()).toBe(true)
    }, WITH_SELECTORS)
  })
})

describe('a consumer that asks whether the broker understands it', () => {
  function check(enablePropertyFilter: boolean, subscription: SubscriptionData | null): number {
    return withBroker(function* ({ client }) {
      const request = RemotingCommand.createRequestCommand(RequestCode.CHECK_CLIENT_CONFIG, null)
      request.body = new CheckClientRequestBody('10.0.0.61@1', 'CG', subscription).encode()
      return (yield* client.invokeSync(BROKER_ADDR, request, 3000)).code
    }, { broker: { enablePropertyFilter } })
  }

  const selector = (words: string, type = 'SQL92'): SubscriptionData => FilterAPI.build('TopicTest', words, type)!

  test.each<[boolean, string, SubscriptionData | null, number]>([
    [false, 'nothing', null, ResponseCode.SUCCESS],
    [false, 'tags', selector('A || B', 'TAG'), ResponseCode.SUCCESS],
    [false, 'a selector', selector('a > 1'), ResponseCode.SYSTEM_ERROR],
    [true, 'a selector', selector('a > 1'), ResponseCode.SUCCESS],
    [true, 'what is no selector', selector('a >'), ResponseCode.SUBSCRIPTION_PARSE_FAILED],
    [true, 'another language', selector('a > 1', 'XPATH'), ResponseCode.SUBSCRIPTION_PARSE_FAILED],
  ])('(selectors: %j) about %s', (enabled, _what, subscription, code) => {
    expect(check(enabled, subscription)).toBe(code)
  })
})
