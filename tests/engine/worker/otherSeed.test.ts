import { describe, expect, test } from 'vitest'
import { sendsOf } from '../../../components/lesson/logic/runFacts'
import { parseScenario } from '../../../engine/adapters/scenario/parseScenario'
import type { Intervention } from '../../../engine/cluster/Fault'
import { SiteTable } from '../../../engine/trace/SiteTable'
import { memoryDisks } from '../../../engine/worker/DiskOwner'
import { keyOfSeed, keyWithFaults } from '../../../engine/worker/otherSeed'
import type { RunKey, RunModel } from '../../../engine/worker/protocol'
import { recordRun } from '../../../engine/worker/recordRun'
import { scenarioJson } from '../support/runCluster'

const scenario = parseScenario({ ...scenarioJson('send-call'), durationMillis: 4000 })

function keyWith(...interventions: readonly Intervention[]): RunKey {
  return { scenario: 'send-call', seed: 1, interventions, selector: null }
}

async function runOf(key: RunKey): Promise<RunModel> {
  const storage = { storage: 'memory', storageReason: null, diskOf: memoryDisks() } as const
  const sites = new SiteTable({ files: [], symbols: [], names: [], sites: [] })
  return (await recordRun(key, scenario, sites, storage, null, {}, 'events')).modelWith([])
}

/** When the faults of a run have come, in µs. */
function timesOf({ marks }: RunModel): number[] {
  return marks.filter(({ kind }) => kind === 'fault').map(({ time }) => time)
}

const KILL = { slice: 116, fault: { kind: 'kill', node: 'broker-b' } } as const
const RESTART = { slice: 250, fault: { kind: 'restart', node: 'broker-b' } } as const

describe('an experiment under another seed', () => {
  test('has its faults at the same times, whichever slices come there', async () => {
    const times = timesOf(await runOf(keyWith(KILL, RESTART)))
    expect(times).toHaveLength(2)
    for (const seed of [2, 3, 4]) {
      const key = await keyOfSeed(keyWith(KILL, RESTART), () => scenario, seed, null)
      expect(key.interventions.map(({ fault }) => fault)).toEqual([KILL.fault, RESTART.fault])
      const run = await runOf(key)
      expect(run.key.seed).toBe(seed)
      for (const [index, time] of timesOf(run).entries()) {
        expect(time).toBeGreaterThanOrEqual(times[index]!)
        expect(run.marks.filter((mark) => mark.time >= times[index]! && mark.time < time && mark.kind !== 'fault')).toEqual([])
      }
      expect(sendsOf(run).length).toBeGreaterThan(0)
    }
  })

  test('under its own seed is what it was', async () => {
    const key = keyWith(KILL, RESTART)
    expect(await keyOfSeed(key, () => scenario, 1, null)).toBe(key)
  })

  test('finds the slices of its faults by their times', async () => {
    const [killed, restarted] = timesOf(await runOf(keyWith(KILL, RESTART)))
    const faults = [{ fault: KILL.fault, time: killed! }, { fault: RESTART.fault, time: restarted! }]
    expect(await keyWithFaults(keyWith(), scenario, faults, null)).toEqual(keyWith(KILL, RESTART))
  })

  test('without faults differs in its seed only', async () => {
    expect(await keyOfSeed(keyWith(), () => scenario, 7, null)).toEqual({ ...keyWith(), seed: 7 })
  })
})
