import { describe, expect, test } from 'vitest'
import type { BrokerController } from '../../../engine/broker/BrokerController'
import { MessageDecoder } from '../../../engine/common/message/MessageDecoder'
import type { MessageExt } from '../../../engine/common/message/MessageExt'
import type { Blocking } from '../../../engine/kernel/Blocking'
import { sleep } from '../../../engine/kernel/sleep'
import { decodeUtf8 } from '../../../engine/kernel/Utf8'
import { RemotingCommand } from '../../../engine/remoting/protocol/RemotingCommand'
import { ResponseCode } from '../../../engine/remoting/protocol/ResponseCode'
import { PageCache } from '../../../engine/store/pagecache/PageCache'
import { goldenLines, hexToBytes } from '../support/golden'
import { messageOf } from '../store/support/stores'
import type { BrokerChanges, BrokerWorld } from './support'
import { BROKER_ADDR, newBroker, run, send, withBroker } from './support'

const LEVELS = '1s 2s 5s'
const SCHEDULE_TOPIC = 'SCHEDULE_TOPIC_XXXX'

function delayed(level: number | string, more = ''): { readonly i: string } {
  return { i: `DELAY\u0001${level}\u0002${more}` }
}

function recordsIn(broker: BrokerController, topic: string, queueId: number): Uint8Array[] {
  const result = broker.getMessageStore().getMessage('group', topic, queueId, 0, 32, null)!
  return result.messageMapedList.map((record) => record.get(0, record.size))
}

function messagesIn(broker: BrokerController, topic: string, queueId = 0): MessageExt[] {
  return recordsIn(broker, topic, queueId).map((record) => MessageDecoder.decode(record)!)
}

function bodiesIn(broker: BrokerController, topic: string, queueId = 0): string[] {
  return messagesIn(broker, topic, queueId).map(({ body }) => decodeUtf8(body!))
}

function levelThreads(world: BrokerWorld): string[] {
  const names = [...world.brokerProcess.threads].map(({ name }) => name)
  return names.filter((name) => name.startsWith('ScheduleMessageTimerThread_'))
}

/** Ends the broker as `kill -9` does, and starts another one on the same machine. */
function* restart(world: BrokerWorld, changes: BrokerChanges = {}): Blocking<BrokerController> {
  const { kernel } = world.process
  if (world.brokerProcess.alive) kernel.kill(world.brokerProcess)
  const process = kernel.createProcess({ name: 'broker-a', host: '10.0.0.21' })
  const broker = newBroker(process, world.wire, world.cache, changes)
  yield* run(process, function* () {
    expect(yield* broker.initialize()).toBe(true)
    yield* broker.start()
  })
  return broker
}

interface Frame {
  readonly name: string
  readonly dir: string
  readonly header: { readonly opaque: number }
  readonly hex: string
}

/** Where it lies in the log, who sent it from which port, when it was stored: that is another matter each time. */
function withoutCircumstances(record: Uint8Array): Uint8Array {
  return Uint8Array.from(record).fill(0, 28, 36).fill(0, 48, 64)
}

describe('a delayed message', () => {
  test('is answered, stored and delivered as by a real broker, byte for byte', () => {
    const frames = goldenLines<Frame>('wire/08-delay.jsonl')
    const sends = frames.filter(({ name }) => name === 'SEND_MESSAGE_V2').slice(0, 2)
    const delivered = frames.filter(({ name, hex }) => name === 'RESP:PULL_MESSAGE' && hex.length / 2 === 534)
    expect(delivered).toHaveLength(2)
    withBroker(function* (world) {
      const { broker } = world
      yield* run(world.brokerProcess, function* () {
        const filler = messageOf({ topic: 'Filler', body: 'x'.repeat(0xd19 - 91 - 'Filler'.length) })
        yield* broker.getMessageStore().putMessage(filler)
      })
      for (const { hex, header } of sends) {
        const ours = yield* world.client.invokeSync(BROKER_ADDR, RemotingCommand.decode(hexToBytes(hex)), 3000)
        const answer = frames.find((frame) => frame.name === 'RESP:SEND_MESSAGE_V2' && frame.header.opaque === header.opaque)!
        const theirs = RemotingCommand.decode(hexToBytes(answer.hex))
        expect([ours.code, ours.remark]).toEqual([theirs.code, theirs.remark])
        expect(ours.extFields?.entries()).toEqual(theirs.extFields?.entries())
      }
      yield* sleep(7000)
      const queues = [2, 3]
      for (const [index, { hex }] of delivered.entries()) {
        const theirs = RemotingCommand.decode(hexToBytes(hex)).body!
        const [ours, ...others] = recordsIn(broker, 'TopicDelay', queues[index]!)
        expect(others).toEqual([])
        expect(withoutCircumstances(ours!)).toEqual(withoutCircumstances(theirs))
      }
    }, { broker: { brokerIP1: '127.0.0.1' }, store: { mappedFileSizeCommitLog: 1_048_576 } })
  })

  test.each([1, 2, 3])('of level %i is delivered when it is due, or up to 100 ms later, and never before', (level) => {
    withBroker(function* (world) {
      yield* sleep(1234)
      for (const pause of [1, 37, 99, 250]) {
        yield* send(world, { ...delayed(level), body: `after ${pause}` })
        yield* sleep(pause)
      }
      yield* sleep(6000)
      const waiting = messagesIn(world.broker, SCHEDULE_TOPIC, level - 1)
      const delivered = messagesIn(world.broker, 'TopicTest')
      expect(delivered.map(({ body }) => decodeUtf8(body!))).toEqual(waiting.map(({ body }) => decodeUtf8(body!)))
      for (const [index, { storeTimestamp }] of delivered.entries()) {
        const late = storeTimestamp - waiting[index]!.storeTimestamp - [1000, 2000, 5000][level - 1]!
        expect(late).toBeGreaterThanOrEqual(0)
        expect(late).toBeLessThanOrEqual(101)
      }
    }, { store: { messageDelayLevel: LEVELS } })
  })

  test('does not keep those of other levels waiting', () => {
    withBroker(function* (world) {
      yield* send(world, { ...delayed(3), body: 'long' })
      yield* send(world, { ...delayed(1), body: 'short' })
      yield* send(world, { body: 'at once' })
      yield* sleep(8000)
      expect(bodiesIn(world.broker, 'TopicTest')).toEqual(['at once', 'short', 'long'])
    }, { store: { messageDelayLevel: LEVELS } })
  })

  test('beyond the last level is one of the last level', () => {
    withBroker(function* (world) {
      const response = yield* send(world, { ...delayed(99), e: 3, b: 'TopicTest' })
      expect(response.extFields?.get('queueId')).toBe('3')
      yield* sleep(100)
      const [message] = messagesIn(world.broker, SCHEDULE_TOPIC, 2)
      expect(message!.properties.get('DELAY')).toBe('3')
      yield* sleep(6000)
      expect(messagesIn(world.broker, 'TopicTest', 3)).toHaveLength(1)
    }, { store: { messageDelayLevel: LEVELS } })
  })

  test('loses the time of a timer message; the level takes precedence', () => {
    withBroker(function* (world) {
      const response = yield* send(world, delayed(1, 'TIMER_DELAY_SEC\u00015\u0002TIMER_DELAY_MS\u00015\u0002'))
      expect(response.code).toBe(ResponseCode.SUCCESS)
      yield* sleep(3000)
      const [message] = messagesIn(world.broker, 'TopicTest')
      expect([message!.properties.get('TIMER_DELAY_SEC'), message!.properties.get('TIMER_DELAY_MS')]).toEqual([undefined, undefined])
    })
  })
})

describe('what is in the way of a delivery', () => {
  test('a store that refuses: the message is left behind, as in 5.3.2, and the next ones are delivered', () => {
    withBroker(function* (world) {
      const store = world.broker.getMessageStore()
      yield* send(world, { ...delayed(1), body: 'refused' })
      yield* sleep(500)
      yield* send(world, { ...delayed(1), body: 'delivered' })
      yield* sleep(400)
      store.runningFlags.makeFenced(true)
      yield* sleep(400)
      store.runningFlags.makeFenced(false)
      yield* sleep(2000)
      expect(bodiesIn(world.broker, 'TopicTest')).toEqual(['delivered'])
      expect(world.broker.scheduleMessageService.getOffsetTable().get(1)).toBe(2)
    }, { store: { messageDelayLevel: LEVELS } })
  })

  test('a store that refuses, and nothing comes behind: the message is delivered when the broker starts again', () => {
    const changes = { store: { messageDelayLevel: LEVELS } }
    withBroker(function* (world) {
      const { runningFlags } = world.broker.getMessageStore()
      yield* send(world, { ...delayed(1), body: 'refused' })
      yield* sleep(900)
      runningFlags.makeFenced(true)
      yield* sleep(400)
      runningFlags.makeFenced(false)
      yield* sleep(3000)
      expect(bodiesIn(world.broker, 'TopicTest')).toEqual([])
      expect(world.broker.scheduleMessageService.getOffsetTable().get(1)).toBe(0)
      const broker = yield* restart(world, changes)
      yield* sleep(3000)
      expect(bodiesIn(broker, 'TopicTest')).toEqual(['refused'])
    }, changes)
  })

  test('a store that closes: what is due then is lost if another message waits behind it, as in 5.3.2', () => {
    const changes = { store: { messageDelayLevel: '7s' } }
    withBroker(function* (world) {
      yield* send(world, { ...delayed(1), body: 'lost' })
      yield* sleep(2800)
      yield* send(world, { ...delayed(1), body: 'behind' })
      yield* sleep(200)
      yield* run(world.brokerProcess, () => world.broker.shutdown())
      const broker = yield* restart(world, changes)
      yield* sleep(8000)
      expect(bodiesIn(broker, 'TopicTest')).toEqual(['behind'])
    }, changes)
  })

  test.each([
    ['a message that does not say where it is to go', 'DELAY=1;'],
    ['a queue that is no number', 'DELAY=1;REAL_TOPIC=TopicTest;REAL_QID=first;'],
    ['one that belongs to a transaction', 'DELAY=1;REAL_TOPIC=RMQ_SYS_TRANS_HALF_TOPIC;REAL_QID=0;'],
  ])('%s: the next one is delivered', (_, properties) => {
    withBroker(function* (world) {
      yield* run(world.brokerProcess, function* () {
        // It comes from elsewhere: a client cannot send to this topic.
        const message = messageOf({ topic: SCHEDULE_TOPIC, queueId: 0, properties })
        message.properties.delete('DELAY')
        yield* world.broker.getMessageStore().putMessage(message)
      })
      yield* send(world, { ...delayed(1), body: 'next' })
      yield* sleep(3000)
      expect(bodiesIn(world.broker, 'TopicTest')).toEqual(['next'])
      expect(messagesIn(world.broker, 'RMQ_SYS_TRANS_HALF_TOPIC')).toEqual([])
    }, { store: { messageDelayLevel: LEVELS } })
  })

  test.each([
    ['forward', 3_600_000_000],
    ['back', -3_600_000_000],
  ])('a clock that is set %s: nothing waits for longer than its level says', (_, skew) => {
    withBroker(function* (world) {
      yield* send(world, delayed(3))
      yield* sleep(1500)
      expect(messagesIn(world.broker, 'TopicTest')).toEqual([])
      world.brokerProcess.clockSkew = skew
      yield* sleep(200)
      expect(messagesIn(world.broker, 'TopicTest')).toHaveLength(1)
    }, { store: { messageDelayLevel: LEVELS } })
  })
})

describe('how far the levels have come', () => {
  test('is on the disk as RocketMQ writes it', () => {
    withBroker(function* (world) {
      yield* send(world, delayed(1))
      yield* send(world, delayed(1))
      yield* send(world, delayed(3))
      yield* sleep(12_000)
      const text = decodeUtf8(world.memory.contents('store/config/delayOffset.json'))
      const { timestamp } = world.broker.scheduleMessageService['dataVersion']
      const version = `"dataVersion":{\n\t\t"counter":0,\n\t\t"stateVersion":0,\n\t\t"timestamp":${timestamp}\n\t}`
      expect(text).toBe(`{\n\t${version},\n\t"offsetTable":{1:2,3:1\n\t}\n}`)
    }, { store: { messageDelayLevel: LEVELS } })
  })

  test('has a new version after every 200 changes, of which looking at a message that waits is one', () => {
    withBroker(function* (world) {
      yield* send(world, delayed(1))
      yield* sleep(22_500)
      const version = world.broker.scheduleMessageService['dataVersion']
      expect(version.counter).toBe(1)
      yield* sleep(20_000)
      expect(version.counter).toBe(2)
    }, { store: { messageDelayLevel: '1m' } })
  })

  test('survives a broker that dies while messages wait: each is delivered once, at its time', () => {
    const changes = { store: { messageDelayLevel: '20s' } }
    withBroker(function* (world) {
      yield* send(world, { ...delayed(1), body: 'first' })
      yield* sleep(5000)
      yield* send(world, { ...delayed(1), body: 'second' })
      yield* sleep(8000)
      const broker = yield* restart(world, changes)
      yield* sleep(14_000)
      expect(bodiesIn(broker, 'TopicTest')).toEqual(['first', 'second'])
      const [first, second] = messagesIn(broker, 'TopicTest')
      expect(second!.storeTimestamp - first!.storeTimestamp).toBeGreaterThanOrEqual(4900)
    }, changes)
  })

  test('is forgotten since the last ten seconds: what was delivered then is delivered again', () => {
    const changes = { store: { messageDelayLevel: LEVELS } }
    withBroker(function* (world) {
      yield* send(world, { ...delayed(1), body: 'twice' })
      yield* sleep(4000)
      expect(bodiesIn(world.broker, 'TopicTest')).toEqual(['twice'])
      const broker = yield* restart(world, changes)
      yield* sleep(3000)
      expect(bodiesIn(broker, 'TopicTest')).toEqual(['twice', 'twice'])
    }, changes)
  })

  test('is written at the end, and nothing is delivered twice then', () => {
    const changes = { store: { messageDelayLevel: LEVELS } }
    withBroker(function* (world) {
      yield* send(world, { ...delayed(1), body: 'once' })
      yield* sleep(4000)
      yield* run(world.brokerProcess, () => world.broker.shutdown())
      const broker = yield* restart(world, changes)
      yield* sleep(3000)
      expect(bodiesIn(broker, 'TopicTest')).toEqual(['once'])
    }, changes)
  })
})

describe('levels', () => {
  test('without a message have no thread, and those with one keep theirs', () => {
    withBroker(function* (world) {
      yield* send(world)
      yield* sleep(5000)
      expect(levelThreads(world)).toEqual([])
      yield* send(world, delayed(2))
      yield* sleep(5000)
      expect(levelThreads(world)).toEqual(['ScheduleMessageTimerThread_2'])
      yield* send(world, delayed(2))
      yield* sleep(5000)
      expect(levelThreads(world)).toEqual(['ScheduleMessageTimerThread_2'])
      expect(messagesIn(world.broker, 'TopicTest')).toHaveLength(3)
      yield* run(world.brokerProcess, () => world.broker.shutdown())
      expect(levelThreads(world)).toEqual([])
    }, { store: { messageDelayLevel: LEVELS } })
  })

  const wrong = ['', '1s  5s', '1s 5', '1s 5x', '1s 5 s', 's']

  test.each(wrong)('%j are none: the broker does not start', (messageDelayLevel) => {
    withBroker(function* (world) {
      const other = world.process.kernel.createProcess({ name: 'other', host: '10.0.0.22' })
      const cache = new PageCache(world.process.kernel, '10.0.0.22', world.disk)
      const broker = newBroker(other, world.wire, cache, { store: { messageDelayLevel, storePathRootDir: 'elsewhere' } })
      expect(yield* run(other, () => broker.initialize())).toBe(false)
    })
  })

  test('of a slave stay where they are', () => {
    const store = { messageDelayLevel: '10s' }
    withBroker(function* (world) {
      yield* send(world, delayed(1))
      yield* sleep(2000)
      const slave = yield* restart(world, { broker: { brokerId: 1 }, store: { ...store, brokerRole: 'SLAVE' } })
      yield* sleep(20_000)
      const service = slave.scheduleMessageService
      expect([service.isStarted(), service.getMaxDelayLevel()]).toEqual([false, 1])
      expect(messagesIn(slave, SCHEDULE_TOPIC)).toHaveLength(1)
      expect(messagesIn(slave, 'TopicTest')).toEqual([])
    }, { store })
  })
})
