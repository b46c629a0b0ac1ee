import { describe, expect, test } from 'vitest'
import type { BrokerController } from '../../../engine/broker/BrokerController'
import { MessageConst } from '../../../engine/common/message/MessageConst'
import { MessageDecoder } from '../../../engine/common/message/MessageDecoder'
import type { MessageExt } from '../../../engine/common/message/MessageExt'
import type { Blocking } from '../../../engine/kernel/Blocking'
import { currentTimeMillis } from '../../../engine/kernel/Process'
import { sleep } from '../../../engine/kernel/sleep'
import { decodeUtf8 } from '../../../engine/kernel/Utf8'
import { ExtraInfoUtil } from '../../../engine/remoting/protocol/ExtraInfoUtil'
import { AckMessageRequestHeader } from '../../../engine/remoting/protocol/header/AckMessageRequestHeader'
import { ChangeInvisibleTimeRequestHeader } from '../../../engine/remoting/protocol/header/ChangeInvisibleTimeRequestHeader'
import { ChangeInvisibleTimeResponseHeader } from '../../../engine/remoting/protocol/header/ChangeInvisibleTimeResponseHeader'
import { PollingInfoRequestHeader } from '../../../engine/remoting/protocol/header/PollingInfoRequestHeader'
import { PollingInfoResponseHeader } from '../../../engine/remoting/protocol/header/PollingInfoResponseHeader'
import { PopMessageRequestHeader } from '../../../engine/remoting/protocol/header/PopMessageRequestHeader'
import { PopMessageResponseHeader } from '../../../engine/remoting/protocol/header/PopMessageResponseHeader'
import { RemotingCommand } from '../../../engine/remoting/protocol/RemotingCommand'
import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import { ResponseCode } from '../../../engine/remoting/protocol/ResponseCode'
import type { BrokerChanges, BrokerWorld } from './support'
import { BROKER_ADDR, newBroker, run, send, withBroker } from './support'

const WHEEL: BrokerChanges = { store: { timerWheelSlots: 3600, mappedFileSizeTimerLog: 4096 } }
const INVISIBLE = 10_000
/** What is sent is in its queue then. */
const DISPATCH_MILLIS = 10
const RETRY_TOPIC = '%RETRY%group_TopicTest'
const REVIVE_TOPIC = 'rmq_sys_REVIVE_LOG_DefaultCluster'

function* popOnce(world: BrokerWorld, fields: Partial<PopMessageRequestHeader> = {}): Blocking<RemotingCommand> {
  const header = Object.assign(new PopMessageRequestHeader(), {
    consumerGroup: 'group', topic: 'TopicTest', queueId: -1, maxMsgNums: 32, invisibleTime: INVISIBLE, pollTime: 0,
    bornTime: currentTimeMillis(), initMode: 0, ...fields,
  })
  const request = RemotingCommand.createRequestCommand(RequestCode.POP_MESSAGE, header)
  return yield* world.client.invokeSync(BROKER_ADDR, request, 30_000)
}

/** What a pop has given. The consumer's acks are made as a client makes them. */
interface Popped {
  readonly message: MessageExt
  readonly extraInfo: string
}

function poppedOf(response: RemotingCommand): Popped[] {
  const header = response.decodeCommandCustomHeader(PopMessageResponseHeader)
  const starts = ExtraInfoUtil.parseStartOffsetInfo(header.startOffsetInfo) ?? new Map<string, number>()
  return MessageDecoder.decodes(response.body ?? new Uint8Array(0)).map((message) => {
    const known = message.getProperty(MessageConst.PROPERTY_POP_CK)
    if (known !== null) return { message, extraInfo: known }
    const { queueId, queueOffset: msgQueueOffset } = message
    const ckQueueOffset = starts.get(ExtraInfoUtil.getStartOffsetInfoMapKey('0', queueId))!
    const { popTime, invisibleTime, reviveQid } = header
    const [retry, brokerName] = ['0', 'broker-a']
    const times = { popTime: popTime!, invisibleTime: invisibleTime!, reviveQid: reviveQid! }
    const info = { ckQueueOffset, ...times, retry, brokerName, queueId, msgQueueOffset }
    return { message, extraInfo: ExtraInfoUtil.buildExtraInfo(info) }
  })
}

function* pop(world: BrokerWorld, fields: Partial<PopMessageRequestHeader> = {}): Blocking<Popped[]> {
  return poppedOf(yield* popOnce(world, fields))
}

function addressOf(extraInfo: string) {
  const words = ExtraInfoUtil.split(extraInfo)
  const topic = ExtraInfoUtil.getRealTopic(words, 'TopicTest', 'group')
  return {
    consumerGroup: 'group', topic, queueId: ExtraInfoUtil.getQueueId(words), extraInfo,
    offset: ExtraInfoUtil.getQueueOffset(words),
  }
}

function* ack(
  world: BrokerWorld, extraInfo: string, fields: Partial<AckMessageRequestHeader> = {},
): Blocking<RemotingCommand> {
  const header = Object.assign(new AckMessageRequestHeader(), addressOf(extraInfo), fields)
  const request = RemotingCommand.createRequestCommand(RequestCode.ACK_MESSAGE, header)
  return yield* world.client.invokeSync(BROKER_ADDR, request, 3000)
}

function* changeInvisible(world: BrokerWorld, extraInfo: string, invisibleTime: number): Blocking<RemotingCommand> {
  const header = Object.assign(new ChangeInvisibleTimeRequestHeader(), { ...addressOf(extraInfo), invisibleTime })
  const request = RemotingCommand.createRequestCommand(RequestCode.CHANGE_MESSAGE_INVISIBLETIME, header)
  return yield* world.client.invokeSync(BROKER_ADDR, request, 3000)
}

function* sendThree(world: BrokerWorld): Blocking<void> {
  for (const body of ['one', 'two', 'three']) yield* send(world, { body, e: 0 })
  yield* sleep(DISPATCH_MILLIS)
}

function bodies(popped: readonly Popped[]): string[] {
  return popped.map(({ message }) => decodeUtf8(message.body!))
}

function messagesIn(broker: BrokerController, topic: string, queueId: number): MessageExt[] {
  const result = broker.getMessageStore().getMessage('group', topic, queueId, 0, 32, null)!
  return result.messageMapedList.map((record) => MessageDecoder.decode(record.get(0, record.size))!)
}

/** Pops until something comes, for a while. */
function* popWithin(world: BrokerWorld, millis: number): Blocking<Popped[]> {
  const until = currentTimeMillis() + millis
  while (currentTimeMillis() < until) {
    const popped = yield* pop(world)
    if (popped.length > 0) return popped
    yield* sleep(500)
  }
  return []
}

describe('popped messages', () => {
  test('are hidden for a while, and come again unless they are acknowledged', () => {
    withBroker(function* (world) {
      yield* sendThree(world)
      const first = yield* pop(world)
      expect(bodies(first)).toEqual(['one', 'two', 'three'])
      expect(yield* pop(world)).toEqual([])
      expect((yield* ack(world, first[1]!.extraInfo)).code).toBe(ResponseCode.SUCCESS)
      expect(yield* popWithin(world, INVISIBLE - 1000)).toEqual([])
      const second = yield* popWithin(world, 30_000)
      expect(bodies(second)).toEqual(['one', 'three'])
      for (const { message, extraInfo } of second) {
        expect([message.topic, message.reconsumeTimes]).toEqual(['TopicTest', 1])
        expect(addressOf(extraInfo).topic).toBe(RETRY_TOPIC)
        expect((yield* ack(world, extraInfo)).code).toBe(ResponseCode.SUCCESS)
      }
      expect(yield* popWithin(world, 60_000)).toEqual([])
    }, WHEEL)
  })

  test('with another time they are hidden from then on', () => {
    withBroker(function* (world) {
      yield* sendThree(world)
      const [one, two, three] = yield* pop(world)
      const begin = currentTimeMillis()
      for (const { extraInfo } of [one!, three!]) yield* ack(world, extraInfo)
      yield* sleep(3000)
      const changed = yield* changeInvisible(world, two!.extraInfo, 20_000)
      const { popTime, invisibleTime, reviveQid } = changed.decodeCommandCustomHeader(ChangeInvisibleTimeResponseHeader)
      expect([changed.code, invisibleTime]).toEqual([ResponseCode.SUCCESS, 20_000])
      expect(popTime! - begin).toBeGreaterThanOrEqual(3000)
      expect(reviveQid).toBe(ExtraInfoUtil.getReviveQid(ExtraInfoUtil.split(two!.extraInfo)))
      const again = yield* popWithin(world, 60_000)
      expect(bodies(again)).toEqual(['two'])
      expect(currentTimeMillis() - begin).toBeGreaterThanOrEqual(23_000)
    }, WHEEL)
  })

  test('checkpoints and acks are those of a captured 5.3.2, but for times and names', () => {
    withBroker(function* (world) {
      yield* send(world, { e: 3 })
      yield* sleep(DISPATCH_MILLIS)
      const [popped] = yield* pop(world, { queueId: 3 })
      yield* ack(world, popped!.extraInfo)
      yield* sleep(INVISIBLE + 5000)
      const reviveQid = ExtraInfoUtil.getReviveQid(ExtraInfoUtil.split(popped!.extraInfo))
      const [ck, acked] = messagesIn(world.broker, REVIVE_TOPIC, reviveQid)
      const pt = ExtraInfoUtil.getPopTime(ExtraInfoUtil.split(popped!.extraInfo))
      // In tests/golden/store-full: the bodies of the first checkpoint and its ack.
      const golden = '{"bm":0,"bn":"broker-a","c":"CG_pop","d":[0],"it":10000,"n":1,"pt":PT,"q":3,'
        + '"reviveTime":RT,"ro":0,"so":0,"t":"TopicPop"}'
      const ours = (text: string): string => {
        const named = text.replace('CG_pop', 'group').replace('TopicPop', 'TopicTest')
        return named.replace('PT', String(pt)).replace('RT', String(pt + INVISIBLE))
      }
      expect(decodeUtf8(ck!.body!)).toBe(ours(golden))
      const goldenAck = '{"ao":0,"bn":"broker-a","c":"CG_pop","pt":PT,"q":3,"so":0,"t":"TopicPop"}'
      expect(decodeUtf8(acked!.body!)).toBe(ours(goldenAck))
      expect([ck!.getTags(), acked!.getTags()]).toEqual(['ck', 'ack'])
      expect(ck!.getProperty('UNIQ_KEY')).toBe(`TopicTest@3@0@group@${pt}@broker-a@ck`)
      expect(acked!.getProperty('UNIQ_KEY')).toBe(`TopicTest@3@0@group@${pt}@broker-a@ack`)
      expect(ck!.getProperty('TIMER_DELIVER_MS')).toBe(String(pt + INVISIBLE - 1000))
      expect(acked!.getProperty('TIMER_DELIVER_MS')).toBe(String(pt + INVISIBLE))
    }, WHEEL)
  })

  test('a pop waits for messages, and is counted while it does', () => {
    withBroker(function* (world) {
      yield* send(world, { body: 'before' })
      yield* sleep(DISPATCH_MILLIS)
      yield* pop(world)
      const found: Popped[][] = []
      const waiting = world.process.spawn('waiting', function* () {
        found.push(yield* pop(world, { pollTime: 15_000 }))
      })
      yield* sleep(2000)
      const queue = { consumerGroup: 'group', topic: 'TopicTest', queueId: -1 }
      const header = Object.assign(new PollingInfoRequestHeader(), queue)
      const request = RemotingCommand.createRequestCommand(RequestCode.POLLING_INFO, header)
      const info = yield* world.client.invokeSync(BROKER_ADDR, request, 3000)
      expect(info.decodeCommandCustomHeader(PollingInfoResponseHeader).pollingNum).toBe(1)
      const begin = currentTimeMillis()
      yield* send(world, { body: 'awaited' })
      yield* waiting.join()
      expect(found.map(bodies)).toEqual([['awaited']])
      expect(currentTimeMillis() - begin).toBeLessThan(1000)
      const late = yield* popOnce(world, { pollTime: 5000 })
      expect([late.code, currentTimeMillis() - begin > 4900]).toEqual([ResponseCode.POLLING_TIMEOUT, true])
    }, WHEEL)
  })

  test('only those with a wanted tag are given, and the others passed over', () => {
    withBroker(function* (world) {
      for (const tag of ['Red', 'Blue', 'Red', 'Blue']) yield* send(world, { body: tag, i: `TAGS\u0001${tag}\u0002` })
      yield* sleep(DISPATCH_MILLIS)
      expect(bodies(yield* pop(world, { exp: 'Red', expType: 'TAG' }))).toEqual(['Red', 'Red'])
      yield* sleep(100)
      expect(world.broker.getConsumerOffsetManager().queryOffset('group', 'TopicTest', 0)).toBe(4)
    }, WHEEL)
  })

  test('a broker that dies before it has committed how far a group is gives nothing up', () => {
    withBroker(function* (world) {
      yield* sendThree(world)
      expect(bodies(yield* pop(world))).toEqual(['one', 'two', 'three'])
      world.process.kernel.kill(world.brokerProcess)
      const process = world.process.kernel.createProcess({ name: 'broker-a', host: '10.0.0.21' })
      const broker = newBroker(process, world.wire, world.cache, WHEEL)
      yield* run(process, function* () {
        expect(yield* broker.initialize()).toBe(true)
        yield* broker.start()
      })
      const again = new Set<string>()
      for (const until = currentTimeMillis() + 60_000; currentTimeMillis() < until; yield* sleep(500)) {
        for (const body of bodies(yield* pop(world))) again.add(body)
      }
      expect([...again].sort()).toEqual(['one', 'three', 'two'])
    }, WHEEL)
  })
})

test.each(['PEEK_MESSAGE', 'NOTIFICATION', 'POP_ROLLBACK'] as const)('%s is answered as not supported', (name) => {
  withBroker(function* (world) {
    const request = RemotingCommand.createRequestCommand(RequestCode[name], null)
    const { code } = yield* world.client.invokeSync(BROKER_ADDR, request, 3000)
    expect(code).toBe(ResponseCode.REQUEST_CODE_NOT_SUPPORTED)
  })
})

test.each(['{"n":5,"t":"TopicTest","c":"group","d":[0]}', 'nothing', '[]', '{"t":7}'])(
  'a message in the revive log that is no checkpoint ends no thread and no run: %s', (body) => {
    const uncaught: unknown[] = []
    withBroker(function* (world) {
      world.process.kernel.onUncaught = (_thread, error) => uncaught.push(error)
      yield* sendThree(world)
      yield* send(world, { b: REVIVE_TOPIC, e: 0, body, i: 'TAGS\u0001ck\u0002' })
      yield* sleep(20_000)
      expect(bodies(yield* pop(world))).toEqual(['one', 'two', 'three'])
    }, WHEEL)
    expect(uncaught).toEqual([])
  },
)

test.each(['0 1 10000 -1 0 broker-a 0 0', '0 1 10000 123456 0 broker-a 0 0', '0 1 -5 0 9 broker-a 0 0', '0 x', ''])(
  'an ack with the words "%s" ends no thread and no run', (extraInfo) => {
    const uncaught: unknown[] = []
    withBroker(function* (world) {
      world.process.kernel.onUncaught = (_thread, error) => uncaught.push(error)
      yield* sendThree(world)
      const where = { consumerGroup: 'group', topic: 'TopicTest', queueId: 0, offset: 0, extraInfo }
      const changed = { ...where, invisibleTime: -1 }
      for (const [code, header] of [
        [RequestCode.ACK_MESSAGE, Object.assign(new AckMessageRequestHeader(), where)],
        [RequestCode.CHANGE_MESSAGE_INVISIBLETIME, Object.assign(new ChangeInvisibleTimeRequestHeader(), changed)],
      ] as const) {
        yield* world.client.invokeSync(BROKER_ADDR, RemotingCommand.createRequestCommand(code, header), 5000)
      }
      yield* sleep(20_000)
      expect(bodies(yield* pop(world)).length).toBeGreaterThan(0)
    }, WHEEL)
    expect(uncaught).toEqual([])
  },
)

describe('a pop is refused', () => {
  const refused = (fields: Partial<PopMessageRequestHeader>, changes: BrokerChanges = WHEEL): number => {
    let code = -1
    withBroker(function* (world) {
      yield* send(world)
      code = (yield* popOnce(world, fields)).code
    }, changes)
    return code
  }

  test.each([
    ['for more than 32 messages', { maxMsgNums: 33 }, ResponseCode.INVALID_PARAMETER],
    ['of a topic that is none', { topic: 'Nowhere' }, ResponseCode.TOPIC_NOT_EXIST],
    ['of a queue that is none', { queueId: 99 }, ResponseCode.INVALID_PARAMETER],
    ['when it is late', { bornTime: 1000, pollTime: 1000 }, ResponseCode.POLLING_TIMEOUT],
    ['for words that are no selector', { exp: 'price >', expType: 'SQL92' }, ResponseCode.SUBSCRIPTION_PARSE_FAILED],
    ['in order, here', { order: true }, ResponseCode.REQUEST_CODE_NOT_SUPPORTED],
  ])('%s', (_, fields, code) => {
    expect(refused(fields)).toBe(code)
  })

  test('without a wheel', () => {
    expect(refused({}, { store: { timerWheelEnable: false } })).toBe(ResponseCode.SYSTEM_ERROR)
  })

  test('and an ack of a message that is none', () => {
    withBroker(function* (world) {
      yield* sendThree(world)
      const [one] = yield* pop(world)
      const codes: number[] = []
      for (const fields of [{ topic: 'Nowhere' }, { queueId: 9 }, { offset: 4 }, { offset: 3 }]) {
        codes.push((yield* ack(world, one!.extraInfo, fields)).code)
      }
      const { TOPIC_NOT_EXIST, MESSAGE_ILLEGAL, NO_MESSAGE, SUCCESS } = ResponseCode
      expect(codes).toEqual([TOPIC_NOT_EXIST, MESSAGE_ILLEGAL, NO_MESSAGE, SUCCESS])
    }, WHEEL)
  })
})
