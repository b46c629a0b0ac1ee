// @notrace-file: the scheduler and its parts don't show in the trace of what they schedule.
import type { Blocking, Wait, Wake } from './Blocking'
import { INTERRUPTED, SIGNALLED, TIMED_OUT } from './Blocking'
import type { TraceEvent, TraceEventType } from '../trace/events'
import { assert, AssertionError, setWitness } from './assert'
import { DeadlockError } from './errors'
import type { ProcessOptions } from './Process'
import { Process } from './Process'
import { Random } from './Random'
import { RunQueue } from './RunQueue'
import { Thread } from './Thread'
import type { Timer } from './TimerTable'
import { TimerTable } from './TimerTable'

export interface KernelOptions {
  readonly seed: number
  /** What the clocks show at virtual time 0, in ms since 1970. */
  readonly epochMillis?: number
  /** Virtual time that one slice takes, in µs. */
  readonly sliceMicros?: number
}

/** Why {@link Kernel.run} came back. `host`: a thread waits for the world outside, see {@link Kernel.callHost}. */
export type RunOutcome = 'limit' | 'idle' | 'host'

/** How far {@link Kernel.run} goes: up to a virtual time (µs), a slice, or until the predicate says so after a slice. */
export interface RunLimit {
  readonly time?: number
  readonly slice?: number
  readonly until?: () => boolean
}

/** Hears what the scheduler does: the recorder of the trace. */
export interface KernelHooks {
  resume(thread: Thread, slice: number, now: number): void
  pause(thread: Thread, wait: Wait): void
  spawn(thread: Thread): void
  /** A thread may run again: the running thread woke it, or its time is over. */
  wake(thread: Thread, wake: Wake): void
  /** An action that is put off: its effects are those of the thread that runs now. */
  carry(action: () => void): () => void
  end(thread: Thread, error?: unknown): void
  kill(process: Process): void
  /** A thread runs no more: it has come to its end, or has ended its own process. */
  left?(thread: Thread): void
}

/** Takes the events that can't be seen from statements. */
export interface EventSink {
  /** The types of event that it is told of; all when left out. A short list spares the run making the others. */
  readonly types?: ReadonlySet<string>
  emit(event: TraceEvent): void
}

/**
 * The scheduler: one thread runs at a time, for one slice, until it waits; time is virtual and moves only when nothing
 * else can be done. The same program with the same seed does the same in every repetition, on every machine.
 */
export class Kernel {
  /** Virtual time in µs since the start of the run. */
  now: number
  /** How many slices have begun. Interventions are addressed by this number. */
  slice: number
  readonly random: Random
  /** What the clocks show at virtual time 0. Nobody but a machine that has slept moves it on. */
  epochMillis: number
  readonly sliceMicros: number
  readonly processes: Process[]
  readonly timers: TimerTable
  hooks: KernelHooks | null
  sink: EventSink | null
  /** Told of each exception that ended a thread, or a scheduled task of a thread that lives on. */
  onUncaught: ((thread: Thread, error: unknown) => void) | null
  /** The invariant that ended the run, or null while all hold. */
  broken: AssertionError | null
  private readonly runQueue: RunQueue
  private readonly interventions: Array<{ slice: number; action: () => void }>
  private nextThreadId: number
  private nextPid: number
  private hostCall: { readonly thread: Thread; readonly call: unknown } | null
  /** The thread that comes back from the host: its slice goes on as if it had never been left. */
  private backFromHost: Thread | null

  constructor(options: KernelOptions) {
    this.now = 0
    this.slice = 0
    this.random = new Random(options.seed)
    this.epochMillis = options.epochMillis ?? 1_700_000_000_000
    this.sliceMicros = options.sliceMicros ?? 1
    this.processes = []
    this.timers = new TimerTable()
    this.hooks = null
    this.sink = null
    this.onUncaught = null
    this.broken = null
    this.runQueue = new RunQueue()
    this.interventions = []
    this.nextThreadId = 1
    this.nextPid = 1000
    this.hostCall = null
    this.backFromHost = null
  }

  createProcess(options: ProcessOptions): Process {
    const process = new Process(this, this.nextPid++, options)
    this.processes.push(process)
    this.emit({ type: 'process-started', process: process.name, host: process.host, pid: process.pid })
    return process
  }

  spawn(process: Process, name: string, body: () => Blocking<void>, isDaemon: boolean): Thread {
    assert(process.alive, 'only a living process starts threads', name)
    const thread = new Thread(this.nextThreadId++, name, process, body(), isDaemon)
    process.threads.add(thread)
    this.hooks?.spawn(thread)
    this.runQueue.push(thread)
    return thread
  }

  /** Abandons all threads of the process: `kill -9`. What the operating system does for the dead is done at once. */
  kill(process: Process): void {
    if (!process.alive) return
    this.endProcess(process)
    this.hooks?.kill(process)
    this.emit({ type: 'process-killed', process: process.name, host: process.host })
  }

  /** The process ends because it wants to, after it has shut itself down. */
  exit(process: Process): void {
    if (!process.alive) return
    this.endProcess(process)
    this.hooks?.kill(process)
    this.emit({ type: 'process-exited', process: process.name, host: process.host })
  }

  private endProcess(process: Process): void {
    for (const thread of process.threads) {
      thread.waitToken++
      thread.state = 'TERMINATED'
    }
    process.threads.clear()
    process.ended()
  }

  /** Stops the world of one process for `micros`: its threads run late, everything else goes on. */
  pause(process: Process, micros: number): void {
    process.pausedUntil = Math.max(process.pausedUntil, this.now + micros)
  }

  /** Runs `action` in interrupt context after `delayMicros`: no thread is current and nothing may block. */
  schedule(delayMicros: number, label: string, action: () => void): Timer {
    assert(delayMicros >= 0, 'nothing is scheduled for the past', delayMicros)
    return this.timers.schedule(this.now + delayMicros, label, this.hooks?.carry(action) ?? action)
  }

  /**
   * Runs `action` right before the thread of that slice is resumed: all that came before the slice is untouched. If the
   * slice has begun already, before the next one.
   */
  atSlice(slice: number, action: () => void): void {
    const index = this.interventions.findIndex((each) => each.slice > slice)
    this.interventions.splice(index < 0 ? this.interventions.length : index, 0, { slice, action })
  }

  /**
   * Blocks the current thread until {@link Thread.unpark}, an interrupt, or until `timeoutMicros` have passed. `label`
   * says for what, in words that the page can show. A thread that has ended its own process gets this far and no further.
   */
  *park(wait: Wait, timeoutMicros: number, label: string): Blocking<Wake> {
    return this.beginsToWait(wait, timeoutMicros, label) ? yield wait : INTERRUPTED
  }

  /**
   * What comes before the `yield` in {@link park}, for those who wait so often that a generator of its own would be felt.
   * @returns false when the thread has been interrupted: then it must not `yield`
   */
  beginsToWait(wait: Wait, timeoutMicros: number, label: string): boolean {
    const thread = Thread.currentThread()
    if (!thread.isAlive) return true
    if (thread.isInterrupted) {
      thread.isInterrupted = false
      return false
    }
    assert(thread.state === 'RUNNING', 'the thread that waits is the one that runs', thread.state)
    thread.state = 'WAITING'
    thread.wait = wait
    thread.waitingFor = label
    thread.waitToken++
    if (timeoutMicros !== Infinity) this.timers.wakeThread(this.now + Math.max(0, timeoutMicros), thread)
    return true
  }

  /**
   * Waits for something that only the world outside can do, such as opening a file on OPFS. The whole cluster stands still
   * meanwhile and no virtual time passes, so the run stays what it is. `call` is for the adapter that drives the run.
   */
  *callHost(call: unknown): Blocking<void> {
    assert(this.hostCall === null, 'one call to the host at a time')
    const thread = Thread.currentThread()
    this.hostCall = { thread, call }
    const { isInterrupted } = thread
    thread.isInterrupted = false
    yield* this.park('host', Infinity, 'the host')
    thread.isInterrupted = isInterrupted
  }

  /** What {@link callHost} was given, while {@link run} has come back with 'host'. */
  get pendingHostCall(): unknown {
    return this.hostCall?.call ?? null
  }

  /** The host has done what it was called for. */
  hostDone(): void {
    assert(this.hostCall !== null, 'no call to the host is pending')
    const { thread } = this.hostCall
    this.hostCall = null
    this.backFromHost = thread
  }

  /** Called by {@link Thread.unpark} and the like. */
  makeRunnable(thread: Thread, wake: Wake): void {
    assert(thread.state === 'WAITING', 'only a waiting thread is woken', thread.state)
    thread.state = 'RUNNABLE'
    thread.wake = wake
    thread.waitToken++
    this.hooks?.wake(thread, wake)
    this.runQueue.push(thread)
  }

  /**
   * Runs slices and timers up to the limit.
   * @throws DeadlockError when threads wait that nothing can ever wake
   * @throws AssertionError when an invariant is broken: the run has ended, and each further call throws the same error
   */
  run(limit: RunLimit = {}): RunOutcome {
    if (this.broken !== null) throw this.broken
    setWitness((error) => this.invariantBroken(error))
    try {
      return this.runTo(limit)
    } finally {
      setWitness(null)
    }
  }

  private runTo(limit: RunLimit): RunOutcome {
    const sliceLimit = limit.slice ?? Infinity
    const timeLimit = limit.time ?? Infinity
    for (;;) {
      if (this.hostCall !== null) return 'host'
      const isWithinSlice = this.backFromHost !== null
      if (!isWithinSlice && (this.slice >= sliceLimit || this.now >= timeLimit)) return 'limit'
      const hasStepped = this.step(timeLimit)
      // Also when the code that broke the invariant has caught the error.
      if (this.broken !== null) throw this.broken
      if (!hasStepped) return this.idleOrLimit(timeLimit)
      if (this.hostCall === null && limit.until?.() === true) return 'limit'
    }
  }

  private idleOrLimit(timeLimit: number): RunOutcome {
    if (!this.timers.isEmpty) {
      this.now = timeLimit
      return 'limit'
    }
    const blocked = this.blockedThreads()
    if (blocked.length > 0) throw new DeadlockError(blocked)
    return 'idle'
  }

  /** The first broken invariant is told of right where it broke, so that a trace shows the place. */
  private invariantBroken(error: AssertionError): void {
    if (this.broken !== null) return
    this.broken = error
    const thread = Thread.current
    const where = { process: thread?.process.name ?? '', thread: thread?.name ?? '' }
    this.emit({ type: 'invariant-broken', ...where, invariant: error.invariant, error: error.message })
    // Code that catches the error runs on to the end of its slice, unheard.
    this.sink = null
  }

  /** One slice or one timer. False when there is nothing to do up to `timeLimit` (µs). */
  private step(timeLimit = Infinity): boolean {
    if (this.backFromHost !== null) {
      const thread = this.backFromHost
      this.backFromHost = null
      if (thread.isAlive) this.advance(thread, SIGNALLED)
      return true
    }
    const thread = this.runQueue.pop()
    if (thread !== null) {
      this.runSlice(thread)
      return true
    }
    if (this.timers.isEmpty || this.timers.earliest > timeLimit) return false
    this.now = Math.max(this.now, this.timers.earliest)
    assert(this.now !== Infinity, 'time moves to a moment that comes')
    this.fireTimers()
    return true
  }

  private applyInterventions(): void {
    while (this.interventions.length > 0 && this.interventions[0]!.slice <= this.slice) {
      this.interventions.shift()!.action()
    }
  }

  private runSlice(thread: Thread): void {
    if (!this.mayRun(thread)) return
    this.slice++
    this.now += this.sliceMicros
    if (!this.timers.isEmpty && this.timers.earliest <= this.now) this.fireTimers()
    this.applyInterventions()
    if (this.mayRun(thread)) this.resume(thread)
  }

  /** False for a thread that is dead or whose process stands still; that one comes back at the end of the pause. */
  private mayRun(thread: Thread): boolean {
    if (thread.state !== 'RUNNABLE') return false
    const { pausedUntil } = thread.process
    if (pausedUntil <= this.now) return true
    this.timers.schedule(pausedUntil, 'end of pause', () => {
      if (thread.state === 'RUNNABLE') this.runQueue.push(thread)
    })
    return false
  }

  private resume(thread: Thread): void {
    this.hooks?.resume(thread, this.slice, this.now)
    this.advance(thread, thread.wake)
  }

  private advance(thread: Thread, wake: Wake): void {
    assert(Thread.current === null, 'one thread runs at a time')
    thread.state = 'RUNNING'
    Thread.current = thread
    try {
      const result = thread.body.next(wake)
      if (result.done === true) this.endThread(thread)
      else if (result.value !== 'host' && thread.isAlive) this.hooks?.pause(thread, result.value)
    } catch (error) {
      this.endThread(thread, error)
    } finally {
      if (!thread.isAlive) this.hooks?.left?.(thread)
      Thread.current = null
    }
  }

  private endThread(thread: Thread, error?: unknown): void {
    if (!thread.isAlive) return
    thread.terminated()
    thread.process.threads.delete(thread)
    this.hooks?.end(thread, error)
    if (error !== undefined) this.uncaught(thread, error, '')
  }

  /** Tells everybody of an exception that ended a thread, or the scheduled `task` of a thread that lives on. */
  uncaught(thread: Thread, error: unknown, task: string): void {
    // A broken invariant ends the run, and is told of as such.
    if (error instanceof AssertionError) return
    this.emit({ type: 'uncaught', process: thread.process.name, thread: thread.name, task, error: String(error) })
    this.onUncaught?.(thread, error)
  }

  /** Fires every timer that is due. */
  private fireTimers(): void {
    const { timers } = this
    while (!timers.isEmpty && timers.earliest <= this.now) {
      const due = timers.pop()
      if (due.thread === null) due.timer?.fire()
      else if (due.thread.waitToken === due.token && due.thread.state === 'WAITING') {
        this.makeRunnable(due.thread, TIMED_OUT)
      }
    }
  }

  private blockedThreads(): Array<{ process: string; thread: string; waitsFor: string }> {
    return this.processes.flatMap((process) =>
      [...process.threads]
        .filter((thread) => !thread.isDaemon)
        .map((thread) => ({ process: process.name, thread: thread.name, waitsFor: thread.waitingFor })),
    )
  }

  /** Does anybody listen for events of this type? Asked before an event that is costly to build, such as one with bytes. */
  wants(type: TraceEventType): boolean {
    return this.sink !== null && (this.sink.types === undefined || this.sink.types.has(type))
  }

  /** Hands a domain event to the sink, if that wants it. */
  emit(event: TraceEvent): void {
    if (this.sink !== null && this.wants(event.type)) this.sink.emit(event)
  }
}
