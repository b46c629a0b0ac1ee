import { expect, test } from 'vitest'
import { CLUSTER_MUTANTS } from './mutants/clusterMutants.mjs'
import { CLUSTER_DRILL, findMutant, STORE_DRILL } from './mutants/findMutant.mjs'
import foundBy from './mutants/foundBy.json'
import { MUTANTS } from './mutants/mutants.mjs'

/** The seeds that found them when `npm run fuzz -- --mutants` last looked: tried first, as the search takes minutes. */
const LIKELY: Readonly<Record<string, number>> = foundBy

test.each(MUTANTS)('the drill finds the planted fault $name: $breaks', async (mutant) => {
  const found = await findMutant(mutant, STORE_DRILL, LIKELY[mutant.name] ?? null)
  expect(found?.seed ?? Infinity).toBeLessThanOrEqual(STORE_DRILL.maxSeeds)
})

test.each(CLUSTER_MUTANTS)('the cluster drill finds the planted fault $name: $breaks', async (mutant) => {
  const found = await findMutant(mutant, CLUSTER_DRILL, LIKELY[mutant.name] ?? null)
  expect(found?.seed ?? Infinity).toBeLessThanOrEqual(CLUSTER_DRILL.maxSeeds)
})
