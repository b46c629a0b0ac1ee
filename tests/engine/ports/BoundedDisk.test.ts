import { describe, expect, it } from 'vitest'
import type { Blocking } from '../../../engine/kernel/Blocking'
import { DiskFullError } from '../../../engine/ports/Disk'
import { BoundedDisk } from '../../../engine/ports/memory/BoundedDisk'
import { MemoryDisk } from '../../../engine/ports/memory/MemoryDisk'
import { runInKernel } from '../support/runInKernel'
import { diskCases } from './diskContract'

describe('BoundedDisk', () => {
  it.each(diskCases.map((each) => [each.name, each] as const))('%s', (_, each) => {
    runInKernel(function* () {
      yield* each.run(yield* BoundedDisk.of(new MemoryDisk()))
    })
  })

  it('knows what was there before', () => {
    runInKernel(function* () {
      const below = new MemoryDisk()
      yield* fill(below, 'store/b', 30)
      yield* fill(below, 'a', 12)
      const disk = yield* BoundedDisk.of(below)
      expect(disk.paths()).toEqual(['a', 'store/b'])
      expect(disk.used).toBe(42)
      expect(disk.sizeOf('store/b')).toBe(30)
    })
  })

  it('counts what grows, shrinks, moves and goes', () => {
    runInKernel(function* () {
      const disk = yield* BoundedDisk.of(new MemoryDisk())
      const file = yield* disk.open('a', true)
      file.truncate(100)
      file.write(90, new Uint8Array(20))
      expect(disk.used).toBe(110)
      file.truncate(10)
      yield* fill(disk, 'b', 5)
      yield* disk.rename('a', 'b')
      expect([disk.used, disk.paths()]).toEqual([10, ['b']])
      yield* disk.delete('b')
      expect([disk.used, disk.paths()]).toEqual([0, []])
    })
  })

  it('refuses what does not fit, and takes it when it has grown', () => {
    runInKernel(function* () {
      const disk = yield* BoundedDisk.of(new MemoryDisk(), 100)
      const file = yield* disk.open('a', true)
      file.truncate(100)
      expect(() => file.write(99, new Uint8Array(2))).toThrow(DiskFullError)
      expect(() => file.truncate(101)).toThrow(DiskFullError)
      file.write(0, new Uint8Array(100))
      expect(yield* disk.space()).toEqual({ total: 100, used: 100 })
      disk.capacity = 150
      file.truncate(150)
      expect(disk.used).toBe(150)
    })
  })

  it('believes the device when that is full before it is', () => {
    runInKernel(function* () {
      const disk = yield* BoundedDisk.of(new MemoryDisk(50))
      const file = yield* disk.open('a', true)
      expect(() => file.truncate(60)).toThrow(DiskFullError)
      expect(disk.used).toBe(0)
    })
  })
})

function* fill(disk: MemoryDisk | BoundedDisk, path: string, size: number): Blocking<void> {
  const file = yield* disk.open(path, true)
  file.write(0, new Uint8Array(size))
  file.close()
}
