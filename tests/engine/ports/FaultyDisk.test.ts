import { describe, expect, it } from 'vitest'
import { DiskFullError, DiskIoError } from '../../../engine/ports/Disk'
import { FaultyDisk } from '../../../engine/ports/memory/FaultyDisk'
import { MemoryDisk } from '../../../engine/ports/memory/MemoryDisk'
import { runInKernel } from '../support/runInKernel'

describe('FaultyDisk', () => {
  it('takes its time for flushing and for directories, none for reading and writing', () => {
    runInKernel(function* ({ kernel }) {
      const disk = new FaultyDisk(new MemoryDisk(), { flushMicros: 300, directoryMicros: 70 })
      const start = kernel.now
      const file = yield* disk.open('f', true)
      const opened = kernel.now - start
      file.write(0, Uint8Array.of(1))
      expect(kernel.now - start).toBe(opened)
      yield* file.flush()
      // One µs more each: the slice in which the thread goes on.
      expect([opened, kernel.now - start - opened]).toEqual([71, 301])
    })
  })

  it('refuses to grow when it is full, but overwrites', () => {
    runInKernel(function* () {
      const disk = new FaultyDisk(new MemoryDisk())
      const file = yield* disk.open('f', true)
      file.write(0, new Uint8Array(4))
      disk.behaviour.isFull = true
      file.write(1, Uint8Array.of(1, 2, 3))
      expect(() => file.write(2, Uint8Array.of(1, 2, 3))).toThrow(new DiskFullError('f', 1))
      expect(() => file.truncate(5)).toThrow(DiskFullError)
      yield* disk.open('f', true)
      let error: unknown
      try {
        yield* disk.open('new', true)
      } catch (thrown) {
        error = thrown
      }
      expect(error).toBeInstanceOf(DiskFullError)
      disk.behaviour.isFull = false
      file.truncate(5)
    })
  })

  it('fails every write and flush when it is broken', () => {
    runInKernel(function* () {
      const disk = new FaultyDisk(new MemoryDisk())
      const file = yield* disk.open('f', true)
      disk.behaviour.isBroken = true
      expect(() => file.write(0, Uint8Array.of(1))).toThrow(new DiskIoError('f', 'write'))
      let error: unknown
      try {
        yield* file.flush()
      } catch (thrown) {
        error = thrown
      }
      expect(error).toMatchObject({ path: 'f', operation: 'flush' })
    })
  })

  it('has not flushed when it fails meanwhile', () => {
    runInKernel(function* ({ kernel }) {
      const disk = new FaultyDisk(new MemoryDisk(), { flushMicros: 300 })
      const file = yield* disk.open('f', true)
      kernel.schedule(100, 'the device fails', () => (disk.behaviour.isBroken = true))
      let error: unknown
      try {
        yield* file.flush()
      } catch (thrown) {
        error = thrown
      }
      expect(error).toMatchObject({ path: 'f', operation: 'flush' })
    })
  })

  it('loses the second half of what is read, if told so', () => {
    runInKernel(function* () {
      const disk = new FaultyDisk(new MemoryDisk(), { readsShort: true })
      const file = yield* disk.open('f', true)
      file.write(0, new Uint8Array(8))
      expect(file.read(0, new Uint8Array(8))).toBe(4)
    })
  })
})
