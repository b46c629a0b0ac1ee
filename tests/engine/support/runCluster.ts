import { readFileSync } from 'node:fs'
import path from 'node:path'
import { runScenario, type RunResult } from '../../../engine/adapters/run/runScenario'
import { PakoCompressor } from '../../../engine/adapters/zlib/PakoCompressor'
import type { Cluster, ClusterOptions } from '../../../engine/cluster/Cluster'
import { parseScenario } from '../../../engine/adapters/scenario/parseScenario'
import type { Scenario } from '../../../engine/cluster/Scenario'
import type { Disk } from '../../../engine/ports/Disk'
import { MemoryDisk } from '../../../engine/ports/memory/MemoryDisk'
import type { TraceEvent, TraceEventOf, TraceEventType } from '../../../engine/trace/events'

const SCENARIOS = path.resolve(import.meta.dirname, '../../../content/scenarios')

/** A scenario's JSON, to be changed before it is parsed. */
export function scenarioJson(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(path.join(SCENARIOS, `${name}.json`), 'utf8')) as Record<string, unknown>
}

/** A cluster of two brokers whose producer does what `program` says; `more` replaces parts of it. */
export function scenario(program: readonly object[], more: Record<string, unknown> = {}): Scenario {
  const base = scenarioJson('send-call')
  const producer = { ...(base['producers'] as object[])[0]!, program }
  return parseScenario({ ...base, durationMillis: 30_000, producers: [producer], ...more })
}

export const START = { do: 'start' }

export function send(more: object = {}): object {
  return { do: 'send', topic: 'OrderPaid', body: 'paid', ...more }
}

interface Moment {
  readonly millis: number
  readonly slice: number
}

export interface ClusterRun extends RunResult {
  /** Each event with its virtual time in ms, and the slice that it is in. */
  readonly events: ReadonlyArray<TraceEvent & Moment>
  readonly disks: ReadonlyMap<string, Disk>
  of<T extends TraceEventType>(type: T): Array<TraceEventOf<T> & Moment>
}

export async function runCluster(
  spec: Scenario,
  options: Partial<ClusterOptions> = {},
  diskOf: (node: string) => Disk = () => new MemoryDisk(),
  prepare: (cluster: Cluster) => void = () => {},
): Promise<ClusterRun> {
  const events: Array<TraceEvent & Moment> = []
  const disks = new Map<string, Disk>()
  const result = await runScenario(
    spec,
    { seed: spec.seed, interventions: [], selector: null, ...options },
    {
      compressor: new PakoCompressor(),
      diskOf: (node) => {
        const disk = diskOf(node)
        disks.set(node, disk)
        return disk
      },
      prepare: (cluster) => {
        const { kernel } = cluster
        cluster.listen({
          emit: (event) => events.push({ ...(event as TraceEvent), millis: kernel.now / 1000, slice: kernel.slice }),
        })
        prepare(cluster)
      },
    },
  )
  const of: ClusterRun['of'] = (type) => events.filter((event) => event.type === type) as never
  return { ...result, events, disks, of }
}
