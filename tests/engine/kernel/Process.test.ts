import { describe, expect, it } from 'vitest'
import { Kernel } from '../../../engine/kernel/Kernel'
import { currentTimeMillis, nanoTime, processStatic } from '../../../engine/kernel/Process'
import { sleep } from '../../../engine/kernel/sleep'
import { Thread } from '../../../engine/kernel/Thread'
import { runInKernel } from '../support/runInKernel'

describe('Process', () => {
  it('has clocks that follow virtual time, and one of them can be wrong', () => {
    runInKernel(function* (process) {
      const start = currentTimeMillis()
      expect(start).toBe(process.kernel.epochMillis)
      const nanos = nanoTime()
      yield* sleep(5)
      process.clockSkew = -2_000_000
      expect(currentTimeMillis() - start).toBe(5 - 2000)
      expect(nanoTime() - nanos).toBeGreaterThan(5_000_000)
    })
  })

  it('keeps one instance of a static, others have their own', () => {
    const kernel = new Kernel({ seed: 1 })
    const seen: object[] = []
    for (const name of ['one', 'two']) {
      const process = kernel.createProcess({ name, host: '10.0.0.1' })
      for (let index = 0; index < 2; index++) {
        process.spawn('t', function* () {
          seen.push(processStatic('Manager', () => ({})))
        })
      }
    }
    kernel.run()
    expect([seen[0] === seen[1], seen[1] === seen[2], seen[2] === seen[3]]).toEqual([true, false, true])
  })

  it('draws chance of its own', () => {
    const draw = (others: number): number => {
      const kernel = new Kernel({ seed: 5 })
      const first = kernel.createProcess({ name: 'first', host: '10.0.0.1' })
      const second = kernel.createProcess({ name: 'second', host: '10.0.0.2' })
      for (let index = 0; index < others; index++) first.random.nextInt32()
      return second.random.nextInt32()
    }
    expect(draw(0)).toBe(draw(100))
  })

  it('gives each thread its thread-locals', () => {
    runInKernel(function* (process) {
      const key = {}
      const mine = Thread.currentThread().local(key, () => 'mine')
      const other = process.spawn('other', function* () {
        expect(Thread.currentThread().local(key, () => 'other')).toBe('other')
      })
      yield* other.join()
      expect([mine, Thread.currentThread().local(key, () => 'again')]).toEqual(['mine', 'mine'])
    })
  })
})
