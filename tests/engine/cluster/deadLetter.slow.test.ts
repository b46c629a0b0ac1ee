import { expect, test } from 'vitest'
import { runCluster, scenario, scenarioJson, send, START } from '../support/runCluster'

const [SECOND, MINUTE, HOUR] = [1000, 60_000, 3_600_000]
/** The delay levels from the third on. */
const DELAYS = [
  10 * SECOND, 30 * SECOND, ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30].map((minutes) => minutes * MINUTE),
  HOUR, 2 * HOUR,
]

test('a message that always fails is tried 16 times more, ever later, and then lies in the dead letter queue', async () => {
  const [broker] = scenarioJson('send-call')['brokers'] as object[]
  const failing = {
    name: 'consumer-1', host: '10.0.0.61', startAtMillis: 1000, consumerGroup: 'billing',
    subscriptions: [{ topic: 'OrderPaid' }], config: { consumeFromWhere: 'CONSUME_FROM_FIRST_OFFSET' },
    listener: { outcome: 'later' },
  }
  const topics = [{ name: 'OrderPaid', queues: 4, brokers: ['broker-a'] }]
  const program = [{ do: 'sleep', millis: 500 }, START, { do: 'sleep', millis: 5000 }, send({ keys: 'k', body: 'paid' })]
  const durationMillis = 5 * HOUR
  const run = await runCluster(scenario(program, { brokers: [broker], topics, consumers: [failing], durationMillis }))
  const ended = run.of('consume-ended')
  expect(ended.map(({ outcome }) => outcome)).toEqual(Array(17).fill('RECONSUME_LATER'))
  expect(ended.map(({ reconsumeTimes }) => reconsumeTimes)).toEqual(Array.from({ length: 17 }, (_, times) => times))
  const pauses = ended.slice(1).map(({ millis }, index) => millis - ended[index]!.millis)
  for (const [index, delay] of DELAYS.entries()) {
    expect(pauses[index]).toBeGreaterThanOrEqual(delay)
    expect(pauses[index]).toBeLessThan(delay + 1100)
  }
  const appended = run.of('log-append').filter(({ keys }) => keys === 'k')
  const delayed = appended.filter(({ topic }) => topic === 'SCHEDULE_TOPIC_XXXX')
  expect(delayed.map(({ queueId }) => queueId)).toEqual(DELAYS.map((_, index) => index + 2))
  expect(appended.at(-1)).toMatchObject({ topic: '%DLQ%billing', queueId: 0, queueOffset: 0 })
  expect(appended.filter(({ topic }) => topic === '%DLQ%billing')).toHaveLength(1)
  expect(run.of('uncaught')).toEqual([])
}, 120_000)
