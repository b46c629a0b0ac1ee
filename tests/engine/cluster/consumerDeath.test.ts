import { expect, test } from 'vitest'
import { at, consumedKeys, consumer, keys, shop, steady, succeeded } from '../support/consumers'
import { runCluster } from '../support/runCluster'

const listener = { millis: 20 }
const two = [consumer('consumer-1', { listener }), consumer('consumer-2', { listener, startAtMillis: 2000 })]

test.each([
  // A machine without power says nothing: its connection is closed as silent after two minutes.
  ['power-cut', 110_000, 145_000],
  ['kill', 0, 2000],
])('a member that ends with %s hands its queues over when that is noticed, and some messages come twice', async (kind, atLeast, atMost) => {
  const faults = [at(24_000, { kind, node: 'consumer-1' })]
  const run = await runCluster(shop(steady(300), two, { faults, durationMillis: 200_000 }))
  expect(new Set(consumedKeys(run))).toEqual(new Set(keys(300)))
  const [takenOver] = run.of('queues-assigned').filter(({ process, queues, topic }) => {
    return process === 'consumer-2' && topic === 'OrderPaid' && queues.length === 8
  })
  expect(takenOver!.millis - 24_000).toBeGreaterThanOrEqual(atLeast)
  expect(takenOver!.millis - 24_000).toBeLessThan(atMost)
  const before = new Set(consumedKeys(run, 'consumer-1'))
  const again = consumedKeys(run, 'consumer-2').filter((key) => before.has(key))
  expect(run.cluster.outcomes.duplicateCount).toBe(again.length)
  expect(again.length).toBeLessThanOrEqual(4)
})

test('a member that comes back is another one: it gets queues anew, and nothing is lost on the way', async () => {
  const faults = [at(20_000, { kind: 'kill', node: 'consumer-1' }), at(23_000, { kind: 'restart', node: 'consumer-1' })]
  const run = await runCluster(shop(steady(300), two, { faults }))
  expect(new Set(consumedKeys(run))).toEqual(new Set(keys(300)))
  const last = new Map(run.of('queues-assigned').filter(({ topic }) => topic === 'OrderPaid').map((each) => [each.process, each.queues]))
  expect([...last.values()].map(({ length }) => length)).toEqual([4, 4])
  expect(new Set([...last.values()].flat()).size).toBe(8)
  expect(succeeded(run).some(({ process, millis }) => process === 'consumer-1' && millis > 25_000)).toBe(true)
})
