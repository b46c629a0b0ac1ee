import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseScenario } from '../../../engine/cluster/parseScenario'
import { ScenarioError } from '../../../engine/cluster/ScenarioError'
import { scenarioJson } from '../support/runCluster'

const FOLDER = path.resolve(import.meta.dirname, '../../../content/scenarios')
const names = readdirSync(FOLDER).filter((file) => file.endsWith('.json')).map((file) => file.replace('.json', ''))

describe('scenarios', () => {
  test.each(names)('%s is a scenario, under its own name', (name) => {
    expect(parseScenario(scenarioJson(name)).name).toBe(name)
  })

  test('what is left out has its default', () => {
    const scenario = parseScenario({ version: 1, name: 'x', durationMillis: 5, nameServers: [{ name: 'n', host: '1.1.1.1' }] })
    expect(scenario.seed).toBe(1)
    expect(scenario.network).toEqual({ latencyMicros: 200, bytesPerMicro: 125 })
    expect(scenario.nameServers[0]!.port).toBe(9876)
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
    ['a fault at a node that is not there', { ...withBroker({}), faults: [{ fault: { kind: 'kill', node: 'z' }, when: { atMillis: 1 } }] }, 'faults', /nodes that exist/],
    ['a drill without a store', withDrill({ store: undefined }), 'drills[0].store.name', /a string/],
    ['a drill with too much', withDrill({ plan: [] }), 'drills[0].plan', /one of .*store/],
    ['a drill that is its own store', withDrill({ store: { name: 'd', host: '1.1.1.2' } }), 'name', /"d" is used twice/],
    ['an unknown fault', { ...withBroker({}), faults: [{ fault: { kind: 'curse', node: 'a' }, when: { atMillis: 1 } }] }, 'faults[0].fault.kind', /"kill"/],
  ])('%s', (_, json, path, expected) => {
    const error = errorOf(() => parseScenario(json))
    expect(error.path).toBe(path)
    expect(error.expected).toMatch(expected)
    expect(error.message).toContain('found')
  })
})

function withBroker(broker: object): Record<string, unknown> {
  return { version: 1, name: 'x', durationMillis: 1, brokers: [{ name: 'a', host: '1.1.1.1', ...broker }] }
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
