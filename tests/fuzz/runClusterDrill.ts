import file from '../../content/scenarios/cluster-drill.json'
import { PakoCompressor } from '../../engine/adapters/zlib/PakoCompressor'
import { Cluster } from '../../engine/cluster/Cluster'
import type { ClusterDrillPlan } from '../../engine/cluster/clusterdrill/ClusterDrillPlan'
import { makeClusterDrillPlan } from '../../engine/cluster/clusterdrill/makeClusterDrillPlan'
import { nodesOfPlan } from '../../engine/cluster/clusterdrill/scenarioOfPlan'
import { parseScenario } from '../../engine/adapters/scenario/parseScenario'
import { MemoryDisk } from '../../engine/ports/memory/MemoryDisk'
import type { Fuzzed, Fuzzer } from './Fuzzer'
import { leaveOut } from './leaveOut'

const scenario = parseScenario(file)

/** How a plan has ended. */
interface ClusterFuzzResult extends Fuzzed {
  readonly plan: ClusterDrillPlan
}

/** The site's cluster, whose drill follows the plan. */
export function clusterDrillOf(plan: ClusterDrillPlan): Cluster {
  const options = { seed: plan.seed, interventions: [], selector: null, clusterDrillPlan: plan }
  return new Cluster(scenario, options, { compressor: new PakoCompressor(), diskOf: () => new MemoryDisk() })
}

/** Runs a plan to its end, or to the first promise that is broken. */
export function runClusterPlan(plan: ClusterDrillPlan): ClusterFuzzResult {
  const cluster = clusterDrillOf(plan)
  try {
    const how = cluster.run()
    return { plan, problem: problemOf(cluster, how) }
  } catch (error) {
    return { plan, problem: error instanceof Error ? error.stack ?? error.message : String(error) }
  }
}

function problemOf({ clusterDrill }: Cluster, how: string): string | null {
  const outcome = clusterDrill?.outcome ?? null
  if (outcome === null) return `the drill came to no end (${how})`
  if (!outcome.isJudged) return 'the drill was not judged'
  const { problem } = outcome
  if (problem === null) return null
  const cause = problem.cause instanceof Error ? `\n${problem.cause.stack}` : ''
  return `${problem.promise}: ${problem.detail}${cause}`
}

/** Runs the plan of a seed: the same run as on the site. */
export function runClusterSeed(seed: number): ClusterFuzzResult {
  return runClusterPlan(makeClusterDrillPlan(seed))
}

/**
 * Leaves out operations, and then groups of consumers, as long as the plan still goes wrong in the same way; what is left is mostly
 * to the point.
 */
function minimiseClusterPlan({ plan, problem }: ClusterFuzzResult): ClusterFuzzResult {
  const kind = kindOf(problem)
  let smallest: ClusterFuzzResult = { plan, problem }
  const isStillWrong = (smaller: ClusterDrillPlan): boolean => {
    const result = runClusterPlan(smaller)
    const isSameKind = kindOf(result.problem) === kind
    if (isSameKind) smallest = result
    return isSameKind
  }
  leaveOut(plan.operations, (operations) => isStillWrong({ ...plan, operations }))
  leaveOut(plan.consumers, (consumers) => isStillWrong(withConsumers(smallest.plan, consumers)))
  return smallest
}

/** The members that are left have other names: nothing happens to those that are not there any more. */
function withConsumers(plan: ClusterDrillPlan, consumers: ClusterDrillPlan['consumers']): ClusterDrillPlan {
  const gone = new Set(nodesOfPlan(plan).consumers)
  for (const name of nodesOfPlan({ ...plan, consumers }).consumers) gone.delete(name)
  const operations = plan.operations.filter((each) => each.do !== 'fault' || !Object.values(each.fault).some((name) => gone.has(String(name))))
  return { ...plan, consumers, operations }
}

export const CLUSTER_FUZZER: Fuzzer<ClusterFuzzResult> = {
  command: 'cluster-drill',
  scenario: 'cluster-drill',
  seeds: 1000,
  run: runClusterSeed,
  minimise: minimiseClusterPlan,
}

/** The promise that is broken. */
function kindOf(problem: string | null): string | null {
  return problem === null ? null : problem.split(':')[0]!
}
