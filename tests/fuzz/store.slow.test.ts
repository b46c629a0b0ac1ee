import { expect, test } from 'vitest'
import { minimise, runSeed } from './store/runPlan'

const SEEDS = 2000
const PER_TEST = 250

test.each(Array.from({ length: SEEDS / PER_TEST }, (_, index) => 1 + index * PER_TEST))('seeds from %i on', (first) => {
  for (let seed = first; seed < first + PER_TEST; seed++) {
    const result = runSeed(seed)
    if (result.problem === null) continue
    const { problem, plan } = minimise(result)
    const operations = plan.operations.map((operation) => JSON.stringify(operation)).join('\n  ')
    expect.fail(`${problem}\n  ${operations}\nreplay: npm run fuzz -- --seeds ${seed}..${seed}`)
  }
})
