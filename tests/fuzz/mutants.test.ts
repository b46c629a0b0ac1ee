import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { mutated } from '../../.ci/support/mutate.mjs'
import { CLUSTER_MUTANTS } from './mutants/clusterMutants.mjs'
import { MUTANTS } from './mutants/mutants.mjs'

const ALL = [...MUTANTS, ...CLUSTER_MUTANTS]

test.each(ALL)('the planted fault $name fits its source', (mutant) => {
  const source = readFileSync(mutant.file, 'utf8')
  expect(mutated(source, mutant)).not.toBe(source)
})

test('a planted fault that does not fit exactly one place is refused', () => {
  const mutant = { name: 'any', file: 'a.ts', find: 'a', replace: 'b', breaks: '' }
  expect(() => mutated('a a', mutant)).toThrow("planted fault 'any': its text stands 2 times in a.ts, not once")
  expect(() => mutated('', mutant)).toThrow('0 times')
  expect(mutated('x a', { ...mutant, replace: '$&' })).toBe('x $&')
})

test('names are used once', () => {
  expect(new Set(ALL.map(({ name }) => name)).size).toBe(ALL.length)
})
