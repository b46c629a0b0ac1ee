import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { findStumbles, STUMBLES, stumblesIn } from '../../.ci/support/language.mjs'

/** One violation for each pattern. */
const PLANTED = [
  'whoever waits for it', 'so many bytes are read', 'it shall be asked', 'an event that is dear to make', 'the loop goes on with the next',
  'What has come of a drill', 'what is left of it', 'files that nobody may change', 'a group comes into being', 'what became of a send',
  'Required acks; null: too few are there', 'unless somebody else was faster', 'so that it needn’t wait', 'It stops. Who shuts down flushes',
  'where the last record begins that was found',
]

describe('words that a native reader stumbles over', () => {
  test.each(STUMBLES.map(([pattern], index) => [PLANTED[index]!, pattern] as const))('%j is found', (words) => {
    expect(stumblesIn(`/** ${words}. */`, 'engine/Planted.ts')).toHaveLength(1)
    expect(stumblesIn(`- ${words}.`, 'README.md')).toHaveLength(1)
    expect(stumblesIn(`<Claim id="a">- ${words}.</Claim>`, 'content/lessons/planted/en.mdx')).toHaveLength(1)
    expect(stumblesIn(`  lead: '- ${words}.',`, 'components/i18n/en/planted.ts')).toHaveLength(1)
  })

  test('are no business of code and of quotations', () => {
    expect(stumblesIn("const text = 'whoever asks'", 'engine/Planted.ts')).toEqual([])
    expect(stumblesIn('| "whoever" | say who |', 'CONTRIBUTING.md')).toEqual([])
  })

  test('are not in ours', () => {
    expect(findStumbles(path.resolve(import.meta.dirname, '../..'))).toEqual([])
  })
})
