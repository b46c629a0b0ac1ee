import { bundleForNode } from '../../../.ci/support/bundle.mjs'
import { capture } from '../../../.ci/support/command.mjs'

/**
 * A drill, and within how many seeds it must find a planted fault.
 * @typedef {{ program: string, maxSeeds: number }} Drill
 */

/** @type {Drill} */
export const STORE_DRILL = { program: 'tests/fuzz/fuzz.ts', maxSeeds: 2000 }

/** @type {Drill} */
export const CLUSTER_DRILL = { program: 'tests/fuzz/cluster-drill.ts', maxSeeds: 1000 }

/**
 * Drills an engine with a planted fault in it, seed after seed, up to the first that finds it.
 * @param {import('../../../.ci/support/mutate.mjs').Mutant} mutant
 * @param {Drill} drill
 * @param {number | null} likely a seed that has found it before, and is tried first
 * @returns {Promise<{ seed: number, problem: string } | null>} null when no seed has found it
 */
export async function findMutant(mutant, { program, maxSeeds } = STORE_DRILL, likely = null) {
  const bundle = await bundleForNode(program, { name: `mutants/${mutant.name}`, mutant })
  const ranges = [...(likely === null ? [] : [`${likely}..${likely}`]), `1..${maxSeeds}`]
  for (const range of ranges) {
    const { code, stdout } = await capture(process.execPath, [bundle, '--seeds', range, '--first'])
    if (code !== 0) return JSON.parse(stdout)
  }
  return null
}
