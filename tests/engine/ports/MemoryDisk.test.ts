import { describe, expect, it } from 'vitest'
import { DiskFullError } from '../../../engine/ports/Disk'
import { MemoryDisk } from '../../../engine/ports/memory/MemoryDisk'
import { runInKernel } from '../support/runInKernel'

describe('MemoryDisk', () => {
  it('is full when its capacity is used up, and what did not fit is not there', () => {
    runInKernel(function* () {
      const disk = new MemoryDisk(10)
      const one = yield* disk.open('one', true)
      const two = yield* disk.open('two', true)
      one.write(0, new Uint8Array(6).fill(1))
      expect(() => two.write(0, new Uint8Array(5))).toThrow(new DiskFullError('two', 5))
      expect([two.size(), disk.used]).toEqual([0, 6])
      one.write(0, new Uint8Array(6).fill(2))
      two.write(0, new Uint8Array(4))
      expect(() => two.truncate(5)).toThrow(DiskFullError)
    })
  })

  it('has room again when files shrink, are replaced or deleted', () => {
    runInKernel(function* () {
      const disk = new MemoryDisk(10)
      const one = yield* disk.open('one', true)
      const two = yield* disk.open('two', true)
      one.truncate(6)
      two.truncate(4)
      one.truncate(1)
      expect(disk.used).toBe(5)
      yield* disk.rename('one', 'two')
      expect(disk.used).toBe(1)
      yield* disk.delete('two')
      expect(disk.used).toBe(0)
    })
  })

  it('shows its files from outside', () => {
    runInKernel(function* () {
      const disk = new MemoryDisk()
      const file = yield* disk.open('b', true)
      file.write(0, Uint8Array.of(1, 2))
      yield* disk.open('a', true)
      expect(disk.paths()).toEqual(['a', 'b'])
      expect(disk.contents('b')).toEqual(Uint8Array.of(1, 2))
      expect(disk.contents('none')).toHaveLength(0)
    })
  })
})
