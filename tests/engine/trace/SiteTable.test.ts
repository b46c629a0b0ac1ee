/** A line with several stops says which part of it runs. */
import { expect, test } from 'vitest'
import { SiteKind } from '../../../engine/trace/SiteTable'
import { loadTraced } from './support/loadTraced'

const { sites, source } = loadTraced(`
export function parts(list: number[], limit: number): number {
  if (list.length > limit) return limit
  const even = list.filter((each) => each % 2 === 0)
  for (let index = 0; index < limit; index++) even.push(index)
  return even.length
}
`)

/** The texts of the parts of a line, by the kind of the stop; null for one that has the line for itself. */
function partsOf(line: number): Array<string | null> {
  const text = source.split('\n')[line - 1]!
  return sites.sitesAt('program.ts', line).map((id) => {
    const part = sites.partOf(id)
    return part === null ? null : text.slice(part.from, part.to ?? undefined)
  })
}

test('a condition and what depends on it', () => {
  expect(partsOf(3)).toEqual(['if (list.length > limit) ', 'return limit'])
})

test('an expression function, but not the statement that it is in', () => {
  expect(partsOf(4)).toEqual([null, '(each) => each % 2 === 0)'])
  expect(sites.sitesAt('program.ts', 4).map((id) => sites.site(id)!.kind)).toEqual([SiteKind.STATEMENT, SiteKind.ARROW])
})

test('the head of a loop and its body', () => {
  expect(partsOf(5)).toEqual(['for (let index = 0; index < limit; index++) ', 'for (let index = 0; index < limit; index++) ', 'even.push(index)'])
})

test('a statement that has the line for itself, and no site', () => {
  expect(partsOf(6)).toEqual([null])
  expect(sites.partOf(4000)).toBeNull()
})
