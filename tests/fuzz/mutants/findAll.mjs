/**
 * Looks for all planted faults of a drill, or for those whose names are given, and prints which seeds find them. With `--cluster`
 * it is the cluster drill.
 */
import { availableParallelism } from 'node:os'
import { commandLine } from '../../../engine/adapters/cli/commandLine.mjs'
import { CLUSTER_MUTANTS } from './clusterMutants.mjs'
import { CLUSTER_DRILL, findMutant, STORE_DRILL } from './findMutant.mjs'
import { MUTANTS } from './mutants.mjs'

const { values, positionals: names } = commandLine({
  usage: 'usage: node tests/fuzz/mutants/findAll.mjs [--cluster] [NAME …]',
  options: { cluster: { type: 'boolean' } },
  positionals: Infinity,
})
const isCluster = values.cluster === true
const drill = isCluster ? CLUSTER_DRILL : STORE_DRILL
const wanted = (isCluster ? CLUSTER_MUTANTS : MUTANTS).filter(({ name }) => names.length === 0 || names.includes(name))
const queue = [...wanted]
let found = 0

async function work() {
  for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
    const result = await findMutant(mutant, drill)
    if (result === null) {
      console.log(`✗ ${mutant.name}: not found by ${drill.maxSeeds} seeds: ${mutant.breaks}`)
    } else {
      found++
      console.log(`✓ ${mutant.name}: seed ${result.seed}: ${result.problem}`)
    }
  }
}

await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work))
console.log(`${found} of ${wanted.length} planted faults found`)
process.exit(found === wanted.length && found > 0 ? 0 : 1)
