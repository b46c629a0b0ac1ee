import { assert } from '../../kernel/assert'
import type { ByteRange } from '../StoreView'

/** Bytes of a file, as ranges in ascending order that don't touch. */
export class RangeSet {
  private ranges: ByteRange[]

  constructor() {
    this.ranges = []
  }

  get list(): readonly ByteRange[] {
    return this.ranges
  }

  add(from: number, to: number): void {
    if (from >= to) return
    const last = this.ranges.at(-1)
    // What is appended, as most is, needs no search.
    if (last !== undefined && from >= last.from && from <= last.to) {
      this.ranges[this.ranges.length - 1] = { from: last.from, to: Math.max(last.to, to) }
      return
    }
    const before = this.ranges.filter((range) => range.to < from)
    const after = this.ranges.filter((range) => range.from > to)
    const touched = this.ranges.slice(before.length, this.ranges.length - after.length)
    const merged = { from: Math.min(from, touched[0]?.from ?? from), to: Math.max(to, touched.at(-1)?.to ?? to) }
    const left = before.at(-1)
    assert(left === undefined || left.to < merged.from, 'ranges ascend and do not touch', left?.to, merged.from)
    assert(after[0] === undefined || merged.to < after[0].from, 'ranges ascend and do not touch', merged.to, after[0]?.from)
    this.ranges = [...before, merged, ...after]
  }

  /** @returns what was there of the removed range */
  remove(from: number, to: number): ByteRange[] {
    const removed: ByteRange[] = []
    if (from >= to) return removed
    const kept: ByteRange[] = []
    for (const range of this.ranges) {
      if (range.to <= from || range.from >= to) {
        kept.push(range)
        continue
      }
      removed.push({ from: Math.max(range.from, from), to: Math.min(range.to, to) })
      if (range.from < from) kept.push({ from: range.from, to: from })
      if (range.to > to) kept.push({ from: to, to: range.to })
    }
    this.ranges = kept
    return removed
  }

  clear(): void {
    this.ranges = []
  }
}
