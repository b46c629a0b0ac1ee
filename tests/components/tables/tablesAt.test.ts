import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { hasTables } from '../../../components/tables/logic/hasTables'
import { tablesAt, type NameServerTables, type RouteTables } from '../../../components/tables/logic/tablesAt'
import { attemptedRun, ownRun } from '../../../content/ownRun'
import type { RunModel } from '../../../engine/worker/protocol'

const SCENARIOS = path.resolve(import.meta.dirname, '../../../content/scenarios')
const file = (name: string): string => path.join(SCENARIOS, `${name}.json`)

const registration = await ownRun(file('registration'))
const ways = await ownRun(file('two-ways-out'))
const leaders = await ownRun(file('no-leader'))

/** The view right after the last event at or before a time in ms. */
function at(millis: number, run: RunModel): RouteTables {
  return tablesAt(run, run.marks.findLast(({ time }) => time <= millis * 1000)?.event ?? 0)
}

function server(millis: number, run: RunModel, name = 'namesrv'): NameServerTables {
  return at(millis, run).servers.find(({ node }) => node === name)!
}

describe('the tables of a name server', () => {
  test('are empty at first, and then have each broker, its topics and how long it has been silent', () => {
    expect(server(20, registration, 'namesrv-1')).toMatchObject({ isDown: false, brokers: [], topics: [], lock: null })
    const { brokers, topics } = server(1000, registration, 'namesrv-1')
    expect(brokers).toMatchObject([{ name: 'broker-a', cluster: 'DefaultCluster', id: 0, address: '10.0.0.21:10911' }])
    expect(topics.find(({ topic }) => topic === 'OrderPaid')).toMatchObject({
      isSystem: false, parts: [{ broker: 'broker-a', readQueues: 4, writeQueues: 4, perm: 'RW-' }],
    })
    expect(topics.filter(({ isSystem }) => !isSystem).map(({ topic }) => topic)).toEqual(['OrderPaid', 'TBW102'])
    const [early, later] = [9000, 11_000].map((millis) => server(millis, registration, 'namesrv-1').brokers[0]!)
    expect(later!.heardAt - early!.heardAt).toBeGreaterThan(9_000_000)
  })

  test('lose what a broker had when it is struck off: at once, or after two minutes', () => {
    const names = (millis: number): string[] => server(millis, ways).brokers.map(({ name }) => name).sort()
    expect([11_000, 12_001, 130_000, 130_010].map(names)).toEqual([
      ['broker-a', 'broker-b', 'broker-c'], ['broker-a', 'broker-b'], ['broker-a', 'broker-b'], ['broker-a'],
    ])
    expect(server(130_010, ways).topics.find(({ topic }) => topic === 'OrderPaid')!.parts.map(({ broker }) => broker)).toEqual(['broker-a'])
    expect(server(130_010, ways).topics.some(({ topic }) => topic === 'broker-b')).toBe(false)
  })

  test('are gone with its process', () => {
    expect(server(29_000, leaders, 'namesrv-1').brokers).toHaveLength(2)
    expect(server(31_000, leaders, 'namesrv-1')).toMatchObject({ isDown: true, brokers: [], topics: [] })
  })

  test('and are filled again from nothing when it comes back', async () => {
    const restart = { atMillis: 31_000, fault: { kind: 'restart', node: 'namesrv-1' } } as const
    const run = await attemptedRun(file('no-leader'), { faults: [restart] })
    expect(server(31_500, run, 'namesrv-1')).toMatchObject({ isDown: false, brokers: [] })
    expect(server(45_000, run, 'namesrv-1').brokers.map(({ name }) => name).sort()).toEqual(['broker-a', 'broker-b'])
  })
})

describe('the lock on them', () => {
  const lockAt = (millis: number): NameServerTables['lock'] => server(millis, registration, 'namesrv-1').lock
  const readers = (count: number, from = 1): string[] => Array.from({ length: count }, (_, index) => `ClientRequestExecutorThread_${from + index}`)

  test('has several readers, a writer that waits for them, and a reader that waits behind the writer', () => {
    expect(lockAt(3001)).toEqual({ writer: null, readers: readers(3), waiting: [] })
    expect(lockAt(3002)).toEqual({ writer: null, readers: readers(3), waiting: [{ thread: 'RemotingExecutorThread_2', mode: 'write' }] })
    expect(lockAt(3003)!.waiting).toEqual([
      { thread: 'RemotingExecutorThread_2', mode: 'write' }, { thread: 'ClientRequestExecutorThread_4', mode: 'read' },
    ])
  })

  test('has one writer, and nobody beside it', () => {
    expect(lockAt(3005)).toMatchObject({ writer: 'RemotingExecutorThread_2', readers: [] })
    expect(lockAt(3008)).toEqual({ writer: null, readers: readers(4, 4), waiting: [] })
    expect(lockAt(3011)).toMatchObject({ writer: null, waiting: [] })
  })

  test('is not shown where it takes no time', () => {
    expect(server(3002, registration, 'namesrv-2').lock).toBeNull()
  })
})

describe('what clients believe', () => {
  test('may have brokers that no table has any more', () => {
    const [route] = at(20_000, ways).routes
    expect(route).toMatchObject({ node: 'order-service', topic: 'OrderPaid', role: 'producer' })
    expect(route!.brokers).toEqual([
      { name: 'broker-b', isGone: false }, { name: 'broker-c', isGone: true }, { name: 'broker-a', isGone: false },
    ])
    expect(at(32_000, ways).routes[0]!.brokers.map(({ name }) => name)).toEqual(['broker-b', 'broker-a'])
  })

  test('is not called outdated when there is no name server to say so', () => {
    expect(at(60_000, leaders).routes.flatMap(({ brokers }) => brokers).some(({ isGone }) => isGone)).toBe(false)
  })
})

test('a run has the picture if there are several name servers, a broker is struck off, or the lock is seen', async () => {
  expect([registration, ways, leaders].map((run) => hasTables(run))).toEqual([true, true, true])
  expect(hasTables(await ownRun(file('send-call')))).toBe(false)
})
