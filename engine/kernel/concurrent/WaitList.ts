import type { Blocking, Wait, Wake } from '../Blocking'
import { INTERRUPTED, MICROS_PER_MILLI, SIGNALLED } from '../Blocking'
import { InterruptedException } from '../errors'
import { Thread } from '../Thread'

/**
 * How late a wait for something comes back if it was in vain, in µs. Real ones always do, mostly by one to five milliseconds;
 * so a clock of whole milliseconds shows more than was asked, and no time is left for another try. What only paces a thread
 * (a sleep, a service's interval) keeps to its time here, to keep periods readable.
 */
const LATE_MICROS = 1000
const PACING: ReadonlySet<Wait> = new Set<Wait>(['sleep', 'queue', 'net'])

/** Threads that wait for the same thing, in the order in which they came. Every tool of this room stands on it. */
export class WaitList {
  private readonly waiters: Thread[]

  constructor() {
    this.waiters = []
  }

  get length(): number {
    return this.waiters.length
  }

  /**
   * Blocks the current thread until {@link wakeOne} or {@link wakeAll} reaches it.
   * @returns SIGNALLED or TIMED_OUT
   * @throws InterruptedException
   */
  *await(wait: Wait, timeoutMillis: number, label: string): Blocking<Wake> {
    const thread = Thread.currentThread()
    this.waiters.push(thread)
    const late = PACING.has(wait) ? 0 : LATE_MICROS
    const micros = Math.round(timeoutMillis * MICROS_PER_MILLI) + late
    const wake = thread.kernel.beginsToWait(wait, micros, label) ? yield wait : INTERRUPTED
    if (wake !== SIGNALLED) this.remove(thread)
    if (wake === INTERRUPTED) throw new InterruptedException()
    return wake
  }

  /** Like {@link await} without a limit, but an interrupt is only remembered: the thread keeps its place and waits on. */
  *awaitUninterruptibly(wait: Wait, label: string): Blocking<void> {
    const thread = Thread.currentThread()
    this.waiters.push(thread)
    let isInterrupted = false
    while ((yield* thread.kernel.park(wait, Infinity, label)) === INTERRUPTED) isInterrupted = true
    if (isInterrupted) thread.isInterrupted = true
  }

  /** Wakes the thread that waits longest; false if nobody does. One whose time is over already waits no more. */
  wakeOne(): boolean {
    for (;;) {
      const thread = this.waiters.shift()
      if (thread === undefined) return false
      if (thread.state !== 'WAITING') continue
      thread.unpark()
      return true
    }
  }

  /** Gives what is waited for to the thread that waits longest, before anybody else can take it; then wakes that thread. */
  handOver(give: (next: Thread) => void): void {
    for (;;) {
      const next = this.waiters.shift()
      if (next === undefined) return
      if (next.state !== 'WAITING') continue
      give(next)
      next.unpark()
      return
    }
  }

  wakeAll(): void {
    if (this.waiters.length === 0) return
    for (const thread of this.waiters) thread.unpark()
    this.waiters.length = 0
  }

  private remove(thread: Thread): void {
    const index = this.waiters.indexOf(thread)
    if (index >= 0) this.waiters.splice(index, 1)
  }
}
