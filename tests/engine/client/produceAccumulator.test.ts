import { describe, expect, it } from 'vitest'
import { MessageDecoder } from '../../../engine/common/message/MessageDecoder'
import { NullPointerException } from '../../../engine/kernel/java/notNull'
import type { DefaultMQProducer } from '../../../engine/client/producer/DefaultMQProducer'
import type { SendResult } from '../../../engine/client/producer/SendResult'
import { Message } from '../../../engine/common/message/Message'
import { MessageQueue } from '../../../engine/common/message/MessageQueue'
import type { Blocking } from '../../../engine/kernel/Blocking'
import { sleep } from '../../../engine/kernel/sleep'
import { decodeUtf8, encodeUtf8 } from '../../../engine/kernel/Utf8'
import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import { ResponseCode } from '../../../engine/remoting/protocol/ResponseCode'
import { caught } from '../support/caught'
import type { ArrivedSend } from './support/FakeBroker'
import { FakeCluster, message, Outcome, TOPIC } from './support/FakeCluster'

/** A cluster whose broker answers a batch with an id for each of its messages, as RocketMQ's does. */
function scene(): FakeCluster {
  const cluster = new FakeCluster()
  const broker = cluster.addBroker('broker-a', 1)
  cluster.route()
  broker.reply = (send) => {
    const count = send.command.code === RequestCode.SEND_BATCH_MESSAGE ? bodiesOf(send).length : 1
    return { msgId: Array.from({ length: count }, (_, i) => `offset-${i}`).join(','), queueOffset: 100 }
  }
  return cluster
}

const BATCHING = { autoBatch: true, topics: [TOPIC] }

function bodiesOf({ command }: ArrivedSend): string[] {
  const body = command.body!
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength)
  const bodies: string[] = []
  for (let at = 0; at < body.length; at += view.getInt32(at)) {
    bodies.push(decodeUtf8(body.subarray(at + 20, at + 20 + view.getInt32(at + 16))))
  }
  return bodies
}

function batches({ brokers: [broker] }: FakeCluster): string[] {
  return broker!.sends.map((send) => {
    return send.command.code === RequestCode.SEND_BATCH_MESSAGE ? `[${bodiesOf(send).join(' ')}]` : send.text
  })
}

/** Threads that send at the same time, each its message; what each of them gets. */
function* together(
  cluster: FakeCluster, sends: ReadonlyArray<() => Blocking<SendResult>>,
): Blocking<Array<{ readonly got: unknown; readonly after: number }>> {
  const begin = cluster.now
  const ends: Array<{ got: unknown; after: number }> = []
  const threads = sends.map((send, i) => cluster.process.spawn(`sender-${i}`, function* () {
    let got: unknown
    const error = yield* caught(function* () {
      got = yield* send()
    })
    ends[i] = { got: got ?? error, after: cluster.now - begin }
  }))
  for (const thread of threads) yield* thread.join()
  return ends
}

function withKeys(keys: string): Message {
  const msg = new Message(TOPIC, encodeUtf8('paid'))
  msg.setTags('T')
  msg.setKeys(keys)
  return msg
}

function paid(producer: DefaultMQProducer, ...bodies: string[]): Array<() => Blocking<SendResult>> {
  return bodies.map((body) => () => producer.send(message(TOPIC, body)))
}

describe('messages that are accumulated', () => {
  it('are not, unless it is switched on: no thread is there', () => {
    const cluster = scene()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ topics: [TOPIC] })
      yield* together(cluster, paid(producer, 'a', 'b'))
      expect(batches(cluster)).toEqual(['a', 'b'])
      expect([...cluster.process.threads].filter(({ name }) => name.includes('GuardFor'))).toEqual([])
    })
  })

  it('travel together after 10 ms, and each sender gets the result of its own', () => {
    const cluster = scene()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer(BATCHING)
      const ends = yield* together(cluster, paid(producer, 'a', 'b', 'c'))
      expect(batches(cluster)).toEqual(['[a b c]'])
      const results = ends.map(({ got }) => got as SendResult)
      expect(results.map(({ queueOffset }) => queueOffset)).toEqual([100, 101, 102])
      expect(results.map(({ offsetMsgId }) => offsetMsgId)).toEqual(['offset-0', 'offset-1', 'offset-2'])
      expect(new Set(results.map(({ msgId }) => msgId)).size).toBe(3)
      for (const { after } of ends) {
        expect(after).toBeGreaterThanOrEqual(10)
        // The guards look every 5 ms.
        expect(after).toBeLessThan(10 + 5 + 2)
      }
    })
  })

  it('alone is a batch of one', () => {
    const cluster = scene()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer(BATCHING)
      const result = yield* producer.send(message(TOPIC, 'a'))
      expect(batches(cluster)).toEqual(['[a]'])
      expect(result).toMatchObject({ sendStatus: 'SEND_OK', queueOffset: 100 })
    })
  })

  it('wait as long as is set, and no longer than until there are enough bytes', () => {
    const cluster = scene()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ ...BATCHING, batchMaxDelayMs: 500, batchMaxBytes: 10 })
      const [slow] = yield* together(cluster, paid(producer, 'a'))
      expect(slow!.after).toBeGreaterThanOrEqual(500)
      const ends = yield* together(cluster, paid(producer, '12345', '67890', '!'))
      expect(batches(cluster).at(-1)).toBe('[12345 67890 !]')
      for (const { after } of ends) expect(after).toBeLessThan(50)
    })
  })

  it('are with those of their topic, tag, queue and wish only', () => {
    const cluster = scene()
    cluster.run(function* () {
      cluster.route('Other')
      const producer = yield* cluster.startedProducer({ ...BATCHING, topics: [TOPIC, 'Other'] })
      const of = (body: string, change: (msg: Message) => void = () => {}, topic = TOPIC): Message => {
        const msg = message(topic, body)
        change(msg)
        return msg
      }
      const queue = new MessageQueue(TOPIC, 'broker-a', 0)
      yield* together(cluster, [
        () => producer.send(of('a1')), () => producer.send(of('b1', (msg) => msg.setTags('B'))),
        () => producer.send(of('c1', () => {}, 'Other')), () => producer.sendToQueue(of('d1'), queue),
        () => producer.send(of('e1', (msg) => msg.setWaitStoreMsgOK(false))), () => producer.send(of('a2')),
        () => producer.send(of('b2', (msg) => msg.setTags('B'))), () => producer.sendToQueue(of('d2'), queue),
        () => producer.sendBySelector(of('d3'), { select: () => queue }, null),
      ])
      expect(batches(cluster).sort()).toEqual(['[a1 a2]', '[b1 b2]', '[c1]', '[d1 d2 d3]', '[e1]'])
    })
  })

  it('are not those with a timeout, later ones, retried ones, those of transactions, and batches', () => {
    const cluster = scene()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer(BATCHING)
      const of = (body: string, change: (msg: Message) => void): Blocking<SendResult> => {
        const msg = message(TOPIC, body)
        change(msg)
        return producer.send(msg)
      }
      yield* producer.send(message(TOPIC, 'timeout'), 3000)
      yield* of('level', (msg) => msg.setDelayTimeLevel(1))
      yield* of('seconds', (msg) => msg.setDelayTimeSec(1))
      yield* of('ms', (msg) => msg.setDelayTimeMs(1))
      yield* of('at', (msg) => msg.setDeliverTimeMs(1))
      yield* of('group', (msg) => msg.putProperty('PGROUP', 'g'))
      yield* producer.sendBatch([message(TOPIC, 'x'), message(TOPIC, 'y')])
      expect(batches(cluster)).toEqual(['timeout', 'level', 'seconds', 'ms', 'at', 'group', '[x y]'])
    })
  })

  it('fill the room that there is, and those that are refused afterwards keep theirs, as in 5.3.2', () => {
    const cluster = scene()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ ...BATCHING, totalBatchMaxBytes: 10 })
      const later = message(TOPIC, '0123456789')
      later.setDelayTimeLevel(1)
      yield* producer.send(message(TOPIC, 'a'))
      yield* producer.send(later)
      yield* producer.send(message(TOPIC, 'b'))
      expect(batches(cluster)).toEqual(['[a]', '0123456789', 'b'])
    })
  })

  it('say their keys in the batch, once each', () => {
    const cluster = scene()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer(BATCHING)
      const keyed = (keys: string) => () => producer.send(withKeys(keys))
      yield* together(cluster, [keyed('k1 k2'), keyed('k2'), keyed('k3')])
      const properties = MessageDecoder.string2messageProperties(cluster.brokers[0]!.sends[0]!.header.i ?? '')
      expect(properties.get('KEYS')).toBe('k1 k2 k3')
      expect(properties.get('TAGS')).toBe('T')
      expect(properties.get('WAIT')).toBe('true')
    })
  })

  it('fail together: the one that sends hears why, the others have no result', () => {
    const cluster = scene()
    cluster.brokers[0]!.answer(ResponseCode.MESSAGE_ILLEGAL)
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer(BATCHING)
      const ends = yield* together(cluster, paid(producer, 'a', 'b', 'c'))
      const names = ends.map(({ got }) => (got as Error).name).sort()
      expect(names).toEqual(['MQBrokerException', 'NullPointerException', 'NullPointerException'])
      expect(ends.some(({ got }) => got instanceof NullPointerException)).toBe(true)
      cluster.brokers[0]!.answer(ResponseCode.SUCCESS)
      expect((yield* together(cluster, paid(producer, 'd')))[0]!.got).toMatchObject({ queueOffset: 100 })
    })
  })

  it('are checked before they wait', () => {
    const cluster = scene()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer(BATCHING)
      const begin = cluster.now
      expect(yield* caught(() => producer.send(new Message(TOPIC, new Uint8Array(0))))).toMatchObject({
        responseCode: ResponseCode.MESSAGE_ILLEGAL,
      })
      expect(cluster.now).toBe(begin)
    })
  })

  it.each([
    { batchMaxDelayMs: 0 }, { batchMaxDelayMs: 30_001 }, { batchMaxBytes: 0 }, { batchMaxBytes: 2 * 1024 * 1024 + 1 },
    { totalBatchMaxBytes: 0 },
  ])('have limits: %o can’t be', (setting) => {
    const cluster = scene()
    cluster.run(function* () {
      const error = yield* caught(() => cluster.startedProducer({ ...BATCHING, ...setting }))
      expect(error).toMatchObject({ name: 'IllegalArgumentException' })
    })
  })
})

describe('messages that are accumulated without waiting', () => {
  it('go when their time has come, and each callback hears of its own', () => {
    const cluster = scene()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer(BATCHING)
      const outcomes = ['a', 'b', 'c'].map(() => new Outcome(cluster))
      const begin = cluster.now
      for (const [i, body] of ['a', 'b', 'c'].entries()) {
        yield* producer.sendAsync(message(TOPIC, body), outcomes[i]!)
      }
      expect(cluster.now).toBe(begin)
      yield* sleep(100)
      expect(batches(cluster)).toEqual(['[a b c]'])
      const heard = outcomes.map(({ results }) => results.map(({ queueOffset }) => queueOffset))
      expect(heard).toEqual([[100], [101], [102]])
      expect(outcomes[0]!.times[0]! - begin).toBeGreaterThanOrEqual(10)
    })
  })

  it('go at once when there are enough bytes, in the thread of the last sender', () => {
    const cluster = scene()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ ...BATCHING, batchMaxBytes: 3, batchMaxDelayMs: 10_000 })
      const outcome = new Outcome(cluster)
      for (const body of ['ab', 'cd']) yield* producer.sendAsync(message(TOPIC, body), outcome)
      yield* sleep(20)
      expect(batches(cluster)).toEqual(['[ab cd]'])
      expect(outcome.results).toHaveLength(2)
    })
  })

  it('fail together, and all hear why', () => {
    const cluster = scene()
    cluster.brokers[0]!.answer(ResponseCode.SYSTEM_BUSY)
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer(BATCHING)
      const outcome = new Outcome(cluster)
      const queue = new MessageQueue(TOPIC, 'broker-a', 0)
      for (const body of ['a', 'b']) yield* producer.sendToQueueAsync(message(TOPIC, body), queue, outcome)
      yield* sleep(100)
      expect(outcome.errors.map((error) => (error as Error).name)).toEqual(['MQBrokerException', 'MQBrokerException'])
    })
  })

  it('have no keys in their batch, as in 5.3.2', () => {
    const cluster = scene()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer(BATCHING)
      yield* producer.sendAsync(withKeys('k1'), new Outcome(cluster))
      yield* sleep(100)
      const properties = MessageDecoder.string2messageProperties(cluster.brokers[0]!.sends[0]!.header.i ?? '')
      expect(properties.get('KEYS') ?? '').toBe('')
    })
  })

  it('need a thread that is there from the first one on, and rests when none waits', () => {
    const cluster = scene()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer(BATCHING)
      const guards = (): string[] => {
        return [...cluster.process.threads].map(({ name }) => name).filter((name) => name.includes('GuardFor'))
      }
      expect(guards()).toEqual([])
      yield* producer.sendAsync(message(TOPIC, 'a'), new Outcome(cluster))
      expect(guards().map((name) => name.replace(/.*Guard/, 'Guard'))).toEqual(['GuardForAsyncSend'])
      yield* sleep(1000)
      const slice = cluster.kernel.slice
      yield* sleep(400)
      expect(cluster.kernel.slice - slice).toBeLessThan(40)
      yield* producer.shutdown()
      expect(guards()).toEqual([])
    })
  })
})
