/** Looks for all planted faults, or for those whose names are given, and prints which seeds find them. */
import { availableParallelism } from 'node:os'
import { findMutant, MAX_SEEDS } from './findMutant.mjs'
import { MUTANTS } from './mutants.mjs'

const names = process.argv.slice(2)
const wanted = MUTANTS.filter(({ name }) => names.length === 0 || names.includes(name))
const queue = [...wanted]
let found = 0

async function work() {
  for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
    const result = await findMutant(mutant)
    if (result === null) {
      console.log(`✗ ${mutant.name}: not found by ${MAX_SEEDS} seeds: ${mutant.breaks}`)
    } else {
      found++
      console.log(`✓ ${mutant.name}: seed ${result.seed}: ${result.problem}`)
    }
  }
}

await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work))
console.log(`${found} of ${wanted.length} planted faults found`)
process.exit(found === wanted.length && found > 0 ? 0 : 1)
