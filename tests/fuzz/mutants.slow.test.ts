import { expect, test } from 'vitest'
import { CLUSTER_MUTANTS } from './mutants/clusterMutants.mjs'
import { CLUSTER_DRILL, findMutant, STORE_DRILL } from './mutants/findMutant.mjs'
import { MUTANTS } from './mutants/mutants.mjs'

test.each(MUTANTS)('the drill finds the planted fault $name: $breaks', async (mutant) => {
  const found = await findMutant(mutant)
  expect(found?.seed ?? Infinity).toBeLessThanOrEqual(STORE_DRILL.maxSeeds)
})

test.each(CLUSTER_MUTANTS)('the cluster drill finds the planted fault $name: $breaks', async (mutant) => {
  const found = await findMutant(mutant, CLUSTER_DRILL)
  expect(found?.seed ?? Infinity).toBeLessThanOrEqual(CLUSTER_DRILL.maxSeeds)
})
