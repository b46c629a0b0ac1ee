import { describe, expect, it } from 'vitest'
import { CountDownLatch } from '../../../engine/kernel/concurrent/CountDownLatch'
import { Kernel } from '../../../engine/kernel/Kernel'
import { sleep } from '../../../engine/kernel/sleep'

describe('TimerTable', () => {
  it('lists what is still to come, earliest first, without what is stale or cancelled', () => {
    const kernel = new Kernel({ seed: 1 })
    const process = kernel.createProcess({ name: 'node', host: '10.0.0.1' })
    const latch = new CountDownLatch(1, 'a latch')
    process.spawn('sleeper', () => sleep(20, 'a nap'))
    process.spawn('signalled', function* () {
      yield* latch.await(5)
    })
    kernel.schedule(30_000, 'later', () => {})
    kernel.schedule(10_000, 'cancelled', () => {}).cancel()
    kernel.schedule(1_000, 'open', () => latch.countDown())
    kernel.run({ time: 2_000 })
    expect(kernel.timers.pending().map(({ label, thread }) => [label, thread?.name ?? null])).toEqual([
      ['a nap', 'sleeper'],
      ['later', null],
    ])
  })
})
