import { expect, test } from 'vitest'
import { sectionsOf } from '../../../components/source/logic/sections'

const LINES = ['import x', '', '/** C */', 'class C {', '  field', '', '  one() {', '  }', '', '  two() {', '  }', '}', '', 'const last = 1']
const CLASS = { name: 'C', from: 3, to: 12 }
const ONE = { name: 'one', from: 7, to: 8 }
const TWO = { name: 'two', from: 10, to: 11 }

test('a file is cut where its symbols begin and end, and every line is in one section', () => {
  const sections = sectionsOf([CLASS, ONE, TWO], LINES)
  expect(sections.map(({ from, to, symbol }) => [from, to, symbol?.name ?? null])).toEqual([
    [1, 2, null], [3, 6, 'C'], [7, 9, 'one'], [10, 11, 'two'], [12, 13, null], [14, 14, null],
  ])
})

test('a file without symbols is one section, and one that begins with a symbol has none before it', () => {
  expect(sectionsOf([], ['a', 'b'])).toEqual([{ from: 1, to: 2, symbol: null }])
  expect(sectionsOf([{ from: 1, to: 2 }], ['a', 'b'])).toEqual([{ from: 1, to: 2, symbol: { from: 1, to: 2 } }])
})
