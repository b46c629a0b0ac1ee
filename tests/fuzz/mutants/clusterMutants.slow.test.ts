import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { bundleMutant } from './bundleMutant'
import { CLUSTER_MUTANTS } from './clusterMutants'

const SEEDS = 1000

test.each(CLUSTER_MUTANTS)('$name: found', async (mutant) => {
  const name = `cluster-${CLUSTER_MUTANTS.indexOf(mutant)}`
  const bundle = await bundleMutant('tests/fuzz/mutants/findClusterMutant.ts', mutant, name)
  const { seed, problem } = JSON.parse(execFileSync(process.execPath, [bundle, String(SEEDS)], { encoding: 'utf8' }))
  console.log(`${mutant.name}: seed ${seed}, ${problem}`)
  expect(seed).not.toBeNull()
})
