import { describe, expect, it } from 'vitest'
import { decodeUtf8 } from '../../../engine/kernel/Utf8'
import { DiskFullError, DiskIoError } from '../../../engine/ports/Disk'
import { FaultyDisk } from '../../../engine/ports/memory/FaultyDisk'
import { MemoryDisk } from '../../../engine/ports/memory/MemoryDisk'
import { file2String, string2File } from '../../../engine/ports/textFile'
import { runInKernel } from '../support/runInKernel'

function contents(disk: MemoryDisk): Record<string, string> {
  return Object.fromEntries(disk.paths().map((path) => [path, decodeUtf8(disk.contents(path))]))
}

describe('string2File', () => {
  it('writes a new file and no copy, because there is nothing to copy', () => {
    const disk = new MemoryDisk()
    runInKernel(() => string2File(disk, 'store/config/a.json', 'one'))
    expect(contents(disk)).toEqual({ 'store/config/a.json': 'one' })
  })

  it('keeps what was there in .bak, one generation of it', () => {
    const disk = new MemoryDisk()
    runInKernel(function* () {
      yield* string2File(disk, 'a', 'a long first text')
      yield* string2File(disk, 'a', 'second')
      yield* string2File(disk, 'a', 'third ü 中')
    })
    expect(contents(disk)).toEqual({ a: 'third ü 中', 'a.bak': 'second' })
  })

  it('leaves the copy whole when the device is full in the middle', () => {
    const memory = new MemoryDisk(20)
    runInKernel(function* () {
      yield* string2File(memory, 'a', 'ten bytes!')
      let failure: unknown
      try {
        yield* string2File(memory, 'a', 'this is more than fits on it')
      } catch (error) {
        failure = error
      }
      expect(failure).toBeInstanceOf(DiskFullError)
    })
    expect(contents(memory)).toEqual({ a: '', 'a.bak': 'ten bytes!' })
  })

  it('tells of a broken device', () => {
    const disk = new FaultyDisk(new MemoryDisk(), { isBroken: true })
    expect(() => runInKernel(() => string2File(disk, 'a', 'x'))).toThrow(DiskIoError)
  })
})

describe('file2String', () => {
  it('is null for a file that is not there', () => {
    expect(runInKernel(() => file2String(new MemoryDisk(), 'nowhere'))).toBeNull()
  })

  it('is null when the file could not be read to its end', () => {
    const disk = new FaultyDisk(new MemoryDisk())
    const text = runInKernel(function* () {
      yield* string2File(disk, 'a', 'text')
      disk.behaviour.readsShort = true
      return yield* file2String(disk, 'a')
    })
    expect(text).toBeNull()
  })

  it('reads an empty file as an empty text', () => {
    const disk = new MemoryDisk()
    const text = runInKernel(function* () {
      yield* string2File(disk, 'a', '')
      return yield* file2String(disk, 'a')
    })
    expect(text).toBe('')
  })
})
