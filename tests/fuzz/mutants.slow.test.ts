import { expect, test } from 'vitest'
import { findMutant, MAX_SEEDS } from './mutants/findMutant.mjs'
import { MUTANTS } from './mutants/mutants.mjs'

test.each(MUTANTS)('the drill finds the planted fault $name: $breaks', async (mutant) => {
  const found = await findMutant(mutant)
  expect(found?.seed ?? Infinity).toBeLessThanOrEqual(MAX_SEEDS)
})
