import { CLUSTER_SCENARIO, minimiseClusterPlan, type ClusterFuzzResult } from './runClusterDrill'

/** Where `npm start` serves the site unless it is told otherwise. */
const SITE = 'http://localhost:3000/'

/** What is said of a seed that goes wrong: what, after which operations, and how to see it again. */
export function clusterReportOf(seed: number, result: ClusterFuzzResult): string {
  const { plan, problem } = minimiseClusterPlan(result)
  const { operations, ...rest } = plan
  return [
    `seed ${seed}: ${problem}`,
    `  ${JSON.stringify(rest)}`,
    ...operations.map((operation, index) => `  ${index}. ${JSON.stringify(operation)}`),
    `  replay: npm run cluster-drill -- --seeds ${seed}..${seed}`,
    `  on the site: ${SITE}en/learn/${CLUSTER_SCENARIO}/#s=${CLUSTER_SCENARIO}&seed=${seed}&v=1`,
  ].join('\n')
}
