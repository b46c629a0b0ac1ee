import { describe, expect, it } from 'vitest'
import { onHost } from '../../../../engine/adapters/host/onHost'
import { runWithHost } from '../../../../engine/adapters/host/runWithHost'
import { Kernel } from '../../../../engine/kernel/Kernel'
import { sleep } from '../../../../engine/kernel/sleep'

describe('runWithHost', () => {
  it('does what threads ask for, in no virtual time, and hands over results and errors', async () => {
    const kernel = new Kernel({ seed: 1 })
    const process = kernel.createProcess({ name: 'node', host: '10.0.0.1' })
    const log: string[] = []
    process.spawn('t', function* () {
      const before = kernel.now
      log.push(yield* onHost(async () => 'answer'))
      try {
        yield* onHost(() => Promise.reject(new RangeError('refused')))
      } catch (error) {
        log.push((error as Error).name)
      }
      log.push(`${kernel.now - before} µs, slice ${kernel.slice}`)
      yield* sleep(1)
    })
    process.spawn('other', function* () {
      log.push('other')
    })
    expect(await runWithHost(kernel)).toBe('idle')
    expect(log).toEqual(['answer', 'RangeError', '0 µs, slice 1', 'other'])
  })

  it('stops at the limit', async () => {
    const kernel = new Kernel({ seed: 1 })
    kernel.createProcess({ name: 'node', host: '10.0.0.1' }).spawn('t', function* () {
      for (;;) yield* sleep(1)
    })
    expect(await runWithHost(kernel, { time: 5_500 })).toBe('limit')
    expect(kernel.now).toBe(5_500)
  })

  it('refuses a call that it does not know', async () => {
    const kernel = new Kernel({ seed: 1 })
    kernel.createProcess({ name: 'node', host: '10.0.0.1' }).spawn('t', () => kernel.callHost('hello'))
    await expect(runWithHost(kernel)).rejects.toThrow(TypeError)
  })
})
