import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { hasPending } from '../../../components/pending/logic/hasPending'
import { pendingAt, shareWaited, type PendingMessages } from '../../../components/pending/logic/pendingAt'
import { ownRun } from '../../../content/ownRun'
import { parseScenario } from '../../../engine/adapters/scenario/parseScenario'
import type { Intervention, RunModel } from '../../../engine/worker/protocol'
import { runCluster, scenarioJson } from '../../engine/support/runCluster'

const SCENARIOS = path.resolve(import.meta.dirname, '../../../content/scenarios')
const FILE = path.join(SCENARIOS, 'kinds.json')
const run = await ownRun(FILE)

/** The view right after the last event at or before a time in ms. */
function at(millis: number, of: RunModel = run): PendingMessages {
  return pendingAt(of, of.marks.findLast(({ time }) => time <= millis * 1000)!.event)
}

function half(millis: number, keys: string, of: RunModel = run): PendingMessages['halves'][number] | undefined {
  return at(millis, of).halves.find((each) => each.keys === keys)
}

const cluster = await runCluster(parseScenario(scenarioJson('kinds')))

/** The broker dies right before a slice, and is back a little later. */
function brokenAt(slice: number): { readonly interventions: readonly Intervention[] } {
  const fault = (kind: 'kill' | 'restart', when: number): Intervention => ({ slice: when, fault: { kind, node: 'broker-a' } })
  return { interventions: [fault('kill', slice), fault('restart', slice + 20)] }
}

describe('delayed messages', () => {
  test('wait, each as long as its level says, and are delivered when they are due', () => {
    const [first, second] = at(9500).delayed
    expect(first).toMatchObject({ keys: 'remind-1', level: 3, deliveredAt: null, deliveries: 0 })
    expect(second).toMatchObject({ keys: 'remind-2', level: 2, deliveredAt: null })
    expect(Math.round((first!.dueAt! - first!.storedAt) / 1000)).toBe(10_000)
    expect(shareWaited(first!, first!.storedAt + 5_000_000)).toBe(0.5)
    const later = at(18_500).delayed
    for (const { deliveredAt, dueAt, deliveredTo, deliveries } of later) {
      expect(deliveredAt).toBeGreaterThanOrEqual(dueAt!)
      expect(deliveredAt).toBeLessThan(dueAt! + 110_000)
      expect([deliveredTo.split('/')[0], deliveries]).toEqual(['Reminder', 1])
    }
    expect(shareWaited(later[0]!, 0)).toBe(1)
  })

  test('are delivered again by a broker that had not written down how far it was', async () => {
    const { slice } = cluster.of('log-append').find(({ topic, keys }) => topic === 'Reminder' && keys === 'remind-2')!
    const other = await ownRun(FILE, brokenAt(slice + 1))
    expect(at(30_000, other).delayed.find(({ keys }) => keys === 'remind-2')).toMatchObject({ deliveries: 2 })
  })
})

describe('halves of transactions', () => {
  test('are open until the broker hears how they end, and on record a little later', () => {
    expect(half(19_100, 'pay-1')).toMatchObject({ numbers: [0], local: null, outcome: 'open', isNoted: false, deliveries: 0 })
    expect(half(20_000, 'pay-1')).toMatchObject({ local: 'COMMIT_MESSAGE', outcome: 'committed', isNoted: false, deliveries: 1, asked: 0 })
    expect(half(24_500, 'pay-1')).toMatchObject({ isNoted: true })
    expect(half(24_500, 'pay-2')).toMatchObject({ local: 'ROLLBACK_MESSAGE', outcome: 'rolled-back', deliveries: 0, isNoted: true })
  })

  test('of which nothing was heard are put back, asked about, and answered by another producer of the group', () => {
    expect(half(25_000, 'pay-3')).toMatchObject({ numbers: [2], local: 'COMMIT_MESSAGE', outcome: 'open', asked: 0 })
    expect(half(39_000, 'pay-3')).toMatchObject({
      numbers: [2, 3], asked: 1, answer: 'COMMIT_MESSAGE', outcome: 'committed', deliveries: 1, isNoted: true,
    })
    expect(at(39_000).halves).toHaveLength(3)
  })

  test('whose broker dies before the record is written are asked about and delivered once more', async () => {
    const { slice } = cluster.of('half-message').find(({ what, keys }) => what === 'committed' && keys === 'pay-1')!
    const other = await ownRun(FILE, brokenAt(slice + 1))
    expect(half(20_500, 'pay-1', other)).toMatchObject({ outcome: 'committed', deliveries: 1, isNoted: false })
    expect(half(55_900, 'pay-1', other)).toMatchObject({ numbers: [0, expect.any(Number)], asked: 1, outcome: 'committed', deliveries: 2 })
  })
})

test('a run without either has nothing to show', async () => {
  const other = await ownRun(path.join(SCENARIOS, 'send-call.json'))
  expect([hasPending(run), hasPending(other)]).toEqual([true, false])
  expect(at(3000, other)).toEqual({ delayed: [], halves: [] })
})
