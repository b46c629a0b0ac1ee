import file from '../../content/scenarios/store-drill.json'
import { PakoCompressor } from '../../engine/adapters/zlib/PakoCompressor'
import type { ClusterEnvironment } from '../../engine/cluster/Cluster'
import { Cluster } from '../../engine/cluster/Cluster'
import type { DrillPlan } from '../../engine/cluster/drill/DrillPlan'
import { makeDrillPlan } from '../../engine/cluster/drill/makeDrillPlan'
import type { StoreDrillNode } from '../../engine/cluster/drill/StoreDrillNode'
import { parseScenario } from '../../engine/adapters/scenario/parseScenario'
import { MemoryDisk } from '../../engine/ports/memory/MemoryDisk'
import type { Fuzzed, Fuzzer } from './Fuzzer'
import { leaveOut } from './leaveOut'

/** The scenario that the site opens with the same seed. */
export const SCENARIO = 'store-drill'

const scenario = parseScenario(file)

/** Makes the disk of a node. */
type DiskOf = ClusterEnvironment['diskOf']

/** How a plan ended. */
export interface FuzzResult extends Fuzzed {
  readonly plan: DrillPlan
  /** The operation after which it wasn't; its number in the plan. */
  readonly step: number
}

/** The site's cluster, whose drill follows the plan. */
export function drillCluster(plan: DrillPlan, diskOf: DiskOf = () => new MemoryDisk()): Cluster {
  const options = { seed: plan.seed, interventions: [], selector: null, drillPlan: plan }
  return new Cluster(scenario, options, { compressor: new PakoCompressor(), diskOf })
}

/** Runs a plan from the first operation to the last, or to the first that goes wrong. */
export function runPlan(plan: DrillPlan, diskOf?: DiskOf): FuzzResult {
  const cluster = drillCluster(plan, diskOf)
  const drill = cluster.drills[0]!
  const problem = run(cluster, drill)
  return { plan, problem, step: drill.outcome?.step ?? drill.currentStep }
}

/** @returns what is wrong; null: nothing */
function run(cluster: Cluster, drill: StoreDrillNode): string | null {
  try {
    return problemOf(drill, cluster.run())
  } catch (error) {
    // A broken invariant, or threads that wait for each other.
    return error instanceof Error ? `${error.message}\n${error.stack}` : String(error)
  }
}

function problemOf({ outcome, process }: StoreDrillNode, how: string): string | null {
  if (outcome === null) {
    const waiting = [...(process?.threads ?? [])].map(({ name, waitingFor }) => `${name} waits for ${waitingFor}`)
    return `the drill came to no end (${how}): ${waiting.join(', ')}`
  }
  const { problem } = outcome
  if (problem === null) return null
  return problem.cause instanceof Error ? `${problem.detail}\n${problem.cause.stack}` : problem.detail
}

/** Shrinks a plan that goes wrong: leaves out operations while it still does. */
export function minimise({ plan, step }: FuzzResult, diskOf?: DiskOf): FuzzResult {
  let smallest = runPlan({ ...plan, operations: plan.operations.slice(0, step + 1) }, diskOf)
  if (smallest.problem === null) smallest = runPlan(plan, diskOf)
  leaveOut(smallest.plan.operations, (operations) => {
    const result = runPlan({ ...plan, operations }, diskOf)
    if (result.problem !== null) smallest = result
    return result.problem !== null
  })
  return smallest
}

/** Runs the plan of a seed: the same run as on the site. */
export function runSeed(seed: number, diskOf?: DiskOf): FuzzResult {
  return runPlan(makeDrillPlan(seed), diskOf)
}

export const STORE_FUZZER: Fuzzer<FuzzResult> = { command: 'fuzz', scenario: SCENARIO, seeds: 2000, run: runSeed, minimise }
