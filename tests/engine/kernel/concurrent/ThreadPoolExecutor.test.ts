import { describe, expect, it } from 'vitest'
import type { Blocking } from '../../../../engine/kernel/Blocking'
import { ThreadPoolExecutor } from '../../../../engine/kernel/concurrent/ThreadPoolExecutor'
import { RejectedExecutionException } from '../../../../engine/kernel/errors'
import type { Process } from '../../../../engine/kernel/Process'
import { sleep } from '../../../../engine/kernel/sleep'
import { Thread } from '../../../../engine/kernel/Thread'
import { runInKernel } from '../../support/runInKernel'

function createPool(process: Process, corePoolSize: number, queueCapacity?: number): ThreadPoolExecutor {
  return new ThreadPoolExecutor(process, { threadNamePrefix: 'pool_', corePoolSize, queueCapacity })
}

describe('ThreadPoolExecutor', () => {
  it('starts threads up to its size, and uses them again', () => {
    const log = runInKernel(function* (process) {
      const pool = createPool(process, 2)
      const seen: string[] = []
      for (let index = 0; index < 5; index++) {
        pool.execute(function* () {
          yield* sleep(10)
          seen.push(`${Thread.currentThread().name} ${index}`)
        })
      }
      expect(pool.getQueueSize()).toBe(3)
      yield* sleep(100)
      pool.execute(function* () {
        seen.push(`${Thread.currentThread().name} again`)
      })
      yield* sleep(1)
      return seen
    })
    expect(log).toEqual(['pool_1 0', 'pool_2 1', 'pool_1 2', 'pool_2 3', 'pool_1 4', 'pool_2 again'])
  })

  it('tells a listener of each task that finds no idle thread, and of no other', () => {
    const waited = runInKernel(function* (process) {
      const pool = createPool(process, 2)
      const times: number[] = []
      pool.onWait(() => times.push(pool.getQueueSize()))
      const work = function* (): Blocking<void> {
        yield* sleep(10)
      }
      for (let index = 0; index < 4; index++) pool.execute(work)
      yield* sleep(100)
      // Both threads are idle now: the third of these waits.
      for (let index = 0; index < 3; index++) pool.execute(work)
      yield* sleep(100)
      pool.execute(work)
      expect(pool.getQueue().peek()).toBe(work)
      return times
    })
    expect(waited).toEqual([1, 2, 3])
  })

  it('starts a thread for each task below its size, even while others are idle', () => {
    const log = runInKernel(function* (process) {
      const pool = createPool(process, 3)
      const seen: string[] = []
      for (let index = 0; index < 5; index++) {
        pool.execute(function* () {
          seen.push(Thread.currentThread().name)
        })
        yield* sleep(10)
      }
      return seen
    })
    expect(log).toEqual(['pool_1', 'pool_2', 'pool_3', 'pool_1', 'pool_2'])
  })

  it('refuses what does not fit into its queue', () => {
    runInKernel(function* (process) {
      const pool = createPool(process, 1, 1)
      pool.execute(() => sleep(10))
      pool.execute(() => sleep(10))
      let error: unknown
      try {
        pool.execute(() => sleep(10))
      } catch (thrown) {
        error = thrown
      }
      expect(error).toBeInstanceOf(RejectedExecutionException)
      expect(error).toMatchObject({ executor: 'pool_', queued: 1 })
    })
  })

  it('replaces a thread that died of an exception', () => {
    const log = runInKernel(
      function* (process) {
        const pool = createPool(process, 1)
        const seen: string[] = []
        pool.execute(function* () {
          yield* sleep(1)
          throw new Error('oops')
        })
        pool.execute(function* () {
          seen.push(`${Thread.currentThread().name} goes on`)
        })
        yield* sleep(10)
        pool.execute(function* () {
          seen.push('and on')
        })
        yield* sleep(10)
        return seen
      },
      { allowUncaught: true },
    )
    expect(log).toEqual(['pool_2 goes on', 'and on'])
  })

  it('still does what is queued after shutdown, then all its threads end', () => {
    runInKernel(function* (process) {
      const pool = createPool(process, 3)
      const seen: number[] = []
      for (let index = 0; index < 3; index++) pool.execute(() => sleep(1))
      yield* sleep(10)
      // Three threads are idle; two of them are not needed for the last task.
      pool.execute(function* () {
        yield* sleep(5)
        seen.push(1)
      })
      pool.shutdown()
      expect(() => pool.execute(() => sleep(1))).toThrow(RejectedExecutionException)
      yield* sleep(20)
      expect(seen).toEqual([1])
      expect([...process.threads].map((thread) => thread.name)).toEqual(['main'])
    })
  })

  it('interrupts what runs and forgets what is queued at shutdownNow', () => {
    runInKernel(function* (process) {
      const pool = createPool(process, 1)
      const seen: string[] = []
      for (const name of ['running', 'queued']) pool.execute(() => lasting(5, name, seen))
      yield* sleep(1)
      pool.shutdownNow()
      yield* sleep(20)
      expect(seen).toEqual(['running was interrupted'])
      expect(process.threads.size).toBe(1)
    })
  })

  it.each([
    [100, ['first', 'second'], 40],
    [30, ['first', 'second was interrupted'], 31],
    [0, ['first was interrupted'], 0],
  ])('lets its threads finish for %i ms, then interrupts them', (patience, expected, took) => {
    runInKernel(function* (process) {
      const pool = createPool(process, 1)
      const seen: string[] = []
      for (const name of ['first', 'second']) pool.execute(() => lasting(20, name, seen))
      yield* sleep(0)
      const begin = process.currentTimeMillis()
      yield* pool.shutdownGracefully(patience)
      expect(process.currentTimeMillis() - begin).toBe(took)
      yield* sleep(1)
      expect(seen).toEqual(expected)
      expect(yield* pool.awaitTermination(10)).toBe(true)
    })
  })
})

function* lasting(millis: number, name: string, seen: string[]): Blocking<void> {
  try {
    yield* sleep(millis)
    seen.push(name)
  } catch {
    seen.push(`${name} was interrupted`)
  }
}
