import { expect, test } from 'vitest'
import { variantsOf } from '../../../../engine/adapters/scenario/applyVariants'
import { parseScenario } from '../../../../engine/adapters/scenario/parseScenario'
import { ScenarioError } from '../../../../engine/cluster/ScenarioError'
import { scenarioJson } from '../../support/runCluster'

const FLUSH = 'brokers.0.store.flushDiskType'
const json = {
  ...scenarioJson('send-call'),
  variants: {
    flush: { async: {}, sync: { [FLUSH]: 'SYNC_FLUSH' } },
    brokers: { two: { durationMillis: 5000 }, one: { brokers: [{ name: 'broker-a', host: '10.0.0.21' }], 'topics.0.brokers': ['broker-a'] } },
  },
}

test('the first options are taken where none is named', () => {
  const scenario = parseScenario(json)
  expect(scenario).toEqual(parseScenario({ ...scenarioJson('send-call'), durationMillis: 5000 }))
  expect(Object.entries(variantsOf(json)).map(([name, options]) => [name, Object.keys(options)])).toEqual([
    ['flush', ['async', 'sync']], ['brokers', ['two', 'one']],
  ])
})

test('an option puts its values where they belong, and makes objects that are left out', () => {
  const { brokers, topics, durationMillis } = parseScenario(json, { flush: 'sync', brokers: 'one' })
  expect(brokers.map(({ name }) => name)).toEqual(['broker-a'])
  expect(topics[0]!.brokers).toEqual(['broker-a'])
  expect(durationMillis).toBe(135_000)
  expect(parseScenario(json, { flush: 'sync' }).brokers.map(({ store }) => store)).toEqual([{ flushDiskType: 'SYNC_FLUSH' }, {}])
  expect(json.variants.flush.sync).toEqual({ [FLUSH]: 'SYNC_FLUSH' })
})

test('a place may have names with dots in them', () => {
  const written = { ...json, variants: { flush: { sync: { '/producers/0/systemProperties/rocketmq.serialize.type': 'ROCKETMQ' } } } }
  expect(parseScenario(written).producers[0]!.systemProperties).toEqual({ 'rocketmq.serialize.type': 'ROCKETMQ' })
})

test.each([
  [{ nothing: 'sync' }, json],
  [{ flush: 'never' }, json],
  [{}, { ...json, variants: { flush: {} } }],
  [{}, { ...json, variants: ['flush'] }],
  [{}, { ...json, variants: { flush: { sync: { 'brokers.7.store.flushDiskType': 'SYNC_FLUSH' } } } }],
])('what is not there is refused: %j', (chosen, scenario) => {
  expect(() => parseScenario(scenario, chosen as unknown as Record<string, string>)).toThrow(ScenarioError)
})
