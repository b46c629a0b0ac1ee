import { expect, test } from 'vitest'
import { decodeLink } from '../../components/stepper/logic/url'
import { TraceHasher } from '../../engine/adapters/hash/TraceHasher'
import { runScenario } from '../../engine/adapters/run/runScenario'
import { PakoCompressor } from '../../engine/adapters/zlib/PakoCompressor'
import { makeDrillPlan } from '../../engine/cluster/drill/makeDrillPlan'
import { parseScenario } from '../../engine/adapters/scenario/parseScenario'
import type { Blocking } from '../../engine/kernel/Blocking'
import type { DiskFile } from '../../engine/ports/Disk'
import { MemoryDisk } from '../../engine/ports/memory/MemoryDisk'
import { scenarioJson } from '../engine/support/runCluster'
import { reportOf } from './report'
import { drillCluster, minimise, runSeed, SCENARIO, STORE_FUZZER } from './runDrill'

/** Says that it has written, and hasn't, once a file is long enough. */
class LyingDisk extends MemoryDisk {
  override *open(path: string, create: boolean): Blocking<DiskFile> {
    const file = yield* super.open(path, create)
    const write = file.write.bind(file)
    file.write = (position, bytes) => (position < 8192 ? write(position, bytes) : undefined)
    return file
  }
}

const lying = (): LyingDisk => new LyingDisk()

function firstFailure(): number {
  for (let seed = 1; seed < 40; seed++) if (runSeed(seed, lying).problem !== null) return seed
  throw new Error('forty seeds have not found out a disk that lies')
}

test('a disk that lies is found out, and the report says how to see it again: in Node and on the site', () => {
  const seed = firstFailure()
  const report = reportOf(STORE_FUZZER, seed, minimise(runSeed(seed, lying), lying))
  expect(report).toMatch(/^seed \d+: .*(message|log|entry|record)/)
  expect(report).toContain(`replay: npm run fuzz -- --seeds ${seed}..${seed}\n`)
  const url = new URL(/on the site: (\S+)$/.exec(report)![1]!)
  expect(url.pathname).toBe('/en/learn/store-drill/')
  const { link } = decodeLink(url.hash, [SCENARIO])
  expect(link!.key).toEqual({ scenario: SCENARIO, seed, interventions: [], selector: null })
})

test('the fuzzer’s run is the run of the scenario: a broken promise is an event of it, and ends it', async () => {
  const seed = firstFailure()
  const scenario = parseScenario(scenarioJson(SCENARIO))
  const events: Array<{ readonly type: string; readonly detail?: string; readonly operation?: number }> = []
  const { cluster } = await runScenario(scenario, { seed, interventions: [], selector: null }, {
    compressor: new PakoCompressor(),
    diskOf: lying,
    prepare: (made) => made.listen({ emit: (event) => events.push(event) }),
  })
  const fuzzed = runSeed(seed, lying)
  const broken = events.filter(({ type }) => type === 'promise-broken')
  expect(broken).toHaveLength(1)
  expect(fuzzed.problem).toContain(broken[0]!.detail)
  expect(broken[0]!.operation).toBe(fuzzed.step + 1)
  expect(events.findIndex(({ type }) => type === 'promise-broken')).toBeGreaterThan(events.length - 10)
  expect(cluster.drills[0]!.outcome!.problem!.detail).toBe(broken[0]!.detail)
})

test.each([1, 3, 17])('seed %i: the fuzzer, which records nothing, and the scenario have the same trace', async (seed) => {
  const options = { seed, interventions: [], selector: null }
  const environment = { compressor: new PakoCompressor(), diskOf: () => new MemoryDisk() }
  const shown = await runScenario(parseScenario(scenarioJson(SCENARIO)), options, environment)
  const fuzzed = drillCluster(makeDrillPlan(seed))
  const hasher = new TraceHasher(fuzzed.kernel)
  fuzzed.listen(hasher)
  fuzzed.run()
  expect(hasher.digest()).toBe(shown.traceHash)
  expect(fuzzed.drills[0]!.outcome).toEqual(shown.cluster.drills[0]!.outcome)
})

test('who breaks something of his own ends the drill, and no promise is said to be broken', () => {
  for (const kind of ['kill', 'power-cut', 'full-disk', 'broken-disk', 'shutdown'] as const) {
    for (const node of ['store', 'drill']) {
      const cluster = drillCluster(makeDrillPlan(3))
      const broken: unknown[] = []
      cluster.listen({ types: new Set(['promise-broken']), emit: (event) => broken.push(event) })
      cluster.kernel.atSlice(200, () => cluster.apply({ kind, node }))
      cluster.kernel.schedule(5_000_000, 'again', () => cluster.apply({ kind: 'restart', node }))
      cluster.run({ time: 600_000_000 })
      expect(broken, `${kind} ${node}`).toEqual([])
    }
  }
})
