import { expect, test } from 'vitest'
import { rowsInView } from '../../../components/ui/logic/rowsInView'

const ROWS = { count: 1000, rowHeight: 40, overscan: 3 }

test.each([
  ['at the top', 0, { first: 0, end: 13 }],
  ['in the middle, at the border of a row', 4000, { first: 97, end: 113 }],
  ['in the middle, within a row', 4001, { first: 97, end: 114 }],
  ['at the bottom', 39_600, { first: 987, end: 1000 }],
  ['behind the end, as when rows have just been filtered away', 99_999, { first: 1000, end: 1000 }],
])('%s the rows that can be seen are drawn, and some around them', (_, top, expected) => {
  expect(rowsInView({ top, height: 400 }, ROWS)).toEqual(expected)
})

test('a list without rows draws none', () => {
  expect(rowsInView({ top: 0, height: 400 }, { ...ROWS, count: 0 })).toEqual({ first: 0, end: 0 })
})
