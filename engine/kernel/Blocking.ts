/**
 * A thread of the simulated cluster is a generator. Whatever may block is written as a generator method and called with
 * `yield*`, so that every place where a thread can lose the processor is visible in the source.
 */

/** What a thread is waiting for. A constant string: waiting allocates nothing. */
export type Wait = 'sleep' | 'latch' | 'lock' | 'semaphore' | 'queue' | 'future' | 'net' | 'disk' | 'park' | 'host'

/** Why a waiting thread runs again. */
export type Wake = 0 | 1 | 2

/** Somebody signalled what the thread was waiting for. */
export const SIGNALLED: Wake = 0
/** The time that the thread was willing to wait is over. */
export const TIMED_OUT: Wake = 1
/** The thread was interrupted while waiting. */
export const INTERRUPTED: Wake = 2

/** The type of a call that may block and at last returns a `T`. */
export type Blocking<T> = Generator<Wait, T, Wake>

export const MICROS_PER_MILLI = 1000
