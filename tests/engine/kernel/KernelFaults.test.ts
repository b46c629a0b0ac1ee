import { describe, expect, it } from 'vitest'
import { CountDownLatch } from '../../../engine/kernel/concurrent/CountDownLatch'
import { InterruptedException } from '../../../engine/kernel/errors'
import { Kernel } from '../../../engine/kernel/Kernel'
import type { Process } from '../../../engine/kernel/Process'
import { sleep, yieldNow } from '../../../engine/kernel/sleep'
import { Thread } from '../../../engine/kernel/Thread'

function setUp(): { kernel: Kernel; process: Process; log: string[] } {
  const kernel = new Kernel({ seed: 1 })
  return { kernel, process: kernel.createProcess({ name: 'node', host: '10.0.0.1' }), log: [] }
}

describe('kill', () => {
  it('abandons the threads: they are never resumed and no finally runs', () => {
    const { kernel, process, log } = setUp()
    const thread = process.spawn('victim', function* () {
      try {
        yield* sleep(10)
        log.push('resumed')
      } finally {
        log.push('finally')
      }
    })
    process.onExit(() => log.push('sockets closed'))
    kernel.schedule(5_000, 'kill', () => kernel.kill(process))
    expect(kernel.run()).toBe('idle')
    expect(log).toEqual(['sockets closed'])
    expect([process.alive, thread.isAlive, process.threads.size]).toEqual([false, false, 0])
  })

  it('happens once, and is told as such', () => {
    const { kernel, process } = setUp()
    const events: string[] = []
    kernel.sink = { emit: (event) => events.push(event.type) }
    kernel.kill(process)
    kernel.kill(process)
    kernel.exit(process)
    expect(events).toEqual(['process-killed'])
  })

  it('leaves other processes alone', () => {
    const { kernel, process, log } = setUp()
    const other = kernel.createProcess({ name: 'other', host: '10.0.0.2' })
    process.spawn('victim', function* () {
      yield* sleep(10)
    })
    other.spawn('survivor', function* () {
      yield* sleep(20)
      log.push('survived')
    })
    kernel.schedule(1, 'kill', () => kernel.kill(process))
    kernel.run()
    expect(log).toEqual(['survived'])
  })

  it('lets the thread that ends its own process go no further than its next wait', () => {
    const { kernel, process, log } = setUp()
    const ends: string[] = []
    kernel.hooks = {
      spawn: () => {}, resume: () => {}, pause: () => {}, wake: () => {}, carry: (action) => action,
      end: (thread) => ends.push(thread.name),
      kill: (victim) => ends.push(`all of ${victim.name}`),
    }
    process.spawn('main', function* () {
      process.kernel.exit(process)
      log.push('still here')
      yield* sleep(1)
      log.push('a zombie')
    })
    process.spawn('second', function* () {
      log.push('never')
    })
    expect(kernel.run()).toBe('idle')
    expect(log).toEqual(['still here'])
    expect(ends).toEqual(['all of node'])
  })

  it('hears nothing more of a thread that throws after it has ended its process', () => {
    const { kernel, process } = setUp()
    const uncaught: unknown[] = []
    kernel.onUncaught = (_, error) => uncaught.push(error)
    process.spawn('main', function* () {
      process.kernel.kill(process)
      throw new Error('too late')
    })
    kernel.run()
    expect(uncaught).toEqual([])
  })

  it('allows no new threads in a dead process', () => {
    const { kernel, process } = setUp()
    kernel.kill(process)
    expect(() => process.spawn('late', function* () {})).toThrow(/only a living process starts threads/)
  })
})

describe('pause', () => {
  it('makes the threads of one process late and keeps their order', () => {
    const { kernel, process, log } = setUp()
    const other = kernel.createProcess({ name: 'other', host: '10.0.0.2' })
    const tell = (name: string): void => void log.push(`${name} ${Math.floor(kernel.now / 1000)}`)
    for (const [name, millis] of [['a', 2], ['b', 1], ['c', 200]] as const) {
      process.spawn(name, function* () {
        yield* sleep(millis)
        tell(name)
      })
    }
    other.spawn('free', function* () {
      yield* sleep(3)
      tell('free')
    })
    kernel.schedule(500, 'stop the world', () => kernel.pause(process, 100_000))
    kernel.run()
    expect(log).toEqual(['free 3', 'b 100', 'a 100', 'c 200'])
  })

  it('holds the longer of two pauses', () => {
    const { kernel, process, log } = setUp()
    process.spawn('t', function* () {
      yield* yieldNow()
      log.push(String(Math.floor(kernel.now / 1000)))
    })
    kernel.schedule(1, 'long', () => kernel.pause(process, 50_000))
    kernel.schedule(2, 'short', () => kernel.pause(process, 10))
    kernel.run()
    expect(log).toEqual(['50'])
  })
})

describe('interrupt', () => {
  it('breaks off a wait', () => {
    const { kernel, process, log } = setUp()
    const thread = process.spawn('t', function* () {
      try {
        yield* sleep(1000)
      } catch (error) {
        log.push(`${error instanceof InterruptedException} at ${Math.floor(kernel.now / 1000)}`)
      }
    })
    kernel.schedule(5_000, 'interrupt', () => thread.interrupt())
    kernel.run()
    expect(log).toEqual(['true at 5'])
  })

  it('is remembered until the next wait, and only for that one', () => {
    const { kernel, process, log } = setUp()
    process.spawn('t', function* () {
      Thread.currentThread().interrupt()
      try {
        yield* sleep(1)
      } catch {
        log.push('interrupted')
      }
      yield* sleep(1)
      log.push('slept')
    })
    kernel.run()
    expect(log).toEqual(['interrupted', 'slept'])
  })

  it('does not shorten what a disk takes, and is not forgotten over it', () => {
    const { kernel, process, log } = setUp()
    process.spawn('t', function* () {
      Thread.currentThread().interrupt()
      yield* yieldNow()
      try {
        yield* sleep(1)
        log.push('forgotten')
      } catch {
        log.push('interrupted')
      }
    })
    kernel.run()
    expect(log).toEqual(['interrupted'])
  })
})

describe('join', () => {
  it('waits for the end of a thread, or for its time', () => {
    const { kernel, process, log } = setUp()
    const worker = process.spawn('worker', function* () {
      yield* sleep(50)
    })
    process.spawn('main', function* () {
      yield* worker.join(10)
      log.push(`alive: ${worker.isAlive} ${Math.floor(kernel.now / 1000)}`)
      yield* worker.join()
      log.push(`alive: ${worker.isAlive} ${Math.floor(kernel.now / 1000)}`)
      yield* worker.join()
    })
    kernel.run()
    expect(log).toEqual(['alive: true 10', 'alive: false 50'])
  })

  it('that has timed out does not disturb what the thread waits for later', () => {
    const { kernel, process, log } = setUp()
    const worker = process.spawn('worker', function* () {
      yield* sleep(50)
    })
    process.spawn('main', function* () {
      yield* worker.join(10)
      log.push(`open: ${yield* new CountDownLatch(1).await(100)}`)
    })
    kernel.run()
    expect(log).toEqual(['open: false'])
  })

  it('can be interrupted', () => {
    const { kernel, process, log } = setUp()
    const worker = process.spawn('worker', function* () {
      yield* sleep(50)
    })
    const main = process.spawn('main', function* () {
      try {
        yield* worker.join()
      } catch (error) {
        log.push((error as Error).name)
      }
    })
    kernel.schedule(1_000, 'interrupt', () => main.interrupt())
    kernel.run()
    expect(log).toEqual(['InterruptedException'])
  })
})

describe('atSlice', () => {
  function record(disturb?: (kernel: Kernel, process: Process) => void): string[] {
    const { kernel, process, log } = setUp()
    kernel.hooks = {
      spawn: () => {}, pause: () => {}, end: () => {}, wake: () => {}, carry: (action) => action,
      resume: (thread, slice, now) => log.push(`${slice} ${now} ${thread.name}`),
      kill: (victim) => log.push(`kill ${victim.name}`),
    }
    for (const name of ['a', 'b']) {
      process.spawn(name, function* () {
        for (let round = 0; round < 5; round++) yield* sleep(1)
      })
    }
    kernel.schedule(2_500, 'tick', () => log.push('tick'))
    disturb?.(kernel, process)
    kernel.run()
    return log
  }

  it('acts right before the slice of that number, after all that came before it', () => {
    const undisturbed = record()
    const at7 = undisturbed.findIndex((line) => line.startsWith('7 '))
    expect(undisturbed[at7 - 1]).toBe('tick')
    const disturbed = record((kernel, process) => kernel.atSlice(7, () => kernel.kill(process)))
    expect(disturbed).toEqual([...undisturbed.slice(0, at7), 'kill node'])
  })

  it('acts in the order of the slices, and of the calls for the same slice', () => {
    const seen: string[] = []
    record((kernel) => {
      kernel.atSlice(5, () => seen.push(`third ${kernel.slice}`))
      kernel.atSlice(2, () => seen.push(`first ${kernel.slice}`))
      kernel.atSlice(2, () => seen.push(`second ${kernel.slice}`))
    })
    expect(seen).toEqual(['first 2', 'second 2', 'third 5'])
  })

  it('can pause the process whose turn it is', () => {
    const log = record((kernel, process) => kernel.atSlice(3, () => kernel.pause(process, 10_000)))
    expect(log.slice(0, 4)).toEqual(['1 1 a', '2 2 b', 'tick', '4 11003 a'])
  })
})

describe('a call to the host', () => {
  function record(viaHost: boolean, answer: (kernel: Kernel) => void = (kernel) => kernel.hostDone()): string[] {
    const { kernel, process, log } = setUp()
    const tell = (what: string): void => void log.push(`${what} ${kernel.slice}@${kernel.now}`)
    process.spawn('caller', function* () {
      tell('before')
      if (viaHost) yield* kernel.callHost({ run: () => null })
      tell('after')
      yield* sleep(1)
      tell('end')
    })
    process.spawn('other', function* () {
      tell('other')
    })
    for (;;) {
      const reason = kernel.run({ slice: 2 })
      if (reason === 'host') {
        expect(kernel.pendingHostCall).not.toBeNull()
        answer(kernel)
      } else if (kernel.slice >= 2) break
    }
    kernel.run()
    return log
  }

  it('changes neither slice numbers nor times', () => {
    expect(record(true)).toEqual(record(false))
  })

  it('is finished within the slice that made it, whatever the limit', () => {
    const { kernel, process, log } = setUp()
    process.spawn('caller', function* () {
      yield* kernel.callHost('one')
      yield* kernel.callHost('two')
      log.push('done')
    })
    expect(kernel.run({ slice: 1, until: () => true })).toBe('host')
    expect(kernel.pendingHostCall).toBe('one')
    expect(kernel.run({ slice: 1 })).toBe('host')
    kernel.hostDone()
    expect(kernel.run({ slice: 1 })).toBe('host')
    kernel.hostDone()
    expect(kernel.run({ slice: 1 })).toBe('limit')
    expect(log).toEqual(['done'])
    expect(kernel.slice).toBe(1)
  })

  it('waits for its answer even in a thread that was interrupted before', () => {
    const { kernel, process, log } = setUp()
    process.spawn('caller', function* () {
      Thread.currentThread().interrupt()
      yield* kernel.callHost('open')
      log.push('opened')
      try {
        yield* sleep(1)
      } catch {
        log.push('interrupted')
      }
    })
    expect(kernel.run()).toBe('host')
    expect(log).toEqual([])
    kernel.hostDone()
    kernel.run()
    expect(log).toEqual(['opened', 'interrupted'])
  })

  it('does not bring a thread back whose process was killed meanwhile', () => {
    const { kernel, process, log } = setUp()
    process.spawn('caller', function* () {
      yield* kernel.callHost('open')
      log.push('opened')
    })
    kernel.run()
    kernel.kill(process)
    kernel.hostDone()
    expect(kernel.run()).toBe('idle')
    expect(log).toEqual([])
  })
})
