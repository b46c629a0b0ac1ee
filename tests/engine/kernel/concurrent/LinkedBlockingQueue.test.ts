import { describe, expect, it } from 'vitest'
import { LinkedBlockingQueue } from '../../../../engine/kernel/concurrent/LinkedBlockingQueue'
import { InterruptedException } from '../../../../engine/kernel/errors'
import { currentTimeMillis, nanoTime } from '../../../../engine/kernel/Process'
import { sleep } from '../../../../engine/kernel/sleep'
import { runInKernel } from '../../support/runInKernel'

describe('LinkedBlockingQueue', () => {
  it('is first in, first out over many elements', () => {
    runInKernel(function* () {
      const queue = new LinkedBlockingQueue<number>()
      const out: number[] = []
      for (let round = 0; round < 100; round++) {
        for (let index = 0; index < 3; index++) yield* queue.put(round * 3 + index)
        for (let index = 0; index < 2; index++) out.push(yield* queue.take())
      }
      expect(queue.size()).toBe(100)
      expect([...queue][0]).toBe(200)
      out.push(queue.pollNow()!)
      queue.drainTo(out)
      expect(out).toEqual(Array.from({ length: 300 }, (_, index) => index))
      expect([queue.isEmpty(), queue.peek(), queue.pollNow()]).toEqual([true, null, null])
    })
  })

  it('serves takers in the order of arrival', () => {
    const log = runInKernel(function* (process) {
      const queue = new LinkedBlockingQueue<string>()
      const got: string[] = []
      const takers = ['a', 'b'].map((name) =>
        process.spawn(name, function* () {
          got.push(`${name} ${yield* queue.take()}`)
        }),
      )
      yield* sleep(1)
      queue.offer('x')
      queue.offer('y')
      for (const taker of takers) yield* taker.join()
      return got
    })
    expect(log).toEqual(['a x', 'b y'])
  })

  it('makes putters wait for room', () => {
    const log = runInKernel(function* (process) {
      const queue = new LinkedBlockingQueue<number>(2)
      const seen: string[] = []
      const putter = process.spawn('putter', function* () {
        for (let index = 1; index <= 4; index++) {
          yield* queue.put(index)
          seen.push(`put ${index}`)
        }
      })
      yield* sleep(1)
      expect([queue.offer(9), queue.remainingCapacity()]).toEqual([false, 0])
      seen.push(`took ${yield* queue.take()}`)
      yield* sleep(1)
      const rest: number[] = []
      seen.push(`drained ${queue.drainTo(rest, 1)}`)
      yield* putter.join()
      return seen
    })
    expect(log).toEqual(['put 1', 'put 2', 'took 1', 'put 3', 'drained 1', 'put 4'])
  })

  it('polls for at most its time, even when somebody else takes what woke it', () => {
    const log = runInKernel(function* (process) {
      const queue = new LinkedBlockingQueue<string>()
      const seen: string[] = []
      const start = currentTimeMillis()
      const poller = process.spawn('poller', function* () {
        seen.push(`polled ${yield* queue.poll(50)} after ${currentTimeMillis() - start}`)
      })
      process.kernel.schedule(10_000, 'steal', () => {
        queue.offer('stolen')
        queue.drainTo(seen)
      })
      yield* poller.join()
      seen.push(`at once ${yield* queue.poll()}`)
      return seen
    })
    expect(log).toEqual(['stolen', 'polled null after 50', 'at once null'])
  })

  it('does not measure its time by a clock that jumps', () => {
    runInKernel(function* (process) {
      const queue = new LinkedBlockingQueue<string>()
      const start = nanoTime()
      const poller = process.spawn('poller', function* () {
        expect(yield* queue.poll(50)).toBeNull()
      })
      process.kernel.schedule(10_000, 'steal', () => {
        process.clockSkew = -3_600_000_000
        queue.offer('stolen')
        queue.clear()
      })
      yield* poller.join()
      expect(Math.floor((nanoTime() - start) / 1e6)).toBe(50)
    })
  })

  it('loses nothing when an interrupt follows the element', () => {
    runInKernel(function* (process) {
      const queue = new LinkedBlockingQueue<string>()
      let got: string | null = null
      const taker = process.spawn('taker', function* () {
        got = yield* queue.take()
      })
      yield* sleep(1)
      queue.offer('x')
      taker.interrupt()
      yield* taker.join()
      expect(got).toBe('x')
    })
  })

  it('can be interrupted', () => {
    runInKernel(function* (process) {
      const queue = new LinkedBlockingQueue<string>()
      let error: unknown
      const taker = process.spawn('taker', function* () {
        try {
          yield* queue.take()
        } catch (thrown) {
          error = thrown
        }
      })
      yield* sleep(1)
      taker.interrupt()
      yield* taker.join()
      expect(error).toBeInstanceOf(InterruptedException)
      expect(queue.offer('x')).toBe(true)
      expect(yield* queue.take()).toBe('x')
    })
  })

  it('is waited for when it is full, as long as one wants', () => {
    runInKernel(function* (process) {
      const queue = new LinkedBlockingQueue<string>(1)
      expect(yield* queue.offerWithin('first', 10)).toBe(true)
      const begin = process.kernel.now
      expect(yield* queue.offerWithin('second', 10)).toBe(false)
      expect(process.kernel.now - begin).toBeGreaterThanOrEqual(10_000)
      process.spawn('taker', function* () {
        yield* sleep(5)
        yield* queue.take()
      })
      expect(yield* queue.offerWithin('third', 10)).toBe(true)
      expect([...queue]).toEqual(['third'])
    })
  })
})
