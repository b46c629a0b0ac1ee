import { afterEach, describe, expect, it } from 'vitest'
import { Kernel } from '../../../../engine/kernel/Kernel'
import { sleep } from '../../../../engine/kernel/sleep'
import { RealTime } from '../../../../engine/worker/owncluster/RealTime'
import { FIRST_MILLIS, TestClock } from './support/TestWorld'

let time: RealTime | null = null
afterEach(() => time?.stop())

interface Driven {
  readonly kernel: Kernel
  readonly clock: TestClock
  readonly time: RealTime
  readonly failures: unknown[]
  ticks: number
}

/** A kernel with a thread that does something every 10 ms. */
function driven(): Driven {
  const clock = new TestClock(FIRST_MILLIS)
  const kernel = new Kernel({ seed: 1, epochMillis: FIRST_MILLIS })
  const failures: unknown[] = []
  const listener = { turned: () => {}, failed: (error: unknown) => failures.push(error) }
  const result: Driven = { kernel, clock, time: new RealTime(kernel, clock, listener), failures, ticks: 0 }
  kernel.createProcess({ name: 'test', host: '10.0.0.1' }).spawn('ticking', function* () {
    for (;;) {
      yield* sleep(10)
      result.ticks++
    }
  })
  time = result.time
  time.start()
  return result
}

describe('RealTime', () => {
  it('goes with the clock of the world', async () => {
    const { kernel, clock } = driven()
    await clock.pass(1000)
    expect(kernel.now / 1000).toBeGreaterThanOrEqual(900)
    expect(kernel.now / 1000).toBeLessThanOrEqual(1001)
  })

  it('runs ahead for those who wait, and then at half the speed until the world has caught up', async () => {
    const run = driven()
    expect(await run.time.until(() => run.ticks >= 200)).toBe(true)
    expect(run.kernel.now / 1000).toBeGreaterThanOrEqual(2000)
    await run.clock.pass(1000)
    expect(Math.round(run.kernel.now / 100_000)).toBe(25)
    await run.clock.pass(5000)
    expect(Math.round(run.kernel.now / 100_000)).toBe(60)
  })

  it('does not make up for the time that computing takes: nothing is done in a hurry afterwards', async () => {
    const run = driven()
    run.clock.lookMillis = 10
    await run.time.until(() => run.ticks >= 20)
    run.clock.lookMillis = 0
    expect(run.clock.millis - FIRST_MILLIS).toBeGreaterThan(400)
    await run.clock.pass(50)
    expect(run.ticks).toBeLessThanOrEqual(26)
    const shown = run.kernel.epochMillis + run.kernel.now / 1000
    expect(Math.abs(shown - run.clock.millis)).toBeLessThan(100)
  })

  it('waits only for so long', async () => {
    const run = driven()
    expect(await run.time.until(() => false, 500)).toBe(false)
    expect(run.ticks).toBeGreaterThanOrEqual(49)
  })

  it('sets the clocks when the machine has slept, and does not make up for the time', async () => {
    const run = driven()
    await run.clock.pass(100)
    run.clock.millis += 8 * 3_600_000
    await run.clock.pass(200)
    expect(run.ticks).toBeLessThan(100)
    const shown = run.kernel.epochMillis + run.kernel.now / 1000
    expect(Math.abs(shown - run.clock.millis)).toBeLessThan(200)
  })

  it('tells those who wait when it is stopped', async () => {
    const run = driven()
    const waiting = run.time.until(() => false)
    await run.time.stop()
    expect(await waiting).toBe(false)
    expect(await run.time.until(() => true)).toBe(true)
  })

  it('tells those who wait, and the listener, when the kernel gives up', async () => {
    const run = driven()
    const waiting = run.time.until(() => run.ticks > 3)
    run.kernel.schedule(0, 'bug', () => {
      throw new RangeError('a bug')
    })
    await expect(waiting).rejects.toThrow('a bug')
    await expect(run.time.until(() => true)).rejects.toThrow('a bug')
    expect(run.failures.map(String)).toEqual(['RangeError: a bug'])
  })
})
