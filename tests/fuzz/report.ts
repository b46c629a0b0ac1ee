import type { Fuzzed, Fuzzer } from './Fuzzer'

/** Where `npm start` serves the site unless it is told otherwise. */
const SITE = 'http://localhost:3000/'

/** What is said of a seed that goes wrong: what, after which operations, and how to see it again. */
export function reportOf({ command, scenario }: Pick<Fuzzer, 'command' | 'scenario'>, seed: number, { plan, problem }: Fuzzed): string {
  const { operations, ...rest } = plan
  return [
    `seed ${seed}: ${problem}`,
    `  ${JSON.stringify(rest)}`,
    ...operations.map((operation, index) => `  ${index}. ${JSON.stringify(operation)}`),
    `  replay: npm run ${command} -- --seeds ${seed}..${seed}`,
    `  on the site: ${SITE}en/learn/${scenario}/#s=${scenario}&seed=${seed}&v=1`,
  ].join('\n')
}
