import { describe, expect, it } from 'vitest'
import { TIMED_OUT, type Blocking } from '../../../engine/kernel/Blocking'
import { CountDownLatch } from '../../../engine/kernel/concurrent/CountDownLatch'
import { DeadlockError } from '../../../engine/kernel/errors'
import { Kernel } from '../../../engine/kernel/Kernel'
import type { Process } from '../../../engine/kernel/Process'
import { sleep, sleepMicros, yieldNow } from '../../../engine/kernel/sleep'
import { Thread } from '../../../engine/kernel/Thread'

function setUp(): { kernel: Kernel; process: Process; log: string[] } {
  const kernel = new Kernel({ seed: 1 })
  return { kernel, process: kernel.createProcess({ name: 'node', host: '10.0.0.1' }), log: [] }
}

describe('order and virtual time', () => {
  it('runs threads in the order in which they were started', () => {
    const { kernel, process, log } = setUp()
    for (const name of ['a', 'b', 'c']) {
      process.spawn(name, function* () {
        log.push(`${name}1`)
        yield* yieldNow()
        log.push(`${name}2`)
      })
    }
    expect(kernel.run()).toBe('idle')
    expect(log).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'c2'])
  })

  it('moves the clock only to the next thing that is to be done', () => {
    const { kernel, process } = setUp()
    const times: number[] = []
    process.spawn('sleeper', function* () {
      yield* sleep(3_600_000)
      times.push(kernel.now)
      yield* sleepMicros(7)
      times.push(kernel.now)
    })
    kernel.run()
    // One µs for each slice: the first begins at 1, the timer is due an hour later, the second slice begins after that.
    expect(times).toEqual([3_600_000_002, 3_600_000_010])
  })

  it('gives each slice an instant of its own', () => {
    const kernel = new Kernel({ seed: 1, sliceMicros: 5 })
    const process = kernel.createProcess({ name: 'node', host: '10.0.0.1' })
    const seen: Array<[number, number]> = []
    for (let index = 0; index < 3; index++) {
      process.spawn(`t${index}`, function* () {
        seen.push([kernel.slice, kernel.now])
      })
    }
    kernel.run()
    expect(seen).toEqual([[1, 5], [2, 10], [3, 15]])
  })

  it('fires timers of the same instant in the order in which they were set, between other instants', () => {
    const { kernel, log } = setUp()
    kernel.schedule(20, 'late', () => log.push('late'))
    for (const name of ['one', 'two', 'three']) kernel.schedule(10, name, () => log.push(name))
    kernel.schedule(5, 'early', () => log.push('early'))
    expect(kernel.run()).toBe('idle')
    expect(log).toEqual(['early', 'one', 'two', 'three', 'late'])
    expect(kernel.now).toBe(20)
  })

  it('runs a timer that was set for now after those that were set before it', () => {
    const { kernel, log } = setUp()
    kernel.schedule(10, 'first', () => {
      log.push('first')
      kernel.schedule(0, 'nested', () => log.push('nested'))
    })
    kernel.schedule(10, 'second', () => log.push('second'))
    kernel.run()
    expect(log).toEqual(['first', 'second', 'nested'])
  })

  it('does not fire a cancelled timer, nor another one that got its place', () => {
    const { kernel, log } = setUp()
    const action = (): void => void log.push(`at ${kernel.now}`)
    const cancelled = kernel.schedule(10, 'cancelled', () => log.push('cancelled'))
    cancelled.cancel()
    const fired = kernel.schedule(20, 'once', action)
    kernel.run()
    kernel.schedule(30, 'again', action)
    fired.cancel()
    kernel.run()
    expect(log).toEqual(['at 20', 'at 50'])
  })

  it('ignores the timer of a wait that is over', () => {
    const { kernel, process, log } = setUp()
    const latch = new CountDownLatch(1)
    process.spawn('waiter', function* () {
      log.push(`open: ${yield* latch.await(10)}`)
      yield* sleep(100)
      log.push(`slept until ${Math.floor(kernel.now / 1000)} ms`)
    })
    kernel.schedule(5_000, 'open', () => latch.countDown())
    kernel.run()
    expect(log).toEqual(['open: true', 'slept until 105 ms'])
  })

  it('stops at a time, at a slice, and when it is told to', () => {
    const { kernel, process } = setUp()
    let rounds = 0
    process.spawn('ticker', function* () {
      for (;;) {
        rounds++
        yield* sleep(1)
      }
    })
    expect(kernel.run({ time: 10_500 })).toBe('limit')
    expect([kernel.now, rounds]).toEqual([10_500, 11])
    expect(kernel.run({ slice: 15 })).toBe('limit')
    expect([kernel.slice, rounds]).toEqual([15, 15])
    expect(kernel.run({ until: () => rounds === 20 })).toBe('limit')
    expect(rounds).toBe(20)
  })
})

describe('determinism', () => {
  function* worker(process: Process, log: string[], name: string): Blocking<void> {
    for (let round = 0; round < 20; round++) {
      yield* sleep(process.random.nextInt(10))
      log.push(`${process.kernel.slice}@${process.kernel.now} ${name}${round} ${process.random.nextInt(1000)}`)
    }
  }

  function record(seed: number, limits: readonly number[] = []): string[] {
    const kernel = new Kernel({ seed })
    const log: string[] = []
    for (const node of ['x', 'y', 'z']) {
      const process = kernel.createProcess({ name: node, host: '10.0.0.1' })
      for (const name of ['a', 'b']) process.spawn(name, () => worker(process, log, node + name))
    }
    for (const time of limits) kernel.run({ time })
    kernel.run()
    return log
  }

  it('repeats a run of the same seed slice by slice', () => {
    expect(record(42)).toHaveLength(120)
    expect(record(42)).toEqual(record(42))
  })

  it('runs differently with another seed', () => {
    expect(record(42)).not.toEqual(record(43))
  })

  it('does not mind being run in pieces', () => {
    expect(record(42, [3, 1_000, 1_001, 40_000, 40_017])).toEqual(record(42))
  })
})

describe('deadlock and exceptions', () => {
  it('names the threads that nothing can ever wake', () => {
    const { kernel, process } = setUp()
    process.spawn('stuck', function* () {
      yield* new CountDownLatch(1, 'a letter').await()
    })
    process.spawn('daemon', () => new CountDownLatch(1).await() as unknown as Blocking<void>, true)
    let error: unknown
    try {
      kernel.run()
    } catch (thrown) {
      error = thrown
    }
    expect(error).toBeInstanceOf(DeadlockError)
    expect((error as DeadlockError).blocked).toEqual([{ process: 'node', thread: 'stuck', waitsFor: 'a letter' }])
  })

  it('is idle when only daemons wait', () => {
    const { kernel, process } = setUp()
    process.spawn('daemon', () => new CountDownLatch(1).await() as unknown as Blocking<void>, true)
    expect(kernel.run()).toBe('idle')
  })

  it('ends only the thread whose exception nobody caught', () => {
    const { kernel, process, log } = setUp()
    const events: string[] = []
    kernel.sink = { emit: (event) => events.push(event.type) }
    kernel.onUncaught = (thread, error) => log.push(`${thread.name}: ${String(error)}`)
    const victim = process.spawn('victim', function* () {
      yield* sleep(1)
      throw new RangeError('oops')
    })
    process.spawn('other', function* () {
      yield* sleep(2)
      log.push('other is well')
    })
    kernel.run()
    expect(log).toEqual(['victim: RangeError: oops', 'other is well'])
    expect(victim.isAlive).toBe(false)
    expect(events).toEqual(['uncaught'])
  })

  it('tells a listener only of what it asked for, and says so beforehand', () => {
    const { kernel } = setUp()
    const events: string[] = []
    kernel.sink = { types: new Set(['timer-fired']), emit: (event) => events.push(event.type) }
    expect([kernel.wants('timer-fired'), kernel.wants('power-cut')]).toEqual([true, false])
    kernel.emit({ type: 'power-cut', process: 'p', host: 'h' })
    kernel.emit({ type: 'timer-fired', process: 'p', label: 'l' })
    expect(events).toEqual(['timer-fired'])
    kernel.sink = null
    expect(kernel.wants('timer-fired')).toBe(false)
  })

  it('has no current thread outside a slice', () => {
    const { kernel } = setUp()
    let seen: unknown = 'nothing'
    kernel.schedule(1, 'look', () => {
      seen = Thread.current
    })
    kernel.run()
    expect(seen).toBeNull()
    expect(() => Thread.currentThread()).toThrow(/no thread is running/)
  })
})

describe('hooks', () => {
  it('tell of each spawn, resume, pause, wake and end in order', () => {
    const { kernel, process, log } = setUp()
    kernel.hooks = {
      spawn: (thread) => log.push(`spawn ${thread.name}`),
      resume: (thread, slice, now) => log.push(`resume ${thread.name} ${slice} ${now}`),
      pause: (thread, wait) => log.push(`pause ${thread.name} ${wait}`),
      wake: (thread, wake) => log.push(`wake ${thread.name} ${wake === TIMED_OUT ? 'by time' : 'by somebody'}`),
      carry: (action) => action,
      end: (thread, error) => log.push(`end ${thread.name} ${error === undefined ? 'well' : String(error)}`),
      kill: (victim) => log.push(`kill ${victim.name}`),
    }
    process.spawn('t', function* () {
      yield* sleep(1)
    })
    kernel.run()
    kernel.kill(process)
    expect(log).toEqual(['spawn t', 'resume t 1 1', 'pause t sleep', 'wake t by time', 'resume t 2 1002', 'end t well', 'kill node'])
  })

  it('may go with an action that is put off, from where it is put off to where it runs', () => {
    const { kernel, process, log } = setUp()
    let place = 'outside'
    const nothing = (): void => {}
    kernel.hooks = {
      spawn: nothing, pause: nothing, wake: nothing, end: nothing, kill: nothing,
      resume: (thread) => {
        place = thread.name
      },
      carry: (action) => {
        const from = place
        return () => {
          log.push(`because of ${from}`)
          action()
        }
      },
    }
    process.spawn('sender', function* () {
      kernel.schedule(10, 'arrival', () => log.push('arrives'))
      yield* sleep(1)
    })
    kernel.run()
    expect(log).toEqual(['because of sender', 'arrives'])
  })
})
