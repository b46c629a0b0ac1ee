import { describe, expect, it } from 'vitest'
import type { Blocking } from '../../../../engine/kernel/Blocking'
import { ServiceThread } from '../../../../engine/kernel/concurrent/ServiceThread'
import { sleep } from '../../../../engine/kernel/sleep'
import { runInKernel } from '../../support/runInKernel'

class Ticker extends ServiceThread {
  readonly ticks: number[] = []
  work = 0

  override getServiceName(): string {
    return 'Ticker'
  }

  override *run(): Blocking<void> {
    while (!this.isStopped()) {
      yield* this.waitForRunning(100)
      if (this.work > 0) yield* sleep(this.work)
    }
  }

  protected override onWaitEnd(): void {
    this.ticks.push(Math.floor(this.process.kernel.now / 1000))
  }
}

describe('ServiceThread', () => {
  it('runs at its interval, and at once when it is woken', () => {
    const ticks = runInKernel(function* (process) {
      const ticker = new Ticker(process)
      ticker.start()
      ticker.start()
      yield* sleep(250)
      ticker.wakeup()
      ticker.wakeup()
      yield* sleep(120)
      return ticker.ticks
    })
    expect(ticks).toEqual([100, 200, 250, 350])
  })

  it('remembers one wake-up that comes while it works', () => {
    const ticks = runInKernel(function* (process) {
      const ticker = new Ticker(process)
      ticker.work = 30
      ticker.start()
      yield* sleep(110)
      ticker.wakeup()
      ticker.wakeup()
      yield* sleep(100)
      return ticker.ticks
    })
    expect(ticks).toEqual([100, 130])
  })

  it('ends at shutdown, which waits for it', () => {
    runInKernel(function* (process) {
      const ticker = new Ticker(process)
      ticker.work = 30
      ticker.start()
      yield* sleep(10)
      yield* ticker.shutdown()
      expect(ticker.ticks).toEqual([10])
      expect(Math.floor(process.kernel.now / 1000)).toBe(40)
      expect([ticker.isStopped(), process.threads.size]).toEqual([true, 1])
      yield* ticker.shutdown()
    })
  })

  it('notices makeStop at its next turn', () => {
    runInKernel(function* (process) {
      const ticker = new Ticker(process)
      ticker.start()
      yield* sleep(10)
      ticker.makeStop()
      yield* sleep(80)
      expect(process.threads.size).toBe(2)
      yield* sleep(20)
      expect(process.threads.size).toBe(1)
    })
  })
})
