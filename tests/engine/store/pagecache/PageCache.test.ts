import { describe, expect, test } from 'vitest'
import type { Blocking } from '../../../../engine/kernel/Blocking'
import { Random } from '../../../../engine/kernel/Random'
import type { Process } from '../../../../engine/kernel/Process'
import { sleep, sleepMicros } from '../../../../engine/kernel/sleep'
import type { DiskFile } from '../../../../engine/ports/Disk'
import { DiskFullError, DiskIoError } from '../../../../engine/ports/Disk'
import { FaultyDisk } from '../../../../engine/ports/memory/FaultyDisk'
import { MemoryDisk } from '../../../../engine/ports/memory/MemoryDisk'
import { OS_PAGE_SIZE } from '../../../../engine/store/pagecache/Page'
import { PageCache } from '../../../../engine/store/pagecache/PageCache'
import { runInKernel } from '../../support/runInKernel'

function bytesOf(length: number, value: number): Uint8Array {
  return new Uint8Array(length).fill(value)
}

function withCache<T>(body: (cache: PageCache, disk: MemoryDisk, process: Process) => Blocking<T>, maxPages = 1000): T {
  const disk = new MemoryDisk()
  return runInKernel((process) => body(new PageCache(process.kernel, '10.0.0.1', disk, maxPages), disk, process))
}

describe('PageCache', () => {
  test('a new file has its full length at once, filled with zeros', () => {
    withCache(function* (cache, disk) {
      const buffer = yield* cache.map('a/b', 10_000)
      expect(buffer.size).toBe(10_000)
      expect(disk.contents('a/b')).toEqual(new Uint8Array(10_000))
    })
  })

  test('writes are seen by every mapping of the file at once, and not by the disk until they are forced', () => {
    withCache(function* (cache, disk) {
      const one = yield* cache.map('f', 3 * OS_PAGE_SIZE)
      const other = yield* cache.map('f', 3 * OS_PAGE_SIZE)
      one.put(OS_PAGE_SIZE - 2, Uint8Array.of(1, 2, 3, 4))
      expect([...other.get(OS_PAGE_SIZE - 3, 6)]).toEqual([0, 1, 2, 3, 4, 0])
      expect(disk.contents('f').every((byte) => byte === 0)).toBe(true)
      yield* one.force(0, OS_PAGE_SIZE)
      expect([...disk.contents('f').subarray(OS_PAGE_SIZE - 3, OS_PAGE_SIZE + 3)]).toEqual([0, 1, 2, 0, 0, 0])
      yield* one.force()
      expect([...disk.contents('f').subarray(OS_PAGE_SIZE - 3, OS_PAGE_SIZE + 3)]).toEqual([0, 1, 2, 3, 4, 0])
      expect(cache.unsafePages()).toBe(0)
    })
  })

  test('a view shows the bytes of one page as they are, and has a copy of those that lie in two', () => {
    withCache(function* (cache) {
      const buffer = yield* cache.map('f', 3 * OS_PAGE_SIZE)
      const within = buffer.view(OS_PAGE_SIZE, 4)
      const across = buffer.view(OS_PAGE_SIZE - 2, 4)
      buffer.put(OS_PAGE_SIZE - 2, Uint8Array.of(1, 2, 3, 4))
      expect([[...within], [...across]]).toEqual([[3, 4, 0, 0], [0, 0, 0, 0]])
      expect([...buffer.view(OS_PAGE_SIZE - 2, 4)]).toEqual([1, 2, 3, 4])
      expect(() => buffer.view(3 * OS_PAGE_SIZE - 2, 4)).toThrow(RangeError)
      expect(() => buffer.view(10, -4)).toThrow(RangeError)
    })
  })

  test('a page has nothing of the page whose memory it takes over', () => {
    withCache(function* (cache) {
      const buffer = yield* cache.map('f', 40 * OS_PAGE_SIZE)
      for (let page = 0; page < 20; page++) {
        buffer.put(page * OS_PAGE_SIZE, bytesOf(OS_PAGE_SIZE, 1))
        yield* buffer.force()
      }
      yield* cache.delete('f')
      const other = yield* cache.map('g', 41 * OS_PAGE_SIZE - 100)
      expect(other.get(0, other.size)).toEqual(new Uint8Array(other.size))
      for (let page = 0; page < 41; page++) expect(cache.fileAt('g')!.page(page).bytes).toEqual(bytesOf(OS_PAGE_SIZE, 0))
      other.putInt(other.size - 4, 7)
      yield* other.force()
      expect(other.getInt(other.size - 4)).toBe(7)
      expect(cache.fileAt('g')!.page(40).bytes.subarray(OS_PAGE_SIZE - 100)).toEqual(new Uint8Array(100))
    }, 2)
  })

  test('a device without room for pages that have theirs is one that fails, and the pages stay dirty', () => {
    runInKernel(function* (process) {
      const below = new MemoryDisk()
      const disk = new (class extends FaultyDisk {
        isUsedUp = false
        override *open(path: string, create: boolean): Blocking<DiskFile> {
          const file = yield* super.open(path, create)
          const write = (position: number, bytes: Uint8Array): void => {
            if (this.isUsedUp) throw new DiskFullError(path, bytes.length)
            file.write(position, bytes)
          }
          return withMethod(file, 'write', write)
        }
      })(below)
      const cache = new PageCache(process.kernel, '10.0.0.1', disk)
      const buffer = yield* cache.map('f', 2 * OS_PAGE_SIZE)
      buffer.put(0, bytesOf(10, 7))
      disk.isUsedUp = true
      expect(yield* failureOf(buffer.force())).toMatchObject({ name: 'DiskIoError', operation: 'write' })
      expect(cache.unsafePages()).toBe(1)
    })
  })

  test('who looks on sees memory and disk, and which stretches a power cut would take', () => {
    withCache(function* (cache) {
      const buffer = yield* cache.map('f', 3 * OS_PAGE_SIZE + 100)
      buffer.put(OS_PAGE_SIZE - 2, Uint8Array.of(1, 2, 3, 4))
      buffer.put(3 * OS_PAGE_SIZE, Uint8Array.of(9))
      const file = cache.fileAt('f')!
      expect(cache.fileAt('g')).toBeNull()
      expect([...file.peek(OS_PAGE_SIZE - 3, 6, false)]).toEqual([0, 1, 2, 3, 4, 0])
      expect([...file.peek(OS_PAGE_SIZE - 3, 6, true)]).toEqual([0, 0, 0, 0, 0, 0])
      expect(file.peek(3 * OS_PAGE_SIZE, 1000, false)).toHaveLength(100)
      expect(file.unsafeRanges(true)).toEqual([
        { from: 0, to: 2 * OS_PAGE_SIZE }, { from: 3 * OS_PAGE_SIZE, to: 3 * OS_PAGE_SIZE + 100 },
      ])
      yield* buffer.force(0, 2 * OS_PAGE_SIZE)
      expect(file.unsafeRanges(true)).toEqual([{ from: 3 * OS_PAGE_SIZE, to: 3 * OS_PAGE_SIZE + 100 }])
      expect([...file.peek(OS_PAGE_SIZE - 3, 6, true)]).toEqual([0, 1, 2, 3, 4, 0])
    })
  })

  test('integers are big-endian, long ones cross pages', () => {
    withCache(function* (cache) {
      const buffer = yield* cache.map('f', 2 * OS_PAGE_SIZE)
      buffer.putLong(OS_PAGE_SIZE - 4, 0x0102030405060)
      buffer.putInt(0, -875286124)
      expect(buffer.getLong(OS_PAGE_SIZE - 4)).toBe(0x0102030405060)
      expect(buffer.getInt(0)).toBe(-875286124)
      expect([...buffer.get(0, 4)]).toEqual([0xcb, 0xd4, 0x31, 0x94])
    })
  })

  test('a file whose length is no multiple of the page size keeps its length', () => {
    withCache(function* (cache, disk) {
      const buffer = yield* cache.map('f', OS_PAGE_SIZE + 100)
      buffer.put(OS_PAGE_SIZE + 90, bytesOf(10, 7))
      yield* buffer.force()
      expect(disk.contents('f').length).toBe(OS_PAGE_SIZE + 100)
      expect(() => buffer.put(OS_PAGE_SIZE + 91, bytesOf(10, 7))).toThrow(RangeError)
    })
  })

  test('clean pages are forgotten and come back from the disk; dirty ones stay', () => {
    withCache(function* (cache, disk) {
      const buffer = yield* cache.map('f', 100 * OS_PAGE_SIZE)
      for (let page = 0; page < 100; page++) buffer.put(page * OS_PAGE_SIZE, bytesOf(1, page))
      expect(cache.unsafePages()).toBe(100)
      yield* buffer.force()
      for (let page = 0; page < 100; page++) expect(buffer.get(page * OS_PAGE_SIZE, 1)[0]).toBe(page)
      // Whoever changes the disk behind the cache's back is seen only where a page was forgotten.
      const file = yield* disk.open('f', false)
      for (const page of [0, 99]) file.write(page * OS_PAGE_SIZE, Uint8Array.of(200))
      expect(buffer.get(99 * OS_PAGE_SIZE, 1)[0]).toBe(99)
      expect(buffer.get(0, 1)[0]).toBe(200)
    }, 4)
  })

  test('a killed process loses nothing', () => {
    withCache(function* (cache, _disk, process) {
      const victim = process.kernel.createProcess({ name: 'broker', host: '10.0.0.1' })
      victim.spawn('writer', function* () {
        const buffer = yield* cache.map('f', OS_PAGE_SIZE)
        buffer.put(0, bytesOf(3, 9))
        yield* sleep(1_000_000)
      })
      yield* sleep(10)
      process.kernel.kill(victim)
      const buffer = yield* cache.map('f', OS_PAGE_SIZE)
      expect([...buffer.get(0, 4)]).toEqual([9, 9, 9, 0])
    })
  })

  test('reading a buffer of a machine that lost its power ends the run', () => {
    const read = (): void => withCache(function* (cache) {
      const buffer = yield* cache.map('f', OS_PAGE_SIZE)
      cache.powerCut(new Random(1))
      buffer.get(0, 1)
    })
    expect(read).toThrow('a file in use is in the page cache')
  })

  test('a power cut leaves any part of what was not forced, whole pages or one torn between sectors', () => {
    let survivedAll = 0
    let survivedNone = 0
    let torn = 0
    for (let seed = 0; seed < 200; seed++) {
      withCache(function* (cache, disk) {
        const buffer = yield* cache.map('f', 4 * OS_PAGE_SIZE)
        buffer.put(0, bytesOf(OS_PAGE_SIZE, 1))
        yield* buffer.force()
        buffer.put(OS_PAGE_SIZE, bytesOf(2 * OS_PAGE_SIZE, 2))
        cache.powerCut(new Random(seed))
        const left = disk.contents('f')
        expect(left.subarray(0, OS_PAGE_SIZE)).toEqual(bytesOf(OS_PAGE_SIZE, 1))
        const counts = [1, 2].map((page) => newBytes(left.subarray(page * OS_PAGE_SIZE, (page + 1) * OS_PAGE_SIZE)))
        for (const count of counts) expect(count % 512).toBe(0)
        if (counts.every((count) => count === OS_PAGE_SIZE)) survivedAll++
        if (counts.every((count) => count === 0)) survivedNone++
        if (counts.some((count) => count > 0 && count < OS_PAGE_SIZE)) torn++
        const again = yield* cache.map('f', 4 * OS_PAGE_SIZE)
        expect(again.get(0, 1)[0]).toBe(1)
      })
    }
    expect(Math.min(survivedAll, survivedNone, torn)).toBeGreaterThan(5)
  })

  test('a power cut during a flush may take what was being flushed', () => {
    const outcomes = new Set<number>()
    for (let seed = 0; seed < 50; seed++) {
      const memory = new MemoryDisk()
      runInKernel(function* (process) {
        const cache = new PageCache(process.kernel, '10.0.0.1', new FaultyDisk(memory, { flushMicros: 5000 }))
        const victim = process.kernel.createProcess({ name: 'broker', host: '10.0.0.1' })
        victim.spawn('writer', function* () {
          const buffer = yield* cache.map('f', OS_PAGE_SIZE)
          buffer.put(0, bytesOf(OS_PAGE_SIZE, 3))
          yield* buffer.force()
        })
        yield* sleep(2)
        process.kernel.kill(victim)
        cache.powerCut(new Random(seed))
        outcomes.add(newBytes(memory.contents('f'), 3))
      })
    }
    expect(outcomes).toContain(0)
    expect(outcomes).toContain(OS_PAGE_SIZE)
    expect(outcomes.size).toBeGreaterThan(2)
  })

  test('what is forced survives every power cut', () => {
    for (let seed = 0; seed < 20; seed++) {
      withCache(function* (cache, disk) {
        const buffer = yield* cache.map('f', 8 * OS_PAGE_SIZE)
        buffer.put(100, bytesOf(5 * OS_PAGE_SIZE, 4))
        yield* cache.sync()
        cache.powerCut(new Random(seed))
        expect(newBytes(disk.contents('f'), 4)).toBe(5 * OS_PAGE_SIZE)
      })
    }
  })

  test('a write that the device refuses leaves its page dirty', () => {
    const disk = new FaultyDisk(new MemoryDisk())
    runInKernel(function* (process) {
      const cache = new PageCache(process.kernel, '10.0.0.1', disk)
      const buffer = yield* cache.map('f', OS_PAGE_SIZE)
      buffer.put(0, bytesOf(1, 1))
      disk.behaviour.isBroken = true
      expect(yield* failureOf(buffer.force())).toMatchObject({ name: 'DiskIoError', operation: 'write' })
      expect(cache.unsafePages()).toBe(1)
    })
  })

  test('reads ahead of who reads in order, more each time, and never what the disk does not have', () => {
    withCache(function* (cache, disk, process) {
      const pages = 20
      const file = yield* disk.open('f', true)
      file.write(0, bytesOf(pages * OS_PAGE_SIZE - 100, 1))
      const reads: string[] = []
      process.kernel.sink = {
        types: new Set(['page-fault', 'read-ahead']),
        emit: (event) => void reads.push(readingOf(event)),
      }
      const buffer = yield* cache.map('f', 40 * OS_PAGE_SIZE)
      for (let page = 0; page < 22; page++) expect(buffer.get(page * OS_PAGE_SIZE, 1)[0]).toBe(page < pages ? 1 : 0)
      expect(reads).toEqual([
        'page-fault 0+1', 'read-ahead 1+4', 'page-fault 5+1', 'read-ahead 6+8', 'page-fault 14+1', 'read-ahead 15+5',
        'page-fault 20+1', 'page-fault 21+1',
      ])
    })
  })

  test('does not read ahead of who jumps about, and not over pages that are there', () => {
    withCache(function* (cache, disk, process) {
      const file = yield* disk.open('f', true)
      file.write(0, bytesOf(30 * OS_PAGE_SIZE, 1))
      const buffer = yield* cache.map('f', 30 * OS_PAGE_SIZE)
      buffer.put(3 * OS_PAGE_SIZE, Uint8Array.of(9))
      const reads: string[] = []
      process.kernel.sink = {
        types: new Set(['page-fault', 'read-ahead']),
        emit: (event) => void reads.push(readingOf(event)),
      }
      for (const page of [20, 10, 15, 16, 0]) buffer.get(page * OS_PAGE_SIZE, 1)
      expect(reads).toEqual([
        'page-fault 20+1', 'page-fault 10+1', 'page-fault 15+1', 'page-fault 16+1', 'read-ahead 17+3', 'page-fault 0+1',
      ])
      expect(buffer.get(3 * OS_PAGE_SIZE, 1)[0]).toBe(9)
    })
  })

  test('with hardly any room for clean pages, the page that is needed is the one that stays', () => {
    withCache(function* (cache, disk) {
      const file = yield* disk.open('f', true)
      file.write(0, bytesOf(8 * OS_PAGE_SIZE, 1))
      const buffer = yield* cache.map('f', 8 * OS_PAGE_SIZE)
      for (let page = 0; page < 8; page++) buffer.put(page * OS_PAGE_SIZE, Uint8Array.of(page + 10))
      for (let page = 0; page < 8; page++) {
        expect(buffer.get(page * OS_PAGE_SIZE, 2)).toEqual(Uint8Array.of(page + 10, 1))
      }
    }, 1)
  })

  test('what can not be read ahead is no mistake of who has not asked for it', () => {
    runInKernel(function* (process) {
      const below = new MemoryDisk()
      const written = yield* below.open('f', true)
      written.write(0, bytesOf(4 * OS_PAGE_SIZE, 1))
      const disk = new (class extends FaultyDisk {
        override *open(path: string, create: boolean): Blocking<DiskFile> {
          const file = yield* super.open(path, create)
          const read = (position: number, target: Uint8Array): number => {
            if (position >= OS_PAGE_SIZE) throw new DiskIoError(path, 'read')
            return file.read(position, target)
          }
          return withMethod(file, 'read', read)
        }
      })(below)
      const cache = new PageCache(process.kernel, '10.0.0.1', disk, 100)
      const buffer = yield* cache.map('f', 4 * OS_PAGE_SIZE)
      expect(buffer.get(0, 1)[0]).toBe(1)
      expect(() => buffer.get(OS_PAGE_SIZE, 1)).toThrow(DiskIoError)
    })
  })

  test('two forces of the same page at once: it becomes clean once, also when it has left the memory in between', () => {
    const disk = new MemoryDisk()
    runInKernel(function* (process) {
      const cache = new PageCache(process.kernel, '10.0.0.1', new FaultyDisk(disk, { flushMicros: 200 }), 1)
      const buffer = yield* cache.map('f', 4 * OS_PAGE_SIZE)
      buffer.put(0, bytesOf(OS_PAGE_SIZE, 1))
      const first = process.spawn('first', () => buffer.force())
      const second = process.spawn('second', function* () {
        yield* sleepMicros(50)
        yield* buffer.force()
      })
      yield* first.join()
      for (const page of [1, 2, 3]) buffer.get(page * OS_PAGE_SIZE, 1)
      buffer.put(0, bytesOf(10, 2))
      yield* second.join()
      yield* buffer.force()
      expect(cache.unsafePages()).toBe(0)
      expect([...disk.contents('f').subarray(9, 11)]).toEqual([2, 1])
    })
  })

  test('two forces of one file at once: the end of the first makes nothing safe that was written after it began', () => {
    const survivors = new Set<number>()
    for (let chance = 0; chance < 40; chance++) {
      runInKernel(function* (process) {
        const below = new MemoryDisk()
        const cache = new PageCache(process.kernel, '10.0.0.1', new FaultyDisk(below, { flushMicros: 1000 }))
        const buffer = yield* cache.map('f', OS_PAGE_SIZE)
        const forceInThread = (value: number): void => {
          buffer.put(0, bytesOf(1, value))
          process.spawn('flusher', () => buffer.force(), true)
        }
        forceInThread(1)
        yield* sleepMicros(600)
        forceInThread(2)
        yield* sleepMicros(600)
        expect(cache.unsafePages()).toBe(1)
        cache.powerCut(new Random(chance))
        survivors.add(below.contents('f')[0]!)
      })
    }
    // The first value is safe, the second is in doubt.
    expect([...survivors].sort()).toEqual([1, 2])
  })

  test('before its first flush has returned, a page that was written twice and changed again may be in any of four states', () => {
    const survivors = new Set<number>()
    for (let chance = 0; chance < 100; chance++) {
      runInKernel(function* (process) {
        const below = new MemoryDisk()
        const cache = new PageCache(process.kernel, '10.0.0.1', new FaultyDisk(below, { flushMicros: 1000 }))
        const buffer = yield* cache.map('f', OS_PAGE_SIZE)
        for (const value of [1, 2]) {
          buffer.put(0, bytesOf(1, value))
          process.spawn('flusher', () => buffer.force(), true)
          yield* sleepMicros(100)
        }
        buffer.put(0, bytesOf(1, 3))
        cache.powerCut(new Random(chance))
        survivors.add(below.contents('f')[0]!)
      })
    }
    expect([...survivors].sort()).toEqual([0, 1, 2, 3])
  })

  test('a file that is deleted during its flush leaves no pages behind', () => {
    runInKernel(function* (process) {
      const cache = new PageCache(process.kernel, '10.0.0.1', new FaultyDisk(new MemoryDisk(), { flushMicros: 1000 }))
      const buffer = yield* cache.map('f', 3 * OS_PAGE_SIZE)
      buffer.put(0, bytesOf(3 * OS_PAGE_SIZE, 1))
      const flusher = process.spawn('flusher', () => buffer.force(), true)
      yield* sleepMicros(500)
      yield* cache.delete('f')
      yield* flusher.join()
      expect(cache.residentPages()).toBe(0)
    })
  })

  test('where there is no room for a new file there is none afterwards', () => {
    runInKernel(function* (process) {
      const disk = new MemoryDisk(10_000)
      const cache = new PageCache(process.kernel, '10.0.0.1', disk)
      yield* cache.map('a', 8000)
      expect(yield* failureOf(cache.map('b', 8000))).toBeInstanceOf(DiskFullError)
      expect(disk.paths()).toEqual(['a'])
    })
  })

  test('tells what happens to bytes', () => {
    const events: Array<Record<string, unknown>> = []
    withCache(function* (cache, _disk, process) {
      process.kernel.sink = { emit: (event) => void events.push({ ...event }) }
      const buffer = yield* cache.map('f', OS_PAGE_SIZE)
      buffer.put(10, bytesOf(5, 1))
      yield* buffer.force(10, 15)
    })
    const own = events.filter((event) => 'path' in event)
    expect(own).toEqual([
      { type: 'disk-created', host: '10.0.0.1', path: 'f', position: 0, length: OS_PAGE_SIZE },
      { type: 'page-fault', host: '10.0.0.1', path: 'f', position: 0, length: OS_PAGE_SIZE },
      { type: 'page-cache-write', host: '10.0.0.1', path: 'f', position: 10, length: 5, bytes: bytesOf(5, 1) },
      { type: 'disk-write', host: '10.0.0.1', path: 'f', position: 0, length: OS_PAGE_SIZE },
      { type: 'disk-flush', host: '10.0.0.1', path: 'f', position: 10, length: 5 },
    ])
  })
})

/** What is thrown; null when nothing is. */
function* failureOf(work: Blocking<unknown>): Blocking<unknown> {
  try {
    yield* work
    return null
  } catch (error) {
    return error
  }
}

/** The file, but for one of its methods. */
function withMethod<M extends 'read' | 'write'>(file: DiskFile, name: M, method: DiskFile[M]): DiskFile {
  return new Proxy(file, {
    get: (target, wanted) => {
      const member: unknown = wanted === name ? method : Reflect.get(target, wanted, target)
      return typeof member === 'function' ? (member.bind(target) as unknown) : member
    },
  })
}

/** Such as `read-ahead 1+4`: which of them, the first page, and how many. */
function readingOf(event: object): string {
  const { type, position, length } = event as { type: string; position: number; length: number }
  return `${type} ${position / OS_PAGE_SIZE}+${Math.ceil(length / OS_PAGE_SIZE)}`
}

function newBytes(bytes: Uint8Array, value = 2): number {
  return bytes.reduce((count, byte) => count + (byte === value ? 1 : 0), 0)
}
