import { describe, expect, it } from 'vitest'
import { ReentrantReadWriteLock } from '../../../../engine/kernel/concurrent/ReentrantReadWriteLock'
import { IllegalStateException } from '../../../../engine/kernel/errors'
import type { Process } from '../../../../engine/kernel/Process'
import { sleep } from '../../../../engine/kernel/sleep'
import type { Thread } from '../../../../engine/kernel/Thread'
import { runInKernel } from '../../support/runInKernel'

interface Player {
  readonly lock: ReentrantReadWriteLock
  readonly log: string[]
  reader(name: string, millis: number): Thread
  writer(name: string, millis: number): Thread
}

function play(process: Process): Player {
  const lock = new ReentrantReadWriteLock('table')
  const log: string[] = []
  const start = (half: 'readLock' | 'writeLock') => (name: string, millis: number) =>
    process.spawn(name, function* () {
      const held = lock[half]()
      try {
        yield* held.lockInterruptibly()
      } catch (error) {
        log.push(`${name} ${(error as Error).name}`)
        return
      }
      log.push(`${name}+`)
      yield* sleep(millis)
      log.push(`${name}-`)
      held.unlock()
    })
  return { lock, log, reader: start('readLock'), writer: start('writeLock') }
}

describe('ReentrantReadWriteLock', () => {
  it('lets readers in together, and a writer alone', () => {
    const log = runInKernel(function* (process) {
      const { lock, log, reader, writer } = play(process)
      const threads = [reader('r1', 10), reader('r2', 20), writer('w', 10)]
      yield* sleep(5)
      expect([lock.readerCount, lock.isWriteLocked]).toEqual([2, false])
      yield* sleep(20)
      expect([lock.readerCount, lock.isWriteLocked]).toEqual([0, true])
      for (const thread of threads) yield* thread.join()
      return log
    })
    expect(log).toEqual(['r1+', 'r2+', 'r1-', 'r2-', 'w+', 'w-'])
  })

  it('makes readers wait behind a writer that waits', () => {
    const log = runInKernel(function* (process) {
      const { log, reader, writer } = play(process)
      const threads = [reader('r1', 10), writer('w', 10), reader('r2', 10), reader('r3', 10)]
      for (const thread of threads) yield* thread.join()
      return log
    })
    expect(log).toEqual(['r1+', 'r1-', 'w+', 'w-', 'r2+', 'r3+', 'r2-', 'r3-'])
  })

  it('lets the readers in at once when the writer before them is interrupted', () => {
    const log = runInKernel(function* (process) {
      const { log, reader, writer } = play(process)
      const first = reader('r1', 50)
      const blocked = writer('w', 10)
      const second = reader('r2', 10)
      yield* sleep(5)
      blocked.interrupt()
      yield* first.join()
      yield* second.join()
      return log
    })
    expect(log).toEqual(['r1+', 'w InterruptedException', 'r2+', 'r2-', 'r1-'])
  })

  it('may be entered again, for writing and from there for reading', () => {
    runInKernel(function* (process) {
      const { lock, log, reader } = play(process)
      const write = lock.writeLock()
      const read = lock.readLock()
      yield* write.lockInterruptibly()
      yield* write.lockInterruptibly()
      yield* read.lockInterruptibly()
      yield* read.lockInterruptibly()
      reader('other', 1)
      yield* sleep(1)
      write.unlock()
      expect(lock.isWriteLocked).toBe(true)
      write.unlock()
      yield* sleep(10)
      expect(log).toEqual(['other+', 'other-'])
      read.unlock()
      expect(lock.readerCount).toBe(1)
      read.unlock()
      expect(lock.readerCount).toBe(0)
    })
  })

  it('is not to be unlocked by whoever does not hold it', () => {
    runInKernel(function* () {
      const lock = new ReentrantReadWriteLock()
      expect(() => lock.readLock().unlock()).toThrow(IllegalStateException)
      expect(() => lock.writeLock().unlock()).toThrow(IllegalStateException)
    })
  })

  it('lets a writer give up, and the readers behind it in', () => {
    runInKernel(function* (process) {
      const lock = new ReentrantReadWriteLock()
      const seen: string[] = []
      yield* lock.readLock().lockInterruptibly()
      process.spawn('writer', function* () {
        seen.push(`written: ${yield* lock.writeLock().tryLock(50)}`)
      })
      process.spawn('reader', function* () {
        yield* sleep(10)
        yield* lock.readLock().lockInterruptibly()
        seen.push('read')
        lock.readLock().unlock()
      })
      yield* sleep(40)
      expect(seen).toEqual([])
      yield* sleep(40)
      expect(seen).toEqual(['written: false', 'read'])
      lock.readLock().unlock()
      expect(yield* lock.writeLock().tryLock(50)).toBe(true)
      lock.writeLock().unlock()
    })
  })
})
