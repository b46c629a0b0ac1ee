// @notrace-file: the scheduler and its parts don't show in the trace of what they schedule.
import type { Blocking, Wait, Wake } from './Blocking'
import { INTERRUPTED, MICROS_PER_MILLI, SIGNALLED } from './Blocking'
import { InterruptedException } from './errors'
import type { Kernel } from './Kernel'
import type { Process } from './Process'

export type ThreadState = 'RUNNABLE' | 'RUNNING' | 'WAITING' | 'TERMINATED'

/**
 * One thread of one simulated process: a generator and what the scheduler has to know of it.
 * Original: java.lang.Thread.
 */
export class Thread {
  /** The thread that runs now. The scheduler sets it before each resume; null in interrupt context. */
  static current: Thread | null = null

  /** Numbered from 1 in the order of creation: the same in every repetition of a run. */
  readonly id: number
  readonly name: string
  readonly process: Process
  readonly kernel: Kernel
  state: ThreadState
  /** While waiting: for what, in words that the page can show. */
  waitingFor: string
  wait: Wait | null
  /** Handed to the generator at the next resume. */
  wake: Wake
  /** Grows with each wait, so that a timer of a wait that is over is known to be stale. */
  waitToken: number
  isInterrupted: boolean
  /** A daemon may wait for ever without that being a deadlock. */
  isDaemon: boolean
  readonly body: Blocking<void>
  private locals: Map<unknown, unknown> | null
  private joiners: Thread[]

  constructor(id: number, name: string, process: Process, body: Blocking<void>, isDaemon: boolean) {
    this.id = id
    this.name = name
    this.process = process
    this.kernel = process.kernel
    this.state = 'RUNNABLE'
    this.waitingFor = ''
    this.wait = null
    this.wake = SIGNALLED
    this.waitToken = 0
    this.isInterrupted = false
    this.isDaemon = isDaemon
    this.body = body
    this.locals = null
    this.joiners = []
  }

  /**
   * The thread that is running. Original: Thread#currentThread
   * @throws Error outside a thread, where nothing may block
   */
  static currentThread(): Thread {
    const thread = Thread.current
    if (thread === null) throw new Error('no thread is running: blocking calls belong into a thread')
    return thread
  }

  get isAlive(): boolean {
    return this.state !== 'TERMINATED'
  }

  /** Makes a waiting thread runnable; a no-op for any other. */
  unpark(): void {
    if (this.state === 'WAITING') this.kernel.makeRunnable(this, SIGNALLED)
  }

  /** Breaks off what the thread is waiting for, or its next wait. Original: Thread#interrupt */
  interrupt(): void {
    if (this.state === 'WAITING') this.kernel.makeRunnable(this, INTERRUPTED)
    else this.isInterrupted = true
  }

  /**
   * Waits until this thread has ended, at most `millis` (0: for ever). Original: Thread#join
   * @throws InterruptedException
   */
  *join(millis = 0): Blocking<void> {
    if (!this.isAlive) return
    const joiner = Thread.currentThread()
    this.joiners.push(joiner)
    const timeoutMicros = millis > 0 ? millis * MICROS_PER_MILLI : Infinity
    const wake = yield* this.kernel.park('park', timeoutMicros, `end of ${this.name}`)
    if (wake !== SIGNALLED) this.joiners = this.joiners.filter((each) => each !== joiner)
    if (wake === INTERRUPTED) throw new InterruptedException()
  }

  /** Called by the scheduler when the generator has returned or thrown. */
  terminated(): void {
    this.state = 'TERMINATED'
    for (const joiner of this.joiners) joiner.unpark()
    this.joiners = []
  }

  /** The value of a thread-local variable. Original: java.lang.ThreadLocal */
  local<T>(key: unknown, create: () => T): T {
    this.locals ??= new Map()
    const known = this.locals.get(key) as T | undefined
    if (known !== undefined) return known
    const value = create()
    this.locals.set(key, value)
    return value
  }
}
