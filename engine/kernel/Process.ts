// @notrace-file: the scheduler and its parts don't show in the trace of what they schedule.
import type { Blocking } from './Blocking'
import { MICROS_PER_MILLI } from './Blocking'
import type { Kernel } from './Kernel'
import type { Random } from './Random'
import { Thread } from './Thread'

export interface ProcessOptions {
  /** What the page calls it, such as `broker-a`. */
  readonly name: string
  /** The address of the machine it runs on, such as `10.0.0.21`. */
  readonly host: string
  /** What `-D` sets on the command line of a JVM. */
  readonly systemProperties?: Readonly<Record<string, string>>
}

/**
 * A group of threads with a life of its own: what a JVM is to RocketMQ. Killing it abandons its threads: they are never
 * resumed again and no `finally` runs, as with `kill -9`.
 */
export class Process {
  readonly kernel: Kernel
  readonly name: string
  readonly host: string
  readonly pid: number
  readonly random: Random
  /** What is `static` in Java exists once per JVM, so here once per process; see {@link processStatic}. */
  readonly statics: Map<string, unknown>
  private readonly systemProperties: Readonly<Record<string, string>>
  alive: boolean
  /** Added to the true time, in µs: a clock that goes wrong is one of the faults. */
  clockSkew: number
  /** Until this virtual time (µs) none of its threads run: a stop-the-world pause. */
  pausedUntil: number
  readonly threads: Set<Thread>
  private readonly exitListeners: Array<() => void>

  constructor(kernel: Kernel, pid: number, options: ProcessOptions) {
    this.kernel = kernel
    this.name = options.name
    this.host = options.host
    this.pid = pid
    this.random = kernel.random.fork()
    this.statics = new Map()
    this.systemProperties = options.systemProperties ?? {}
    this.alive = true
    this.clockSkew = 0
    this.pausedUntil = 0
    this.threads = new Set()
    this.exitListeners = []
  }

  /** Starts a thread. `isDaemon`: it may wait for ever without counting as deadlocked. */
  spawn(name: string, body: () => Blocking<void>, isDaemon = false): Thread {
    return this.kernel.spawn(this, name, body, isDaemon)
  }

  /** Milliseconds since 1970 by this process's clock. */
  currentTimeMillis(): number {
    return this.kernel.epochMillis + Math.floor((this.kernel.now + this.clockSkew) / MICROS_PER_MILLI)
  }

  /** Nanoseconds of a clock that never goes back. Original: System#nanoTime */
  nanoTime(): number {
    return this.kernel.now * 1000
  }

  /** Null when it isn't set. Original: System#getProperty */
  getSystemProperty(name: string): string | null {
    return this.systemProperties[name] ?? null
  }

  /** Called once when the process is killed or exits: the operating system closes its sockets and locks then. */
  onExit(listener: () => void): void {
    this.exitListeners.push(listener)
  }

  /** Called by the kernel. */
  ended(): void {
    this.alive = false
    for (const listener of this.exitListeners) listener()
    this.exitListeners.length = 0
  }
}

/** What a Java static variable is: one value for each process, made when it is first asked for. */
export function processStatic<T>(key: string, create: () => T): T {
  const { statics } = Thread.currentThread().process
  if (!statics.has(key)) statics.set(key, create())
  return statics.get(key) as T
}

/** Milliseconds since 1970 by the clock of the current thread's process. Original: System#currentTimeMillis */
export function currentTimeMillis(): number {
  return Thread.currentThread().process.currentTimeMillis()
}

/** Nanoseconds of the current process's monotonic clock. Original: System#nanoTime */
export function nanoTime(): number {
  return Thread.currentThread().process.nanoTime()
}
