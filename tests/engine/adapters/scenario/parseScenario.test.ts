import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseScenario } from '../../../../engine/adapters/scenario/parseScenario'
import { ScenarioError } from '../../../../engine/cluster/ScenarioError'
import { scenarioJson } from '../../support/runCluster'

const FOLDER = path.resolve(import.meta.dirname, '../../../../content/scenarios')
const names = readdirSync(FOLDER).filter((file) => file.endsWith('.json')).map((file) => file.replace('.json', ''))

describe('scenarios', () => {
  test.each(names)('%s is a scenario, under its own name', (name) => {
    expect(parseScenario(scenarioJson(name)).name).toBe(name)
  })

  test('what is left out has its default', () => {
    const scenario = parseScenario({ version: 1, name: 'x', durationMillis: 5, nameServers: [{ name: 'n', host: '1.1.1.1' }] })
    expect(scenario.seed).toBe(1)
    expect(scenario.network).toEqual({ latencyMicros: 200, bytesPerMicro: 125 })
    expect(scenario.nameServers[0]).toEqual({ name: 'n', host: '1.1.1.1', startAtMillis: 0, port: 9876, lookupMicros: 0, config: {} })
    expect(scenario).toMatchObject({ epochMillis: 1_700_000_000_000, brokers: [], clusterDrill: null, faults: [] })
    const { brokers, producers } = parseScenario({
      ...withBroker({ role: 'SLAVE' }),
      producers: [{ name: 'p', host: '1.1.1.2', producerGroup: 'g', program: [{ do: 'send', topic: 'T' }] }],
    })
    expect(brokers[0]).toMatchObject({ brokerName: 'a', brokerId: 1, cluster: 'DefaultCluster', diskFlushMicros: 200, store: {} })
    expect(producers[0]!.program).toEqual([{
      do: 'send', mode: 'sync', topic: 'T', count: 1, intervalMillis: 0, tags: '', keyWeights: [], keys: '', properties: {}, body: '', bodyBytes: 0,
      selector: null, arg: '', timeoutMillis: 0, delayLevel: 0, delayMillis: 0,
    }])
  })

  test('what is found is said as well', () => {
    const messageOf = (json: unknown): string => errorOf(() => parseScenario(json)).message
    expect(messageOf(withBroker({ port: 70_000 }))).toBe('brokers[0].port: expected a whole number from 1 to 65535, found number 70000')
    expect(messageOf({ version: 1, durationMillis: 1 })).toBe('name: expected a string, found nothing')
    expect(messageOf(withBroker({ host: ['a', 'b'] }))).toBe('brokers[0].host: expected a string, found a list of 2')
    expect(messageOf({ version: 1, name: 'x', durationMillis: 1, brokerz: [] })).toContain(', found an unknown field')
    expect(messageOf(withBroker({ brokerId: 1 }))).toBe('brokers[0].brokerId: expected 0 for a master, found number 1')
  })

  test.each<[string, unknown, string, RegExp]>([
    ['not an object', [], '', /an object/],
    ['another version', { version: 2, name: 'x', durationMillis: 1 }, 'version', /1/],
    ['no name', { version: 1 }, 'name', /a string/],
    ['no duration', { version: 1, name: 'x' }, 'durationMillis', /whole number from 1/],
    ['a fraction', { version: 1, name: 'x', durationMillis: 1.5 }, 'durationMillis', /whole number/],
    ['an unknown field', { version: 1, name: 'x', durationMillis: 1, brokerz: [] }, 'brokerz', /one of .*brokers/],
    ['no nodes', { version: 1, name: 'x', durationMillis: 1 }, 'nameServers', /at least one node/],
    ['a bad port', withBroker({ port: 70_000 }), 'brokers[0].port', /from 1 to 65535/],
    ['a list for a text', withBroker({ cluster: [] }), 'brokers[0].cluster', /a string/],
    ['a setting that is a list', withBroker({ config: { a: [] } }), 'brokers[0].config.a', /a string, a number or a boolean/],
    ['a slave with the number of the master', withBroker({ role: 'SLAVE', brokerId: 0 }), 'brokers[0].brokerId', /at least 1/],
    ['a master with the number of a slave', withBroker({ brokerId: 1 }), 'brokers[0].brokerId', /0 for a master/],
    ['an unknown role', withBroker({ role: 'KING' }), 'brokers[0].role', /"SYNC_MASTER" or "SLAVE"/],
    ['an unknown step', withProgram([{ do: 'dance' }]), 'producers[0].program[0].do', /"start" or "send"/],
    ['an unknown mode', withProgram([{ do: 'send', topic: 'T', mode: 'fast' }]), 'producers[0].program[0].mode', /"sync"/],
    ['a topic on a broker that is not there', { ...withBroker({}), topics: [{ name: 'T', brokers: ['b'] }] }, 'topics', /brokers that exist/],
    ['a transaction of a producer that has none', withProgram([{ do: 'send-in-transaction', topic: 'T', keys: 'k' }]), 'producers', /"transactions" for p/],
    ['a fault at a node that is not there', { ...withBroker({}), faults: [{ fault: { kind: 'kill', node: 'z' }, when: { atMillis: 1 } }] }, 'faults', /nodes that exist/],
    ['a drill without a store', withDrill({ store: undefined }), 'drills[0].store', /an object/],
    ['a drill whose store has no name', withDrill({ store: { host: '1.1.1.2' } }), 'drills[0].store.name', /a string/],
    ['a list for a node', { version: 1, name: 'x', durationMillis: 1, brokers: [[]] }, 'brokers[0]', /an object/],
    ['a node for a list', { version: 1, name: 'x', durationMillis: 1, brokers: {} }, 'brokers', /a list/],
    ['a number for a text in a list', { ...withBroker({}), topics: [{ name: 'T', brokers: ['a', 1] }] }, 'topics[0].brokers[1]', /a string/],
    ['a weight of nothing', withProgram([{ do: 'send', topic: 'T', keyWeights: [1, 0] }]), 'producers[0].program[0].keyWeights[1]', /at least 1/],
    ['a step with too much', withProgram([{ do: 'start', topic: 'T' }]), 'producers[0].program[0].topic', /^one of do$/],
    ['a step without its number', withProgram([{ do: 'sleep' }]), 'producers[0].program[0].millis', /a whole number of at least 0/],
    ['a fault without its link', withFault({ kind: 'cut-link', from: 'a' }), 'faults[0].fault.to', /a string/],
    ['a fault with too small a number', withFault({ kind: 'skew-clock', node: 'a', millis: -86_400_001 }), 'faults[0].fault.millis', /at least -86400000/],
    ['a fault at no moment', withFault({ kind: 'kill', node: 'a' }, {}), 'faults[0].when.event', /a string/],
    ['a fault at two moments', withFault({ kind: 'kill', node: 'a' }, { atMillis: 1, slice: 2 }), 'faults[0].when.slice', /one of atMillis/],
    ['a drill with too much', withDrill({ plan: [] }), 'drills[0].plan', /one of .*store/],
    ['a drill that is its own store', withDrill({ store: { name: 'd', host: '1.1.1.2' } }), 'name', /"d" is used twice/],
    ['an unknown fault', { ...withBroker({}), faults: [{ fault: { kind: 'curse', node: 'a' }, when: { atMillis: 1 } }] }, 'faults[0].fault.kind', /"kill"/],
  ])('%s', (_, json, path, expected) => {
    const error = errorOf(() => parseScenario(json))
    expect(error.path).toBe(path)
    expect(error.expected).toMatch(expected)
    expect(error.message).toMatch(/^[\w.[\]]*: expected .*, found ./)
  })
})

function withBroker(broker: object): Record<string, unknown> {
  return { version: 1, name: 'x', durationMillis: 1, brokers: [{ name: 'a', host: '1.1.1.1', ...broker }] }
}

function withFault(fault: object, when: object = { atMillis: 1 }): Record<string, unknown> {
  return { ...withBroker({}), faults: [{ fault, when }] }
}

function withDrill(drill: object): Record<string, unknown> {
  const whole = { name: 'd', host: '1.1.1.1', store: { name: 's', host: '1.1.1.2' }, ...drill }
  return { version: 1, name: 'x', durationMillis: 1, drills: [whole] }
}

function withProgram(program: object[]): Record<string, unknown> {
  return { version: 1, name: 'x', durationMillis: 1, producers: [{ name: 'p', host: '1.1.1.1', producerGroup: 'g', program }] }
}

function errorOf(action: () => unknown): ScenarioError {
  try {
    action()
  } catch (error) {
    if (error instanceof ScenarioError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}
