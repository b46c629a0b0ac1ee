import { minimise, SCENARIO, type FuzzResult, type runPlan } from './runDrill'

/** Where `npm start` serves the site unless it is told otherwise. */
const SITE = 'http://localhost:3000/'

/** What is said of a seed that goes wrong: what, after which operations, and how to see it again. */
export function reportOf(seed: number, result: FuzzResult, diskOf?: Parameters<typeof runPlan>[1]): string {
  const { plan, problem } = minimise(result, diskOf)
  const { operations, ...rest } = plan
  return [
    `seed ${seed}: ${problem}`,
    `  ${JSON.stringify(rest)}`,
    ...operations.map((operation, index) => `  ${index}. ${JSON.stringify(operation)}`),
    `  replay: npm run fuzz -- --seeds ${seed}..${seed}`,
    `  on the site: ${SITE}en/learn/${SCENARIO}/#s=${SCENARIO}&seed=${seed}&v=1`,
  ].join('\n')
}
