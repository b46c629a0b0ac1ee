import { describe, expect, it } from 'vitest'
import type { Load } from '../../../engine/cluster/Load'
import { brokerOfTheMiddle, loadScenario, queuesInTheEnd } from '../../../engine/cluster/loadScenario'
import { parseScenario } from '../../../engine/adapters/scenario/parseScenario'
import { ScenarioError } from '../../../engine/cluster/ScenarioError'
import type { ClusterRun } from '../support/runCluster'
import { runCluster } from '../support/runCluster'

const LOAD: Load = { messages: 60, keys: 'uniform', distinctKeys: 10, brokers: 2, queues: 4, middle: 'nothing' }

function run(load: Partial<Load>, selector: 'hash' | 'round-robin' | 'random' = 'hash', seed = 1): Promise<ClusterRun> {
  return runCluster(loadScenario({ ...LOAD, ...load }), { selector, seed })
}

function keysOf(result: ClusterRun): string[] {
  return result.of('log-append').map(({ keys }) => keys ?? '')
}

function shareOf(keys: readonly string[], key: string): number {
  return keys.filter((each) => each === key).length / keys.length
}

describe('loadScenario', () => {
  it.each(['nothing', 'broker-dies', 'queues-added', 'broker-slow'] as const)('is a valid scenario: %s', (middle) => {
    const scenario = loadScenario({ ...LOAD, middle })
    const json = JSON.stringify(scenario, (_, value: unknown) => value ?? undefined)
    expect(parseScenario(JSON.parse(json))).toEqual(scenario)
  })

  it.each([
    ['messages', 0], ['messages', 10_001], ['messages', 1.5], ['distinctKeys', 0], ['distinctKeys', 1001],
    ['brokers', 0], ['brokers', 7], ['queues', 0], ['queues', 17], ['keys', 'many'], ['middle', 'tea'],
  ])('refuses %s = %s and says what it expects', (field, value) => {
    const attempt = (): unknown => loadScenario({ ...LOAD, [field]: value })
    expect(attempt).toThrow(ScenarioError)
    expect(attempt).toThrow(`load.${field}`)
  })

  it('tells the rooms of the brokers by their names', () => {
    const names = loadScenario({ ...LOAD, brokers: 3 }).brokers.map(({ name }) => name)
    expect(names).toEqual(['room1-broker-a', 'room2-broker-b', 'room1-broker-c'])
  })

  it('sends every message, the same keys for the same seed whatever the strategy, others for another', async () => {
    const [hash, random, other] = [await run({}), await run({}, 'random'), await run({}, 'hash', 2)]
    expect(keysOf(hash)).toHaveLength(60)
    expect(keysOf(random)).toEqual(keysOf(hash))
    expect(keysOf(other)).not.toEqual(keysOf(hash))
    expect(hash.cluster.outcomes.acknowledgedCount).toBe(60)
  })

  it('draws keys evenly, by Zipf’s law, or half of the time the same one', async () => {
    const draw = async (keys: Load['keys']): Promise<string[]> => keysOf(await run({ keys, messages: 600 }, 'round-robin'))
    expect(shareOf(await draw('uniform'), 'order-0')).toBeLessThan(0.2)
    const skewed = await draw('skewed')
    expect(shareOf(skewed, 'order-0') / shareOf(skewed, 'order-1')).toBeCloseTo(2, 0)
    expect(shareOf(await draw('hot'), 'order-0')).toBeCloseTo(0.5, 1)
  })

  it('has the first broker die with half of the messages sent', async () => {
    const load = { messages: 400, middle: 'broker-dies' } as const
    const result = await run(load, 'round-robin')
    const [fault] = result.of('fault')
    expect(fault).toMatchObject({ what: 'kill', target: brokerOfTheMiddle({ ...LOAD, ...load }) })
    const before = result.of('log-append').filter(({ millis }) => millis < fault!.millis)
    expect(before).toHaveLength(200)
    const { outcomes } = result.cluster
    expect(outcomes.sentCount).toBe(400)
    expect(outcomes.sentCount - outcomes.acknowledgedCount).toBeGreaterThan(0)
    // The application learns of it sooner or later: the last messages find a queue that lives.
    expect(result.of('client-call-ended').slice(-20).every(({ outcome }) => outcome === 'returned')).toBe(true)
  })

  it('has queues added between the halves, and all of the second half knows them', async () => {
    const load = { ...LOAD, middle: 'queues-added' } as const
    const result = await run(load, 'round-robin')
    const queues = result.of('log-append').map(({ queueId }) => queueId)
    expect(queues).toHaveLength(60)
    expect(Math.max(...queues.slice(0, 30))).toBe(load.queues - 1)
    const second = result.of('log-append').slice(30)
    expect(new Set(second.slice(0, 12).map(({ host, queueId }) => `${host}/${queueId}`)).size).toBe(12)
    expect(queuesInTheEnd(load)).toBe(6)
  })

  it('has the first broker turn slow', async () => {
    const result = await run({ middle: 'broker-slow' }, 'round-robin')
    const calls = result.of('client-call-started').slice(1)
    const ends = result.of('client-call-ended').slice(1)
    const costs = calls.map(({ millis }, index) => ends[index]!.millis - millis)
    expect(Math.max(...costs.slice(0, 30))).toBeLessThan(5)
    // The 31st message is due at the seventh of eight queues.
    expect(costs.slice(30).filter((cost) => cost > 100)).toHaveLength(16)
    expect(result.cluster.outcomes.acknowledgedCount).toBe(60)
  })

  it.each(['nothing', 'broker-dies', 'queues-added', 'broker-slow'] as const)('ends even at its worst: %s', async (middle) => {
    const result = await run({ messages: 300, distinctKeys: 1, brokers: 1, queues: 1, middle })
    expect(result.of('client-call-ended').filter(({ process }) => process === 'order-service')).toHaveLength(301)
  })
})
