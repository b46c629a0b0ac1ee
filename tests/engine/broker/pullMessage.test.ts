import { describe, expect, test } from 'vitest'
import { MessageDecoder } from '../../../engine/common/message/MessageDecoder'
import { PullSysFlag } from '../../../engine/common/sysflag/PullSysFlag'
import { TopicConfig } from '../../../engine/common/TopicConfig'
import type { Blocking } from '../../../engine/kernel/Blocking'
import { decodeUtf8 } from '../../../engine/kernel/Utf8'
import { sleep } from '../../../engine/kernel/sleep'
import { FilterAPI } from '../../../engine/remoting/protocol/filter/FilterAPI'
import { PullMessageRequestHeader } from '../../../engine/remoting/protocol/header/PullMessageRequestHeader'
import { PullMessageResponseHeader } from '../../../engine/remoting/protocol/header/PullMessageResponseHeader'
import { RemotingCommand } from '../../../engine/remoting/protocol/RemotingCommand'
import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import { ResponseCode } from '../../../engine/remoting/protocol/ResponseCode'
import type { BrokerWorld } from './support'
import { BROKER_ADDR, send, withBroker } from './support'

interface Pulled {
  readonly code: number
  readonly remark: string | null
  readonly header: PullMessageResponseHeader
  readonly body: Uint8Array | null
}

const DEFAULTS: Partial<PullMessageRequestHeader> = {
  consumerGroup: 'CG',
  topic: 'TopicTest',
  queueId: 0,
  queueOffset: 0,
  maxMsgNums: 32,
  sysFlag: PullSysFlag.FLAG_SUBSCRIPTION,
  commitOffset: 0,
  suspendTimeoutMillis: 20_000,
  subscription: '*',
  subVersion: 0,
  expressionType: 'TAG',
}

function* pull(
  { client }: BrokerWorld,
  fields: Partial<PullMessageRequestHeader> = {},
  code: number = RequestCode.PULL_MESSAGE,
): Blocking<Pulled> {
  const requestHeader = Object.assign(new PullMessageRequestHeader(), DEFAULTS, fields)
  const request = RemotingCommand.createRequestCommand(code, requestHeader)
  const response = yield* client.invokeSync(BROKER_ADDR, request, 3000)
  const header = response.decodeCommandCustomHeader(PullMessageResponseHeader)
  return { code: response.code, remark: response.remark, header, body: response.body }
}

/** Three messages in queue 0: tags A, B, A. */
function* fill(world: BrokerWorld): Blocking<void> {
  for (const tag of ['A', 'B', 'A']) yield* send(world, { i: `TAGS\u0001${tag}\u0002`, body: `body of ${tag}` })
  yield* sleep(20)
}

function bodies({ body }: Pulled): string[] {
  const messages: string[] = []
  for (let position = 0; body !== null && position < body.length;) {
    const size = new DataView(body.buffer, body.byteOffset + position).getInt32(0)
    const message = MessageDecoder.decode(body.subarray(position, position + size))!
    messages.push(decodeUtf8(message.body!))
    position += size
  }
  return messages
}

describe('a pull', () => {
  test('gives the records as they lie in the log, one behind the other', () => {
    withBroker(function* (world) {
      yield* fill(world)
      const pulled = yield* pull(world)
      expect([pulled.code, pulled.remark]).toEqual([ResponseCode.SUCCESS, 'FOUND'])
      expect(bodies(pulled)).toEqual(['body of A', 'body of B', 'body of A'])
      // Until then the log is only in the page cache.
      yield* sleep(1000)
      const log = world.memory.contents('store/commitlog/00000000000000000000')
      expect(pulled.body).toEqual(log.slice(0, pulled.body!.length))
      expect(pulled.header).toEqual({
        suggestWhichBrokerId: 0, nextBeginOffset: 3, minOffset: 0, maxOffset: 3, offsetDelta: null,
        topicSysFlag: 0, groupSysFlag: 0, forbiddenType: null,
      })
    })
  })

  test('gives as many as are wanted, and those with the wanted tags', () => {
    withBroker(function* (world) {
      yield* fill(world)
      expect(bodies(yield* pull(world, { maxMsgNums: 2 }))).toEqual(['body of A', 'body of B'])
      expect(bodies(yield* pull(world, { subscription: 'B || C' }))).toEqual(['body of B'])
      expect(bodies(yield* pull(world, { subscription: null, queueOffset: 2 }))).toEqual(['body of A'])
      const none = yield* pull(world, { subscription: 'C' })
      expect([none.code, none.remark]).toEqual([ResponseCode.PULL_RETRY_IMMEDIATELY, 'NO_MATCHED_MESSAGE'])
      expect([none.header.nextBeginOffset, none.body]).toEqual([3, null])
    })
  })

  test.each([
    [0, 3, ResponseCode.PULL_NOT_FOUND, 'OFFSET_OVERFLOW_ONE', 3],
    [0, 9, ResponseCode.PULL_OFFSET_MOVED, 'OFFSET_OVERFLOW_BADLY', 3],
    [0, -1, ResponseCode.PULL_OFFSET_MOVED, 'OFFSET_TOO_SMALL', 0],
    [1, 0, ResponseCode.PULL_NOT_FOUND, 'NO_MESSAGE_IN_QUEUE', 0],
    [1, 5, ResponseCode.PULL_OFFSET_MOVED, 'NO_MESSAGE_IN_QUEUE', 0],
  ])('from queue %i at %i that does not want to wait is told at once that there is nothing (%i)', (queueId, queueOffset, code, remark, next) => {
    withBroker(function* (world) {
      yield* fill(world)
      const pulled = yield* pull(world, { queueId, queueOffset })
      expect([pulled.code, pulled.remark, pulled.header.nextBeginOffset]).toEqual([code, remark, next])
    })
  })

  test('says how far its group is, if it has the flag for it, also when nothing is found', () => {
    withBroker(function* (world) {
      yield* fill(world)
      const manager = world.broker.getConsumerOffsetManager()
      yield* pull(world, { commitOffset: 2 })
      expect(manager.queryOffset('CG', 'TopicTest', 0)).toBe(-1)
      const sysFlag = PullSysFlag.FLAG_SUBSCRIPTION | PullSysFlag.FLAG_COMMIT_OFFSET
      yield* pull(world, { sysFlag, commitOffset: 2, queueOffset: 3 })
      expect(manager.queryOffset('CG', 'TopicTest', 0)).toBe(2)
    })
  })
})

describe('a pull is refused', () => {
  test.each<[string, Partial<PullMessageRequestHeader>, number]>([
    ['for a topic that is not there', { topic: 'Nowhere' }, ResponseCode.TOPIC_NOT_EXIST],
    ['for a queue that is not there', { queueId: 4 }, ResponseCode.INVALID_PARAMETER],
    ['for a queue that can not be', { queueId: -1 }, ResponseCode.INVALID_PARAMETER],
    ['for a group that can not be', { consumerGroup: 'a b' }, ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST],
    ['without a subscription', { sysFlag: 0 }, ResponseCode.SUBSCRIPTION_NOT_EXIST],
    ['with a subscription of nothing', { subscription: '||' }, ResponseCode.SUBSCRIPTION_PARSE_FAILED],
    ['with no expression', { subscription: '', expressionType: 'SQL92' }, ResponseCode.SUBSCRIPTION_PARSE_FAILED],
    ['with an expression', { subscription: 'a > 1', expressionType: 'SQL92' }, ResponseCode.SYSTEM_ERROR],
  ])('%s', (_name, fields, code) => {
    withBroker(function* (world) {
      yield* fill(world)
      const pulled = yield* pull(world, fields)
      expect([pulled.code, pulled.header.forbiddenType, pulled.body]).toEqual([code, null, null])
      expect(pulled.remark).not.toContain('not set')
    })
  })

  test('by the broker, the group or the topic, and it says by whom', () => {
    withBroker(function* (world) {
      yield* fill(world)
      const { broker } = world
      const forbidden = function* (code?: number): Blocking<[number, number | null]> {
        const pulled = yield* pull(world, {}, code)
        return [pulled.code, pulled.header.forbiddenType]
      }
      broker.brokerConfig.litePullMessageEnable = false
      expect(yield* forbidden(RequestCode.LITE_PULL_MESSAGE)).toEqual([ResponseCode.NO_PERMISSION, 1])
      expect(yield* forbidden()).toEqual([ResponseCode.SUCCESS, null])
      broker.brokerConfig.litePullMessageEnable = true
      expect(yield* forbidden(RequestCode.LITE_PULL_MESSAGE)).toEqual([ResponseCode.SUCCESS, null])
      yield* broker.getTopicConfigManager().updateTopicConfig(new TopicConfig('TopicTest', 4, 4, 2))
      expect(yield* forbidden()).toEqual([ResponseCode.NO_PERMISSION, 3])
      broker.getSubscriptionGroupManager().getSubscriptionGroupTable().get('CG')!.consumeEnable = false
      expect(yield* forbidden()).toEqual([ResponseCode.NO_PERMISSION, 2])
      broker.brokerConfig.brokerPermission = 2
      expect(yield* forbidden()).toEqual([ResponseCode.NO_PERMISSION, 1])
    })
  })

  test('while the store can not be read', () => {
    withBroker(function* (world) {
      yield* fill(world)
      world.broker.getMessageStore().getMessage = () => null
      expect((yield* pull(world)).code).toBe(ResponseCode.SYSTEM_ERROR)
    })
  })

  test('at the door that is for everything else', () => {
    withBroker(function* ({ client }) {
      const header = Object.assign(new PullMessageRequestHeader(), DEFAULTS)
      const request = RemotingCommand.createRequestCommand(RequestCode.PULL_MESSAGE, header)
      const response = yield* client.invokeSync('10.0.0.21:10909', request, 3000)
      expect(response.code).toBe(ResponseCode.REQUEST_CODE_NOT_SUPPORTED)
    })
  })
})

/** The same broker, but from now on it is a slave. */
function* asSlave(world: BrokerWorld): Blocking<void> {
  yield* fill(world)
  world.broker.messageStoreConfig.brokerRole = 'SLAVE'
  world.broker.brokerConfig.brokerId = 1
}

describe('a pull from a slave', () => {
  test('is refused as long as slaves are not to be read from', () => {
    withBroker(function* (world) {
      yield* asSlave(world)
      expect((yield* pull(world)).code).toBe(ResponseCode.SYSTEM_BUSY)
      world.broker.brokerConfig.slaveReadEnable = true
      expect((yield* pull(world)).code).toBe(ResponseCode.SUCCESS)
    })
  })

  test('is sent back to the master while that is there, and answered in full while it is not', () => {
    withBroker(
      function* (world) {
        yield* asSlave(world)
        const atTheEnd = { queueOffset: 3 }
        const found = yield* pull(world)
        expect([found.code, found.header.suggestWhichBrokerId]).toEqual([ResponseCode.SUCCESS, 0])
        expect((yield* pull(world, atTheEnd)).code).toBe(ResponseCode.PULL_RETRY_IMMEDIATELY)
        world.broker.getMinBrokerIdInGroup = () => 1
        const alone = yield* pull(world, atTheEnd)
        expect([alone.code, alone.header.suggestWhichBrokerId]).toEqual([ResponseCode.PULL_NOT_FOUND, 0])
      },
      { broker: { slaveReadEnable: true } },
    )
  })

  test('goes on there when the reader is far behind', () => {
    withBroker(
      function* (world) {
        yield* fill(world)
        world.broker.messageStoreConfig.accessMessageInMemoryMaxRatio = -1
        expect((yield* pull(world)).header.suggestWhichBrokerId).toBe(1)
        yield* asSlave(world)
        expect((yield* pull(world)).header.suggestWhichBrokerId).toBe(1)
      },
      { broker: { slaveReadEnable: true } },
    )
  })

  test('outside of the queue is not corrected: perhaps the slave is behind', () => {
    withBroker(
      function* (world) {
        yield* asSlave(world)
        world.broker.getMinBrokerIdInGroup = () => 1
        const outside = yield* pull(world, { queueOffset: 9 })
        expect([outside.code, outside.header.nextBeginOffset]).toEqual([ResponseCode.PULL_RETRY_IMMEDIATELY, 9])
        world.broker.messageStoreConfig.offsetCheckInSlave = true
        const corrected = yield* pull(world, { queueOffset: 9 })
        expect([corrected.code, corrected.header.nextBeginOffset]).toEqual([ResponseCode.PULL_OFFSET_MOVED, 3])
      },
      { broker: { slaveReadEnable: true } },
    )
  })
})

describe('what a consumer subscribes to', () => {
  test.each([
    ['A||B', null, ['A', 'B']],
    [' A || || A ', 'TAG', ['A']],
    ['|| A', 'TAG', ['A']],
    ['*', 'TAG', []],
    ['', null, []],
  ])('"%s" of type %s', (subString, type, tags) => {
    const { tagsSet, codeSet, subString: kept } = FilterAPI.build('T', subString, type)!
    expect(tagsSet).toEqual(tags)
    expect(codeSet).toEqual(tags.map((tag) => tag.charCodeAt(0)))
    expect(kept).toBe(tags.length === 0 ? '*' : subString)
  })
})
