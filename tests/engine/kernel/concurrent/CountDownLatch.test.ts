import { describe, expect, it } from 'vitest'
import { CountDownLatch } from '../../../../engine/kernel/concurrent/CountDownLatch'
import { InterruptedException } from '../../../../engine/kernel/errors'
import { currentTimeMillis } from '../../../../engine/kernel/Process'
import { runInKernel } from '../../support/runInKernel'

describe('CountDownLatch', () => {
  it('lets all through once it has been counted down, and from then on', () => {
    const log = runInKernel(function* (process) {
      const latch = new CountDownLatch(2)
      const seen: string[] = []
      const waiters = ['a', 'b'].map((name) =>
        process.spawn(name, function* () {
          seen.push(`${name} ${yield* latch.await()}`)
        }),
      )
      process.kernel.schedule(1_000, 'one', () => latch.countDown())
      process.kernel.schedule(2_000, 'two', () => seen.push('open'))
      process.kernel.schedule(2_000, 'two', () => latch.countDown())
      for (const waiter of waiters) yield* waiter.join()
      latch.countDown()
      seen.push(`later ${yield* latch.await()} ${latch.getCount()}`)
      return seen
    })
    expect(log).toEqual(['open', 'a true', 'b true', 'later true 0'])
  })

  it('gives up after its time, and is a millisecond late', () => {
    const passed = runInKernel(function* () {
      const latch = new CountDownLatch(1)
      const start = currentTimeMillis()
      expect(yield* latch.await(30)).toBe(false)
      expect(yield* latch.await(0)).toBe(false)
      return currentTimeMillis() - start
    })
    expect(passed).toBe(31)
  })

  it('can be interrupted', () => {
    runInKernel(function* (process) {
      const latch = new CountDownLatch(1)
      let error: unknown
      const waiter = process.spawn('waiter', function* () {
        try {
          yield* latch.await()
        } catch (thrown) {
          error = thrown
        }
      })
      process.kernel.schedule(10, 'interrupt', () => waiter.interrupt())
      yield* waiter.join()
      expect(error).toBeInstanceOf(InterruptedException)
    })
  })
})
