import { describe, expect, it } from 'vitest'
import { Treadmill } from '../../../engine/worker/Treadmill'

/** Lets a thread run slices at equal distances (µs). @returns the number of the slice that was too many; null if none was */
function walk(
  treadmill: Treadmill, slices: number, micros: number, hasEffect: (slice: number) => boolean,
): number | null {
  for (let slice = 0; slice < slices; slice++) {
    if (treadmill.sliceEnded(1, slice * micros, hasEffect(slice))) return slice
  }
  return null
}

describe('a thread of which nothing comes', () => {
  it('is on a treadmill after ten thousand slices in ten seconds', () => {
    expect(walk(new Treadmill(), 30_000, 1000, () => false)).toBe(10_000)
  })

  it('is on none if it only looks for work every 10 ms', () => {
    expect(walk(new Treadmill(), 30_000, 10_000, () => false)).toBeNull()
  })

  it('is on none if something comes of it now and then', () => {
    expect(walk(new Treadmill(), 30_000, 1000, (slice) => slice % 5000 === 0)).toBeNull()
  })

  it('is not excused by what other threads do', () => {
    const treadmill = new Treadmill()
    let found = false
    for (let slice = 0; slice < 20_000 && !found; slice++) {
      expect(treadmill.sliceEnded(2, slice * 100, true)).toBe(false)
      found = treadmill.sliceEnded(1, slice * 100, false)
    }
    expect(found).toBe(true)
  })
})
