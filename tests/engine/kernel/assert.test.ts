import { describe, expect, it } from 'vitest'
import { assert, AssertionError } from '../../../engine/kernel/assert'
import { CompletableFuture } from '../../../engine/kernel/concurrent/CompletableFuture'
import { ReentrantReadWriteLock } from '../../../engine/kernel/concurrent/ReentrantReadWriteLock'
import { ScheduledExecutorService } from '../../../engine/kernel/concurrent/ScheduledExecutorService'
import { ThreadPoolExecutor } from '../../../engine/kernel/concurrent/ThreadPoolExecutor'
import { Kernel } from '../../../engine/kernel/Kernel'
import type { Process } from '../../../engine/kernel/Process'
import { sleep } from '../../../engine/kernel/sleep'
import type { TraceEvent } from '../../../engine/trace/events'

function breakIt(): void {
  assert(false, 'one and one is two', 3, 2)
}

function swallow(action: () => void): void {
  try {
    action()
  } catch {
    return
  }
}

function setUp(): { kernel: Kernel; process: Process; events: TraceEvent[] } {
  const kernel = new Kernel({ seed: 1 })
  const process = kernel.createProcess({ name: 'broker-a', host: '10.0.0.1' })
  const events: TraceEvent[] = []
  kernel.sink = { emit: (event) => events.push(event) }
  return { kernel, process, events }
}

/** Ways in which code of the engine could let a broken invariant pass. */
const SWALLOWED: ReadonlyArray<readonly [string, (process: Process) => void]> = [
  ['a thread that catches everything', (process) => {
    process.spawn('main', function* () {
      yield* sleep(1)
      swallow(breakIt)
      yield* sleep(1000)
    })
  }],
  ['a thread that catches nothing', (process) => {
    process.spawn('main', function* () {
      breakIt()
    })
  }],
  ['a scheduled task', (process) => {
    new ScheduledExecutorService(process, 'timer').scheduleAtFixedRate('tick', function* () {
      breakIt()
    }, 10, 10)
  }],
  ['a task of a pool', (process) => {
    process.spawn('main', function* () {
      new ThreadPoolExecutor(process, { threadNamePrefix: 'pool_', corePoolSize: 1 }).execute(function* () {
        swallow(breakIt)
      })
    })
  }],
  ['a callback of a future', (process) => {
    process.spawn('main', function* () {
      CompletableFuture.completedFuture(1).thenApply(() => breakIt())
      yield* sleep(1000)
    })
  }],
  ['an action in interrupt context', ({ kernel }) => {
    kernel.schedule(5, 'action', () => swallow(breakIt))
  }],
  ['an action in interrupt context that throws', ({ kernel }) => {
    kernel.schedule(5, 'action', breakIt)
  }],
]

describe('a broken invariant', () => {
  it.each(SWALLOWED)('ends the run: in %s', (_, plant) => {
    const { kernel, process, events } = setUp()
    plant(process)
    const run = (): unknown => kernel.run({ time: 60_000_000 })
    expect(run).toThrow(AssertionError)
    expect(kernel.broken).toMatchObject({ invariant: 'one and one is two', found: 3, expected: 2 })
    expect(kernel.now).toBeLessThan(1_000_000)
    expect(events.at(-1)).toMatchObject({ type: 'invariant-broken', invariant: 'one and one is two' })
    expect(events.filter(({ type }) => type === 'uncaught')).toEqual([])
    expect(run).toThrow(kernel.broken!)
  })

  it('is told with the process and the thread in which it broke, and with what was found', () => {
    const { kernel, process, events } = setUp()
    process.spawn('ReputMessageService', function* () {
      swallow(breakIt)
    })
    expect(() => kernel.run()).toThrow('must hold: one and one is two (found 3, expected 2)')
    expect(events.at(-1)).toMatchObject({ process: 'broker-a', thread: 'ReputMessageService' })
  })

  it('of one run is no business of the next', () => {
    expect(breakIt).toThrow(AssertionError)
    const { kernel, process } = setUp()
    process.spawn('main', function* () {
      yield* sleep(1)
    })
    expect(kernel.run()).toBe('idle')
  })
})

it('a thread that holds a read lock and asks for the write lock would wait for itself: the run ends and says so', () => {
  const { kernel, process } = setUp()
  const lock = new ReentrantReadWriteLock('tables')
  process.spawn('upgrade', function* () {
    yield* lock.readLock().lockInterruptibly()
    expect(lock.getReadHoldCount()).toBe(1)
    yield* lock.writeLock().lockInterruptibly()
  })
  // A timer that comes for ever: without the assert the run would never be idle, and no deadlock would be seen.
  new ScheduledExecutorService(process, 'timer').scheduleAtFixedRate('tick', () => sleep(0), 10, 10)
  expect(() => kernel.run({ time: 60_000_000 })).toThrow('a thread that reads does not ask for the write lock')
})

it('a scheduled task that ends of an exception is told of, with its name and the thread, which lives on', () => {
  const { kernel, process, events } = setUp()
  const told: unknown[] = []
  kernel.onUncaught = (thread, error) => told.push(thread.name, String(error))
  const timer = new ScheduledExecutorService(process, 'timer')
  timer.scheduleAtFixedRate('clean files', function* () {
    throw new Error('no such hour: 05:00')
  }, 10, 10)
  kernel.run({ time: 60_000_000 })
  const expected = { process: 'broker-a', thread: 'timer', task: 'clean files', error: 'Error: no such hour: 05:00' }
  expect(events.filter(({ type }) => type === 'uncaught')).toEqual([{ type: 'uncaught', ...expected }])
  expect(told).toEqual(['timer', 'Error: no such hour: 05:00'])
})
