import { expect, test } from 'vitest'
import { clusterReportOf } from './clusterReport'
import { runClusterSeed } from './runClusterDrill'

const SEEDS = 1000
const PER_TEST = 125

test.each(Array.from({ length: SEEDS / PER_TEST }, (_, index) => 1 + index * PER_TEST))('seeds from %i on', (first) => {
  for (let seed = first; seed < first + PER_TEST; seed++) {
    const result = runClusterSeed(seed)
    if (result.problem === null) continue
    expect.fail(clusterReportOf(seed, result))
  }
})
