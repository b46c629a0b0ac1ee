import { expect, test } from 'vitest'
import { PakoCompressor } from '../../../engine/adapters/zlib/PakoCompressor'
import { LocalTransactionState } from '../../../engine/client/producer/LocalTransactionState'
import { TransactionMQProducer } from '../../../engine/client/producer/TransactionMQProducer'
import { AsyncTraceDispatcher } from '../../../engine/client/trace/AsyncTraceDispatcher'
import { TraceBean } from '../../../engine/client/trace/TraceBean'
import { TraceContext } from '../../../engine/client/trace/TraceContext'
import { TraceDataEncoder } from '../../../engine/client/trace/TraceDataEncoder'
import type { TraceType } from '../../../engine/client/trace/TraceType'
import { MessageDecoder } from '../../../engine/common/message/MessageDecoder'
import { NamespaceUtil } from '../../../engine/common/NamespaceUtil'
import { sleep } from '../../../engine/kernel/sleep'
import { decodeUtf8 } from '../../../engine/kernel/Utf8'
import { goldenLines } from '../support/golden'
import { runInKernel } from '../support/runInKernel'
import { FakeCluster, message, NAMESRV, Outcome, TOPIC } from './support/FakeCluster'

const TRACE_TOPIC = 'RMQ_SYS_TRACE_TOPIC'

interface Vector {
  readonly context: { readonly traceType: TraceType; readonly groupName: string }
  readonly beans: readonly object[]
  readonly data: string
  readonly keys: readonly string[]
}

test('contexts are written as the real TraceDataEncoder writes them', () => {
  const vectors = goldenLines<Vector>('vectors/trace.jsonl')
  expect(new Set(vectors.map(({ context }) => context.traceType)).size).toBe(5)
  runInKernel(function* () {
    for (const { context, beans, data, keys } of vectors) {
      const traceBeans = beans.map((bean) => Object.assign(new TraceBean(), bean))
      const { traceType, groupName, ...rest } = context
      const ours = Object.assign(new TraceContext(traceType, groupName, traceBeans), rest)
      expect(TraceDataEncoder.encoderFromContextBean(ours)).toEqual({ transData: data, transKey: keys })
    }
  })
})

/** One broker, which has the trace topic, too: with one queue. */
function traced(): FakeCluster {
  const cluster = new FakeCluster()
  cluster.addBroker('broker-a')
  cluster.route()
  cluster.route(TRACE_TOPIC, cluster.brokers, { queues: 1 })
  return cluster
}

interface Sent {
  readonly at: number
  readonly group: string
  readonly keys: string
  readonly records: string[][]
}

/** What has come to a topic of traces. */
function tracesAt(cluster: FakeCluster, topic = TRACE_TOPIC): Sent[] {
  const sends = cluster.brokers.flatMap((broker) => broker.sends).filter(({ place }) => place.startsWith(`${topic}/`))
  return sends.map(({ at, header, command }) => ({
    at,
    group: header.a!,
    keys: MessageDecoder.string2messageProperties(header.i).get('KEYS')!,
    records: decodeUtf8(command.body!).split('\u0002').slice(0, -1).map((record) => record.split('\u0001')),
  }))
}

test('what a producer sends is told within five seconds, under the ids and keys of the messages', () => {
  const cluster = traced()
  cluster.run(function* () {
    const producer = yield* cluster.startedProducer({ enableTrace: true })
    const first = message()
    first.setTags('TagA')
    first.setKeys('order-7 order-8')
    const { msgId } = yield* producer.send(first)
    const outcome = new Outcome(cluster)
    yield* producer.sendAsync(message(), outcome)
    yield* producer.sendOneway(message())
    yield* sleep(4000)
    expect(tracesAt(cluster)).toEqual([])
    yield* sleep(1500)
    const [sent, ...others] = tracesAt(cluster)
    expect(others).toEqual([])
    expect(sent!.group).toBe('_INNER_TRACE_PRODUCER-group-a-PRODUCE-1')
    expect(sent!.keys.split(' ').sort()).toEqual([msgId, 'order-7', 'order-8', outcome.results[0]!.msgId].sort())
    // What is sent without waiting for an answer leaves no trace.
    expect(sent!.records).toHaveLength(2)
    const [pub, time, region, group, topic, id, tags, keys, host, length, cost, type, , success] = sent!.records[0]!
    expect([pub, region, group, topic, id, tags, keys, host, length, type, success]).toEqual(
      ['Pub', 'DefaultRegion', 'group-a', TOPIC, msgId, 'TagA', 'order-7 order-8', cluster.brokers[0]!.address, '4', '0', 'true'])
    expect(Number(cost)).toBeGreaterThan(0)
    expect(Number(time)).toBeLessThanOrEqual(cluster.process.currentTimeMillis() - 5000)
    expect(sent!.records[1]!.slice(6, 8)).toEqual(['null', 'null'])
  })
})

test('ten traces are a batch that does not wait; the topic may be another one, which leaves no trace itself', () => {
  const cluster = traced()
  cluster.route('audit', cluster.brokers, { queues: 1 })
  cluster.run(function* () {
    const producer = yield* cluster.startedProducer({ enableTrace: true, traceTopic: 'audit' })
    for (let i = 0; i < 10; i++) yield* producer.send(message())
    yield* producer.send(message('audit'))
    yield* sleep(100)
    const traces = tracesAt(cluster, 'audit').filter(({ group }) => group !== 'group-a')
    expect(traces.map(({ records }) => records.length)).toEqual([10])
    expect(tracesAt(cluster)).toEqual([])
    yield* sleep(10_000)
    expect(tracesAt(cluster, 'audit')).toHaveLength(2)
  })
})

test('a shutdown sends what waits when the way is known, and a producer without traces has no thread for them', () => {
  const cluster = traced()
  cluster.run(function* () {
    const all = (): string[] => [...cluster.process.threads].map(({ name }) => name)
    const names = (): string[] => all().filter((name) => /trace|AsyncArray/i.test(name))
    const silent = yield* cluster.startedProducer({ producerGroup: 'silent' })
    yield* silent.send(message())
    expect(names()).toEqual([])
    const producer = yield* cluster.startedProducer({ enableTrace: true })
    expect(names()).toEqual(['MQ-AsyncArrayDispatcher-Thread01'])
    yield* producer.send(message())
    yield* sleep(6000)
    expect(tracesAt(cluster)).toHaveLength(1)
    const { msgId } = yield* producer.send(message())
    yield* producer.shutdown()
    yield* sleep(10)
    expect(tracesAt(cluster).map(({ keys }) => keys).slice(1)).toEqual([msgId])
    expect(names()).toEqual([])
  })
})

test('more than 2048 traces that wait are dropped, and nobody waits', () => {
  const cluster = traced()
  cluster.run(function* () {
    const host = cluster.producer()
    const dispatcher = new AsyncTraceDispatcher(cluster.process, host, 'g', 'CONSUME', () => cluster.producer())
    const accepted = Array.from({ length: 2050 }, () => dispatcher.append(new TraceContext('Pub', 'g', [new TraceBean()])))
    expect(accepted.filter(Boolean)).toHaveLength(2048)
    expect(dispatcher.getDiscardCount()).toBe(2)
  })
})

test.each([LocalTransactionState.COMMIT_MESSAGE, LocalTransactionState.ROLLBACK_MESSAGE])('the end of a transaction is told: %s', (state) => {
  const cluster = traced()
  cluster.brokers[0]!.reply = ({ header }) => {
    const transactionId = /UNIQ_KEY\u0001(\w+)/.exec(header.i!)![1]!
    return { msgId: '7F00000100002A9F0000000000002278', queueOffset: 5, transactionId }
  }
  cluster.run(function* () {
    const producer = new TransactionMQProducer(cluster.process, { wire: cluster.wire, compressor: new PakoCompressor() }, 'PG_tx')
    const says = function* () {
      return state
    }
    const transactionListener = { executeLocalTransaction: says, checkLocalTransaction: says }
    Object.assign(producer, { namesrvAddr: NAMESRV, clientIP: '10.0.0.1', transactionListener, enableTrace: true })
    yield* producer.start()
    const { msgId } = yield* producer.sendMessageInTransaction(message(), null)
    yield* sleep(6000)
    const [half, end] = tracesAt(cluster)[0]!.records
    expect([half![0], half![11]]).toEqual(['Pub', '1'])
    expect([end![0], end![3], end![5], ...end!.slice(9)]).toEqual(['EndTransaction', 'PG_tx', msgId, '2', msgId, state, 'false'])
  })
})

test.each([
  ['tenant%OrderPaid', 'OrderPaid'],
  ['OrderPaid', 'OrderPaid'],
  ['%RETRY%tenant%billing', '%RETRY%billing'],
  ['%DLQ%billing', '%DLQ%billing'],
  ['%OrderPaid', '%OrderPaid'],
  ['', ''],
])('traces tell of names without their namespaces: %s is %s', (name, wanted) => {
  expect(NamespaceUtil.withoutAnyNamespace(name)).toBe(wanted)
})
