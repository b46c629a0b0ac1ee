import { availableParallelism } from 'node:os'
import { MUTANTS } from '../../tests/fuzz/mutants/mutants.mjs'
import { bundleForNode } from './bundle.mjs'
import { capture } from './command.mjs'

/** A planted fault must be found within this many seeds. */
export const MAX_SEEDS = 2000

/**
 * Fuzzes a store with a planted fault in it, seed after seed, up to the first that finds it.
 * @param {import('../../tests/fuzz/mutants/mutants.mjs').Mutant} mutant
 * @returns {Promise<{ seed: number, problem: string } | null>} null when no seed has found it
 */
export async function findMutant(mutant) {
  const program = await bundleForNode('tests/fuzz/fuzz.ts', { name: `mutants/${mutant.name}`, mutant })
  const { code, stdout } = await capture(process.execPath, [program, '--seeds', `1..${MAX_SEEDS}`, '--first'])
  if (code === 0) return null
  return JSON.parse(stdout)
}

/** Looks for all planted faults, or for those with these names, and prints what finds them. @returns {Promise<number>} exit code */
export async function findMutants(names) {
  const wanted = MUTANTS.filter(({ name }) => names.length === 0 || names.includes(name))
  const queue = [...wanted]
  let missed = wanted.length === 0 ? 1 : 0
  const work = async () => {
    for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
      const found = await findMutant(mutant)
      if (found === null) missed++
      const how = found === null ? `not found by ${MAX_SEEDS} seeds: ${mutant.breaks}` : `seed ${found.seed}: ${found.problem}`
      console.log(`${found === null ? '✗' : '✓'} ${mutant.name}: ${how}`)
    }
  }
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work))
  console.log(`${wanted.length - missed} of ${wanted.length} planted faults found`)
  return missed === 0 ? 0 : 1
}
