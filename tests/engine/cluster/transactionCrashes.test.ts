import { describe, expect, test } from 'vitest'
import { LocalTransactionState } from '../../../engine/client/producer/LocalTransactionState'
import { TransactionMQProducer } from '../../../engine/client/producer/TransactionMQProducer'
import type { ClientEnvironment } from '../../../engine/client/ClientEnvironment'
import { Message } from '../../../engine/common/message/Message'
import type { Blocking } from '../../../engine/kernel/Blocking'
import type { Process } from '../../../engine/kernel/Process'
import { sleep } from '../../../engine/kernel/sleep'
import { encodeUtf8 } from '../../../engine/kernel/Utf8'
import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import { application, at, consumedKeys, consumer, shop } from '../support/consumers'
import { runCluster, type ClusterRun } from '../support/runCluster'

const { COMMIT_MESSAGE, ROLLBACK_MESSAGE, UNKNOW } = LocalTransactionState
const HALF = 'RMQ_SYS_TRANS_HALF_TOPIC'
/** The application needs so long for its own part, so that something can happen before and after. */
const LOCAL_MILLIS = 2000
const SENT_AT = 6000

interface Course {
  /** What the application says at once, and what it says when it is asked. */
  readonly atOnce?: LocalTransactionState
  readonly whenAsked?: LocalTransactionState
  /** When the application that has sent the message dies. */
  readonly diesAtMillis?: number
  readonly faults?: readonly object[]
}

/** One message in a transaction, to one broker; another application of the same group stands by. */
async function runTransaction(course: Course): Promise<ClusterRun> {
  const { atOnce = COMMIT_MESSAGE, whenAsked = COMMIT_MESSAGE, diesAtMillis, faults = [] } = course
  const spec = shop([], [consumer('consumer-1')], {
    topics: [{ name: 'OrderPaid', queues: 4, brokers: ['broker-a'] }], faults, durationMillis: 150_000,
  })
  function* member(
    process: Process, environment: ClientEnvironment, namesrvAddr: string,
  ): Blocking<TransactionMQProducer> {
    const producer = new TransactionMQProducer(process, environment, 'payment')
    producer.namesrvAddr = namesrvAddr
    producer.topics = ['OrderPaid']
    producer.transactionListener = {
      *executeLocalTransaction() {
        yield* sleep(LOCAL_MILLIS)
        return atOnce
      },
      *checkLocalTransaction() {
        return whenAsked
      },
    }
    yield* producer.start()
    return producer
  }
  return runCluster(spec, {}, undefined, (cluster) => {
    application(cluster, { name: 'standby', host: '10.0.0.81', atMillis: 3000 }, function* (...parts) {
      yield* member(...parts)
    })
    const sender = application(cluster, { name: 'sender', host: '10.0.0.80', atMillis: 3000 }, function* (...parts) {
      const producer = yield* member(...parts)
      yield* sleep(SENT_AT - 3000)
      const message = new Message('OrderPaid', encodeUtf8('paid'))
      message.setKeys('paid')
      yield* producer.sendMessageInTransaction(message, null)
    })
    if (diesAtMillis !== undefined) cluster.kernel.schedule(diesAtMillis * 1000, 'it dies', () => cluster.kernel.kill(sender))
  })
}

/** When brokers have asked how the transaction has ended, in ms. */
function questions(run: ClusterRun): number[] {
  const frames = run.of('frame-sent').filter(({ code, isResponse }) => code === RequestCode.CHECK_TRANSACTION_STATE && !isResponse)
  return frames.map(({ millis }) => millis)
}

describe('a transaction that is not disturbed', () => {
  test('delivers its message once when it is committed, and nobody is asked', async () => {
    const run = await runTransaction({})
    expect([consumedKeys(run), questions(run)]).toEqual([['paid'], []])
  })

  test('delivers nothing when it is rolled back, and nobody is asked', async () => {
    const run = await runTransaction({ atOnce: ROLLBACK_MESSAGE })
    expect([consumedKeys(run), questions(run)]).toEqual([[], []])
  })

  test.each([[COMMIT_MESSAGE, 1], [ROLLBACK_MESSAGE, 0]])('is asked for when the application does not know yet, and then ends with %s', async (whenAsked, delivered) => {
    const run = await runTransaction({ atOnce: UNKNOW, whenAsked })
    expect([consumedKeys(run).length, questions(run).length]).toEqual([delivered, 1])
  })

  test('of which nobody ever knows is asked for again and again, every thirty seconds, and delivers nothing', async () => {
    const run = await runTransaction({ atOnce: UNKNOW, whenAsked: UNKNOW })
    expect(consumedKeys(run)).toEqual([])
    const asked = questions(run)
    expect(asked.length).toBeGreaterThan(2)
    for (const [index, millis] of asked.slice(1).entries()) expect(millis - asked[index]!).toBeGreaterThan(29_000)
  })
})

describe('a producer that dies', () => {
  test('before its application has done its part: another of the group is asked, and what it knows counts', async () => {
    const run = await runTransaction({ diesAtMillis: SENT_AT + 1000, whenAsked: ROLLBACK_MESSAGE })
    expect(consumedKeys(run)).toEqual([])
    expect(questions(run)).toHaveLength(1)
  })

  test('after its application has committed, before the broker has heard: the message is delivered half a minute later', async () => {
    const run = await runTransaction({ diesAtMillis: SENT_AT + LOCAL_MILLIS - 1 })
    expect(consumedKeys(run)).toEqual(['paid'])
    expect(questions(run)).toHaveLength(1)
  })
})

describe('a broker that dies', () => {
  const dies = (millis: number): readonly object[] => {
    return [at(millis, { kind: 'kill', node: 'broker-a' }), at(millis + 3000, { kind: 'restart', node: 'broker-a' })]
  }

  test('with the half message, before it has heard how it ends: it asks when it is back', async () => {
    const run = await runTransaction({ faults: dies(SENT_AT + 1000) })
    expect(run.of('log-append').some(({ topic, millis }) => topic === HALF && millis < SENT_AT + 1000)).toBe(true)
    expect(new Set(consumedKeys(run))).toEqual(new Set(['paid']))
    expect(questions(run).length).toBeGreaterThan(0)
  })

  test('right after it has delivered the message, before it has noted that: it asks, and delivers it twice', async () => {
    const run = await runTransaction({ faults: dies(SENT_AT + LOCAL_MILLIS + 500) })
    expect(consumedKeys(run)).toEqual(['paid', 'paid'])
    expect(questions(run)).toHaveLength(1)
  })

  test('after it has noted that: it does not ask', async () => {
    const run = await runTransaction({ faults: dies(SENT_AT + LOCAL_MILLIS + 6000) })
    expect([consumedKeys(run), questions(run)]).toEqual([['paid'], []])
  })
})
