import { expect, test } from 'vitest'
import { at, commitsOf, consumedKeys, consumer, keys, shop, steady } from '../support/consumers'
import { runCluster } from '../support/runCluster'

test('each member that broadcasts gets everything, tells no broker, and goes on from its own file after a restart', async () => {
  const model = { model: 'BROADCASTING' }
  const faults = [at(20_000, { kind: 'shutdown', node: 'consumer-1' }), at(24_000, { kind: 'restart', node: 'consumer-1' })]
  const members = [consumer('consumer-1', model), consumer('consumer-2', model)]
  const run = await runCluster(shop(steady(200), members, { faults }))
  expect(consumedKeys(run, 'consumer-1')).toEqual(keys(200))
  expect(consumedKeys(run, 'consumer-2')).toEqual(keys(200))
  expect(commitsOf(run, 'billing')).toEqual([])
})

test('one that is killed gets again what it had not written down: at most five seconds’ worth', async () => {
  const faults = [at(39_900, { kind: 'kill', node: 'consumer-1' }), at(41_000, { kind: 'restart', node: 'consumer-1' })]
  const spec = shop(steady(400), [consumer('consumer-1', { model: 'BROADCASTING' })], { faults, durationMillis: 120_000 })
  const consumed = consumedKeys(await runCluster(spec))
  expect(new Set(consumed)).toEqual(new Set(keys(400)))
  const again = consumed.length - new Set(consumed).size
  expect(again).toBeGreaterThan(0)
  expect(again).toBeLessThanOrEqual(50)
})

test('one that can’t consume a message gives it up: it does not come again', async () => {
  const failing = consumer('consumer-1', { model: 'BROADCASTING', listener: { outcome: 'later' } })
  const run = await runCluster(shop(steady(20), [failing]))
  expect(run.of('consume-ended').map(({ keys: key }) => key).sort()).toEqual(keys(20))
})
