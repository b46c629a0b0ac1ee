import { describe, expect, it } from 'vitest'
import { ReentrantLock } from '../../../../engine/kernel/concurrent/ReentrantLock'
import { DeadlockError, IllegalStateException } from '../../../../engine/kernel/errors'
import { currentTimeMillis } from '../../../../engine/kernel/Process'
import { sleep } from '../../../../engine/kernel/sleep'
import { Thread } from '../../../../engine/kernel/Thread'
import { runInKernel } from '../../support/runInKernel'

describe('ReentrantLock', () => {
  it('keeps others out until it was unlocked as often as it was locked', () => {
    const log = runInKernel(function* (process) {
      const lock = new ReentrantLock()
      const order: string[] = []
      yield* lock.lock()
      yield* lock.lock()
      const other = process.spawn('other', function* () {
        yield* lock.lock()
        order.push('other')
        lock.unlock()
      })
      yield* sleep(1)
      lock.unlock()
      yield* sleep(1)
      order.push('main')
      expect(lock.isHeldByCurrentThread()).toBe(true)
      lock.unlock()
      expect(lock.isHeldByCurrentThread()).toBe(false)
      yield* other.join()
      expect(lock.isLocked()).toBe(false)
      return order
    })
    expect(log).toEqual(['main', 'other'])
  })

  it('is handed over in the order of arrival, before anybody else can take it', () => {
    const log = runInKernel(function* (process) {
      const lock = new ReentrantLock()
      const order: string[] = []
      yield* lock.lock()
      const threads = ['a', 'b', 'c'].map((name) =>
        process.spawn(name, function* () {
          yield* lock.lock()
          order.push(name)
          yield* sleep(1)
          lock.unlock()
        }),
      )
      yield* sleep(1)
      lock.unlock()
      expect(yield* lock.tryLock()).toBe(false)
      for (const thread of threads) yield* thread.join()
      return order
    })
    expect(log).toEqual(['a', 'b', 'c'])
  })

  it('gives up after the time, and does not get the lock afterwards', () => {
    runInKernel(function* (process) {
      const lock = new ReentrantLock()
      yield* lock.lock()
      const start = currentTimeMillis()
      const other = process.spawn('other', function* () {
        expect(yield* lock.tryLock(40)).toBe(false)
        expect(currentTimeMillis() - start).toBe(41)
      })
      yield* other.join()
      lock.unlock()
      expect(lock.isLocked()).toBe(false)
    })
  })

  it('lets tryLock be interrupted but not lock, which keeps the interrupt for later', () => {
    const log = runInKernel(function* (process) {
      const lock = new ReentrantLock()
      const order: string[] = []
      yield* lock.lock()
      const trying = process.spawn('trying', function* () {
        try {
          yield* lock.tryLock(100)
        } catch (error) {
          order.push((error as Error).name)
        }
      })
      const locking = process.spawn('locking', function* () {
        yield* lock.lock()
        order.push(`locked, interrupted: ${Thread.currentThread().isInterrupted}`)
        lock.unlock()
      })
      yield* sleep(1)
      trying.interrupt()
      locking.interrupt()
      yield* sleep(1)
      order.push('unlock')
      lock.unlock()
      yield* locking.join()
      return order
    })
    expect(log).toEqual(['InterruptedException', 'unlock', 'locked, interrupted: true'])
  })

  it('is not to be unlocked by another thread', () => {
    runInKernel(function* (process) {
      const lock = new ReentrantLock('mine')
      yield* lock.lock()
      const other = process.spawn('other', function* () {
        expect(() => lock.unlock()).toThrow(IllegalStateException)
      })
      yield* other.join()
    })
  })

  it('finds a circle of threads that wait for each other', () => {
    const circle = runInKernel(
      function* (process) {
        const [one, two, three] = ['one', 'two', 'three'].map((name) => new ReentrantLock(name))
        const errors: unknown[] = []
        const hold = (name: string, first: ReentrantLock, second: ReentrantLock, millis: number) =>
          process.spawn(name, function* () {
            yield* first.lock()
            yield* sleep(millis)
            try {
              yield* second.lock()
              second.unlock()
            } catch (error) {
              errors.push(error)
            }
            first.unlock()
          })
        const threads = [hold('a', one!, two!, 10), hold('b', two!, three!, 20), hold('c', three!, one!, 30)]
        for (const thread of threads) yield* thread.join()
        expect(errors).toHaveLength(1)
        expect(errors[0]).toBeInstanceOf(DeadlockError)
        return (errors[0] as DeadlockError).blocked.map(({ thread, waitsFor }) => `${thread}: ${waitsFor}`)
      },
      { limitMillis: 1000 },
    )
    expect(circle).toEqual(['c: one', 'a: two', 'b: three'])
  })

  it('lets a thread wait behind one that was given the lock and has not run since', () => {
    const order = runInKernel(function* (process) {
      const lock = new ReentrantLock('lock')
      const got: string[] = []
      const enter = (name: string) =>
        process.spawn(name, function* () {
          yield* lock.lock()
          got.push(name)
          lock.unlock()
        })
      yield* lock.lock()
      const second = enter('second')
      yield* sleep(1)
      lock.unlock()
      // From here on `second` has the lock, but this thread has not let go of the processor.
      yield* lock.lock()
      got.push('first again')
      lock.unlock()
      yield* second.join()
      return got
    })
    expect(order).toEqual(['second', 'first again'])
  })

  it('does not take a circle for a deadlock in which one gives up after a time', () => {
    const log = runInKernel(function* (process) {
      const one = new ReentrantLock('one')
      const two = new ReentrantLock('two')
      const order: string[] = []
      const patient = process.spawn('patient', function* () {
        yield* two.lock()
        yield* sleep(5)
        yield* one.lock()
        order.push('patient has both')
      })
      process.spawn('third', function* () {
        yield* sleep(10)
        yield* one.lock()
      })
      yield* one.lock()
      yield* sleep(1)
      order.push(`${yield* two.tryLock(100)}`)
      one.unlock()
      yield* patient.join()
      return order
    })
    expect(log).toEqual(['false', 'patient has both'])
  })
})
