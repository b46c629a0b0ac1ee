import { describe, expect, test } from 'vitest'
import { consumedKeys, consumer, keys, shop } from '../support/consumers'
import { runCluster, send } from '../support/runCluster'

function threads(count: number): object {
  return { consumeFromWhere: 'CONSUME_FROM_FIRST_OFFSET', consumeThreadMin: count, consumeThreadMax: count }
}

describe('a consumer that is slower than what comes', () => {
  test('holds no more of a queue than it may, plus one pull, and gets everything in the end', async () => {
    const config = { ...threads(2), pullThresholdForQueue: 10, pullBatchSize: 8 }
    const run = await runCluster(shop([{ do: 'sleep', millis: 5000 }, send({ count: 400, keys: 'k{i}' })],
      [consumer('consumer-1', { config, listener: { millis: 100 } })]))
    expect(consumedKeys(run)).toEqual(keys(400))
    expect(run.cluster.outcomes.duplicateCount).toBe(0)
    const postponed = run.of('pull-postponed')
    expect(new Set(postponed.map(({ reason, millis: _, ...rest }) => `${reason} ${rest.group}`))).toEqual(new Set(['count billing']))
    expect(run.of('consume-started').length).toBe(400)
  })

  test('is held back by one message that it can’t consume, once the others are too far ahead', async () => {
    const config = { ...threads(20), consumeConcurrentlyMaxSpan: 5, pullBatchSize: 4 }
    const run = await runCluster(shop([{ do: 'sleep', millis: 5000 }, send({ count: 200, keys: 'k{i}', intervalMillis: 20 })],
      [consumer('consumer-1', { config, listener: { outcome: 'hangs' } })]))
    expect(new Set(run.of('pull-postponed').map(({ reason }) => reason))).toEqual(new Set(['span']))
    const begun = run.of('consume-started')
    // Each queue has stopped at the first pull that reached beyond the span.
    for (const { queueOffset } of begun) expect(queueOffset).toBeLessThanOrEqual(5 + 4)
    expect(begun.length).toBeLessThanOrEqual(20)
  })
})
