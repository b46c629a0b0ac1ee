import { describe, expect, test } from 'vitest'
import { diffBase } from '../../../components/store/logic/diffBase'
import { groupAt, leafAt, shortPath } from '../../../components/store/logic/fieldTree'
import { joined, segmentsOf } from '../../../components/store/logic/strip'
import {
  clampRow, ROW_HEIGHT, rowAtBar, rowShowing, scaleOf, spacerHeight, windowAround,
} from '../../../components/store/logic/virtual'
import type { FileField, FileState } from '../../../engine/worker/protocol'
import { modelOf } from '../support/modelOf'

const MIB = 1024 * 1024

function fileOf(more: Partial<FileState> = {}): FileState {
  return {
    node: 'broker-a', path: 'store/commitlog/00000000000000000000', kind: 'commit-log', size: 4096, wrote: 0, committed: 0,
    flushed: 0, dirty: [], underway: [], ...more,
  }
}

function field(offset: number, length: number, children?: readonly FileField[]): FileField {
  return { kind: 'record', name: `${offset}`, offset, length, value: '', ...(children === undefined ? {} : { children }) }
}

describe('rows of bytes', () => {
  test.each([0, 1, 16, 17, 4096, MIB, 64 * MIB, 1024 * MIB])('of a file of %d bytes are all reached by the scroll bar', (size) => {
    const scale = scaleOf(size)
    const viewHeight = 240
    const visible = viewHeight / ROW_HEIGHT
    const lowest = Math.max(0, spacerHeight(scale, viewHeight) - viewHeight)
    expect(rowAtBar(scale, 0, visible)).toBe(0)
    expect(rowAtBar(scale, lowest, visible)).toBe(Math.max(0, Math.ceil(size / 16) - visible))
    expect(scale.height).toBeLessThanOrEqual(8_000_000)
  })

  test('find a row again by where the bar is', () => {
    for (const size of [MIB, 64 * MIB]) {
      const scale = scaleOf(size)
      for (const row of [0, 1, 77, 4096, Math.floor(scale.rows / 2), scale.rows - 12]) {
        expect(rowAtBar(scale, row * scale.pxPerRow, 12)).toBe(row)
      }
    }
  })

  test('stay where they are when the byte is in view', () => {
    const scale = scaleOf(MIB)
    expect(rowShowing(scale, 16 * 105, 100, 12)).toBe(100)
    expect(rowShowing(scale, 16 * 500, 100, 12)).toBe(497)
    expect(rowShowing(scale, MIB - 1, 0, 12)).toBe(scale.rows - 12)
    expect(clampRow(scaleOf(16), 5, 12)).toBe(0)
  })

  test('are within the stretch that is asked for, which changes seldom', () => {
    const asked = new Set<string>()
    for (let top = 0; top < 200; top++) {
      const { from, length } = windowAround(top, 12, MIB)
      expect(from <= top * 16 && from + length >= (top + 12) * 16).toBe(true)
      asked.add(`${from} ${length}`)
    }
    expect(asked.size).toBeLessThan(20)
    const { from, length } = windowAround(0, 12, 100)
    expect(from + length).toBe(100)
  })
})

describe('the strip of a file', () => {
  test('is without gaps from the first byte to the last', () => {
    const files = [
      fileOf(),
      fileOf({ wrote: 4096, committed: 4096, flushed: 4096 }),
      fileOf({ wrote: 900, committed: 900, dirty: [{ from: 300, to: 500 }], underway: [{ from: 600, to: 700 }] }),
      fileOf({ wrote: 900, committed: 500, dirty: [{ from: 0, to: 500 }] }),
      fileOf({ wrote: 40, committed: 40, dirty: [{ from: 0, to: 40 }, { from: 900, to: 940 }] }),
    ]
    for (const file of files) {
      const segments = segmentsOf(file)
      expect(segments[0]!.from).toBe(0)
      expect(segments.at(-1)!.to).toBe(4096)
      segments.forEach(({ from, to }, index) => {
        expect(from).toBe(index === 0 ? 0 : segments[index - 1]!.to)
        expect(to).toBeGreaterThan(from)
      })
    }
  })

  test('says of each stretch what would become of it without power', () => {
    const kinds = segmentsOf(fileOf({
      wrote: 900, committed: 800, flushed: 300, dirty: [{ from: 300, to: 500 }], underway: [{ from: 500, to: 800 }],
    })).map(({ kind }) => kind)
    expect(kinds).toEqual(['flushed', 'dirty', 'underway', 'pending', 'free'])
  })
})

test('ranges that lie close together are shown as one', () => {
  const ranges = [{ from: 2, to: 12 }, { from: 20, to: 21 }, { from: 37, to: 40 }]
  expect(joined(ranges, 16)).toEqual([{ from: 2, to: 21 }, { from: 37, to: 40 }])
  expect(joined(ranges, 0)).toEqual(ranges)
})

describe('fields', () => {
  const fields = [field(0, 20, [field(0, 8), field(8, 4)]), field(20, 20)]

  test('are found by a byte, the innermost that there is', () => {
    expect(leafAt(fields, 9)).toMatchObject({ offset: 8, length: 4 })
    expect(leafAt(fields, 15)).toMatchObject({ offset: 0, length: 20 })
    expect(groupAt(fields, 39)).toMatchObject({ offset: 20 })
    expect(groupAt(fields, 40)).toBeNull()
  })

  test('stand in files whose names are shortened', () => {
    expect(shortPath('store/commitlog/00000000000000004096')).toBe('commitlog/4096')
    expect(shortPath('store/consumequeue/OrderPaid/0/00000000000000000000')).toBe('consumequeue/OrderPaid/0/0')
    expect(shortPath('store/index/20231114221324500')).toBe('index/20231114221324500')
  })
})

test('the files are compared with a moment before the cursor', () => {
  const run = modelOf(4)
  const event = run.calls[1]!.from + 1
  const around = { run, event, kept: 3, before: event - 1 }
  expect(diffBase('call', around)).toBe(run.calls[1]!.from)
  expect(diffBase('statement', around)).toBe(event - 1)
  expect(diffBase('kept', around)).toBe(3)
  expect(diffBase('start', around)).toBe(0)
  expect(diffBase('flush', { ...around, run: { ...run, marks: [] } })).toBe(0)
})
