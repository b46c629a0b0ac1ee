import { expect, test } from 'vitest'
import { DelayLevelTable } from '../../../../engine/store/commitlog/DelayLevelTable'

/** What each level up to the tenth adds to a time, and how many levels there are. */
function levels(text: string): [number[], number] {
  const table = new DelayLevelTable(text)
  const count = Math.max(3, table.maxDelayLevel)
  return [Array.from({ length: count }, (_, index) => table.computeDeliverTimestamp(index + 1, 0)), table.maxDelayLevel]
}

test.each([
  ['1s 5m 2h', [1000, 300_000, 7_200_000], 3],
  ['1d -1s +2s ', [86_400_000, -1000, 2000], 3],
  ['5s 1.5m 2h', [5000, 1000, 1000], 2],
  ['5s 10 2h', [5000, 1000, 1000], 2],
  ['5s  2h', [5000, 1000, 1000], 1],
  ['', [1000, 1000, 1000], 0],
])('%j', (text, millis, maxDelayLevel) => {
  expect(levels(text)).toEqual([millis, maxDelayLevel])
})
