import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { buildSiteTable } from '../../../engine/adapters/instrumenter/site-table.mjs'
import { parseScenario } from '../../../engine/adapters/scenario/parseScenario'
import { Kernel } from '../../../engine/kernel/Kernel'
import { classOfPrototype } from '../../../engine/trace/probe'
import { SiteTable } from '../../../engine/trace/SiteTable'
import { memoryDisks } from '../../../engine/worker/DiskOwner'
import type { RunKey } from '../../../engine/worker/protocol'
import { recordRun } from '../../../engine/worker/recordRun'
import type { RunSession } from '../../../engine/worker/RunSession'
import { scenarioJson } from '../support/runCluster'

const KEY: RunKey = { scenario: 'send-call', seed: 1, interventions: [], selector: null }
/** These tests run over both builds: statements and variables exist in the traced one only. */
const isTraced = classOfPrototype(Kernel.prototype) !== null

function open(key = KEY, durationMillis = 3000): Promise<RunSession> {
  const scenario = parseScenario({ ...scenarioJson('send-call'), durationMillis })
  const sites = new SiteTable(buildSiteTable(path.resolve(import.meta.dirname, '../../..')))
  const storage = { storage: 'memory', storageReason: 'no-opfs', diskOf: memoryDisks() } as const
  return recordRun(key, scenario, sites, storage)
}

/** Places all over the run, in no particular order. */
function places(run: RunSession): number[] {
  return Array.from({ length: 40 }, (_, index) => Math.floor(((index * 0.618034) % 1) * run.trace.length))
}

describe('a run that has been opened', () => {
  let run: RunSession
  beforeAll(async () => {
    run = await open()
  })

  test('says the same of a moment, whenever and in whatever order it is asked', async () => {
    const other = await open()
    while (other.captureMore()) expect(other.moment(0)).toEqual(run.moment(0))
    for (const place of places(run)) expect(other.moment(place), `event ${place}`).toEqual(run.moment(place))
  })

  test('can be repeated while another one is being looked at', async () => {
    const other = await open()
    run.captureMore()
    other.captureMore()
    expect(other.model.traceHash).toBe(run.model.traceHash)
    expect(other.moment(other.trace.length - 1)).toEqual(run.moment(run.trace.length - 1))
  })

  test('finds a moment again by its slice and the distance from its beginning', () => {
    for (const place of places(run)) {
      const { slice, offset } = run.moment(place)
      expect(run.locate(slice, offset).event).toBe(place)
    }
  })

  test('stays at its ends when there is nothing more in that direction', () => {
    const last = run.trace.length - 1
    expect(run.moment(last + 100).event).toBe(last)
    expect(run.step(0, 'into', true).event).toBe(0)
  })

  test.runIf(isTraced)('is stepped into along the wire: to the name server, to the broker, and back each time', () => {
    const call = run.model.calls.find(({ label }) => label === 'producer.send(msg)')!
    const nodeAt = (event: number): string => run.model.threads.find(({ id }) => id === run.moment(event).thread)!.node
    const way = [run.moment(call.from).event]
    while (way.at(-1)! < call.to! && way.length < 6000) way.push(run.step(way.at(-1)!, 'into', false).event)
    expect(way).toEqual([...new Set(way)].sort((one, other) => one - other))
    const nodes = way.slice(0, -1).map(nodeAt)
    const visited = nodes.filter((node, index) => node !== nodes[index - 1])
    expect(visited.map((node) => node.replace(/-[ab]$/, ''))).toEqual([
      'order-service', 'namesrv', 'order-service', 'broker', 'order-service',
    ])
    for (let index = way.length - 1; index > way.length - 500; index--) {
      expect(run.step(way[index]!, 'into', true).event).toBe(way[index - 1])
    }
  })

  test.runIf(isTraced)('has the variables of the statement at the cursor', () => {
    const call = run.model.calls.find(({ label }) => label === 'producer.send(msg)')!
    const moment = run.step(call.from, 'into', false)
    expect(moment.variables.map(({ name }) => name)).toContain('this')
  })
})

test('a thread that tries the same for ever ends the run, which names it', async () => {
  const full = { slice: 60, fault: { kind: 'full-disk', node: 'broker-a' } } as const
  const run = await open({ ...KEY, interventions: [full] }, 100_000)
  const thread = run.model.threads.find(({ id }) => id === run.model.treading)
  expect(thread).toMatchObject({ name: 'AllocateMappedFileService', node: 'broker-a' })
  expect(run.trace.at(run.trace.length - 1).time).toBeLessThan(20_000_000)
  expect((await open(KEY, 100_000)).model.treading).toBeNull()
})
