import { expect, test } from 'vitest'
import { reportOf } from './report'
import { runSeed } from './runDrill'

const SEEDS = 2000
const PER_TEST = 250

test.each(Array.from({ length: SEEDS / PER_TEST }, (_, index) => 1 + index * PER_TEST))('seeds from %i on', (first) => {
  for (let seed = first; seed < first + PER_TEST; seed++) {
    const result = runSeed(seed)
    if (result.problem === null) continue
    expect.fail(reportOf(seed, result))
  }
})
