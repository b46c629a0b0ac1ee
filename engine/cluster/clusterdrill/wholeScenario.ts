import type { Scenario } from '../Scenario'
import type { ClusterDrillPlan } from './ClusterDrillPlan'
import { makeClusterDrillPlan } from './makeClusterDrillPlan'
import { scenarioOfPlan } from './scenarioOfPlan'

/** What a cluster drill does in a run with this seed; null for a scenario without one. */
export function clusterDrillPlanOf({ clusterDrill }: Scenario, seed: number): ClusterDrillPlan | null {
  return clusterDrill === null ? null : makeClusterDrillPlan(seed)
}

/** The scenario with all nodes that a run with this seed has. */
export function wholeScenario(scenario: Scenario, seed: number): Scenario {
  const plan = clusterDrillPlanOf(scenario, seed)
  return plan === null ? scenario : scenarioOfPlan(scenario, plan)
}
