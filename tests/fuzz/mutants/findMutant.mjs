import { bundleForNode } from '../../../.ci/support/bundle.mjs'
import { capture } from '../../../.ci/support/command.mjs'

/** A planted fault must be found within this many seeds. */
export const MAX_SEEDS = 2000

/**
 * Fuzzes a store with a planted fault in it, seed after seed, up to the first that finds it.
 * @param {import('../../../.ci/support/mutate.mjs').Mutant} mutant
 * @returns {Promise<{ seed: number, problem: string } | null>} null when no seed has found it
 */
export async function findMutant(mutant) {
  const program = await bundleForNode('tests/fuzz/fuzz.ts', { name: `mutants/${mutant.name}`, mutant })
  const { code, stdout } = await capture(process.execPath, [program, '--seeds', `1..${MAX_SEEDS}`, '--first'])
  if (code === 0) return null
  return JSON.parse(stdout)
}
