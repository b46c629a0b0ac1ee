import type { Blocking } from '../../../engine/kernel/Blocking'
import { Kernel } from '../../../engine/kernel/Kernel'
import type { Process } from '../../../engine/kernel/Process'
import type { Thread } from '../../../engine/kernel/Thread'

export interface RunInKernelOptions {
  readonly seed?: number
  /** What the clocks show at the start, in ms since 1970. */
  readonly epochMillis?: number
  /** Virtual time after which the body must have ended, in ms. */
  readonly limitMillis?: number
  /** Other threads may die of exceptions without failing the run. */
  readonly allowUncaught?: boolean
}

/** The body was still waiting when its virtual time was over. */
export class TimeLimitError extends Error {
  readonly limitMillis: number
  readonly waitsFor: string

  constructor(limitMillis: number, waitsFor: string) {
    super(`not done after ${limitMillis} ms of virtual time: waits for ${waitsFor}`)
    this.name = 'TimeLimitError'
    this.limitMillis = limitMillis
    this.waitsFor = waitsFor
  }
}

/** A thread other than the body's died of an exception, which is the cause. */
export class UncaughtInThreadError extends Error {
  readonly thread: string

  constructor(thread: string, cause: unknown) {
    super(`thread ${thread} died: ${String(cause)}`, { cause })
    this.name = 'UncaughtInThreadError'
    this.thread = thread
  }
}

/**
 * Runs `body` as the main thread of one process on a fresh kernel, until it returns, and returns what it returned.
 * Rethrows what it throws. Threads that the body started are left where they are then.
 * @throws TimeLimitError, UncaughtInThreadError, DeadlockError
 */
export function runInKernel<T>(body: (process: Process) => Blocking<T>, options: RunInKernelOptions = {}): T {
  const { epochMillis } = options
  const kernel = new Kernel({ seed: options.seed ?? 1, ...(epochMillis === undefined ? {} : { epochMillis }) })
  const process = kernel.createProcess({ name: 'test', host: '10.0.0.1' })
  const outcome: { value?: T; error?: unknown; failed: boolean } = { failed: false }
  const dead: Array<{ thread: Thread; error: unknown }> = []
  kernel.onUncaught = (thread, error) => dead.push({ thread, error })
  const main = process.spawn('main', function* () {
    try {
      outcome.value = yield* body(process)
    } catch (error) {
      outcome.error = error
      outcome.failed = true
    }
  })
  const limitMillis = options.limitMillis ?? 3_600_000
  const mustStop = (): boolean => !main.isAlive || (dead.length > 0 && options.allowUncaught !== true)
  const reason = kernel.run({ time: limitMillis * 1000, until: mustStop })
  if (outcome.failed) throw outcome.error
  if (dead.length > 0 && options.allowUncaught !== true) {
    throw new UncaughtInThreadError(dead[0]!.thread.name, dead[0]!.error)
  }
  if (reason === 'host') throw new Error('the body called the host: use engine/adapters/host/runWithHost')
  if (main.isAlive) throw new TimeLimitError(limitMillis, main.waitingFor)
  return outcome.value as T
}
