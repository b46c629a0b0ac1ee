import { describe, expect, it } from 'vitest'
import { Semaphore } from '../../../../engine/kernel/concurrent/Semaphore'
import { sleep } from '../../../../engine/kernel/sleep'
import { runInKernel } from '../../support/runInKernel'

describe('Semaphore', () => {
  it('serves in the order of arrival, even where a later wish could be served at once', () => {
    const log = runInKernel(function* (process) {
      const semaphore = new Semaphore(2)
      const order: string[] = []
      const wish = (name: string, permits: number) =>
        process.spawn(name, function* () {
          yield* semaphore.acquire(permits)
          order.push(name)
        })
      const threads = [wish('first', 1), wish('three', 3), wish('small', 1)]
      yield* sleep(1)
      expect([semaphore.availablePermits(), semaphore.getQueueLength()]).toEqual([1, 2])
      semaphore.release()
      yield* sleep(1)
      expect(order).toEqual(['first'])
      semaphore.release(2)
      for (const thread of threads) yield* thread.join()
      return order
    })
    expect(log).toEqual(['first', 'three', 'small'])
  })

  it('does not let a late comer overtake those who wait', () => {
    runInKernel(function* (process) {
      const semaphore = new Semaphore(0)
      const order: string[] = []
      process.spawn('early', function* () {
        yield* semaphore.acquire()
        order.push('early')
      })
      yield* sleep(1)
      semaphore.release()
      expect(yield* semaphore.tryAcquire()).toBe(false)
      yield* sleep(1)
      expect(order).toEqual(['early'])
    })
  })

  it('passes the turn on when the first gives up or is interrupted', () => {
    const log = runInKernel(function* (process) {
      const semaphore = new Semaphore(1)
      const order: string[] = []
      process.spawn('impatient', function* () {
        order.push(`impatient ${yield* semaphore.tryAcquire(10, 5)}`)
      })
      const interrupted = process.spawn('interrupted', function* () {
        try {
          yield* semaphore.acquire(5)
        } catch (error) {
          order.push((error as Error).name)
        }
      })
      const modest = process.spawn('modest', function* () {
        yield* semaphore.acquire(1)
        order.push('modest')
      })
      yield* sleep(20)
      expect(order).toEqual(['impatient false'])
      interrupted.interrupt()
      yield* modest.join()
      return [...order, semaphore.availablePermits()]
    })
    expect(log).toEqual(['impatient false', 'InterruptedException', 'modest', 0])
  })

  it('gives the permit to exactly one side when the release and the timeout fall together', () => {
    const [got, left] = runInKernel(function* (process) {
      const semaphore = new Semaphore(0)
      const { kernel } = process
      let taken: boolean | null = null
      const waiter = process.spawn('waiter', function* () {
        taken = yield* semaphore.tryAcquire(5)
      })
      // The waiter parks in slice 2, at 2 µs: its time is over at 5002 µs, when this timer is due as well.
      kernel.schedule(5_001, 'release', () => semaphore.release())
      yield* waiter.join()
      return [taken, semaphore.availablePermits()]
    })
    expect(got ? 1 + left! : left).toBe(1)
  })

  it('can owe permits', () => {
    runInKernel(function* () {
      const semaphore = new Semaphore(1)
      semaphore.reducePermits(2)
      expect(semaphore.availablePermits()).toBe(-1)
      expect(yield* semaphore.tryAcquire(1)).toBe(false)
      semaphore.release(2)
      expect(yield* semaphore.tryAcquire(1)).toBe(true)
    })
  })
})
