import type { Wait } from '../kernel/Blocking'

/**
 * What an event of a recording is.
 *
 * | kind     | when                                           | `value` of the event                               |
 * |----------|------------------------------------------------|----------------------------------------------------|
 * | STMT     | a statement is about to run                    | captured variables                                 |
 * | ENTER    | a method has been called                       | the object's id, captured arguments                |
 * | EXIT     | it has returned, or THROW was right before     | captured result                                    |
 * | THROW    | an exception leaves a method                   | captured exception                                 |
 * | RESUME   | a slice begins                                 | –; its number and time are clock marks             |
 * | PAUSE    | a slice ends because the thread waits          | for what ({@link packWait})                        |
 * | SPAWN    | the current thread has started another         | the other's id                                     |
 * | END      | the thread has ended                           | the exception that nobody caught                   |
 * | KILL     | the thread is never going to be resumed again  | –                                                  |
 * | DOMAIN   | something that can't be seen from statements   | index into the recording's list of trace events    |
 */
export const EventKind = {
  STMT: 0,
  ENTER: 1,
  EXIT: 2,
  THROW: 3,
  RESUME: 4,
  PAUSE: 5,
  SPAWN: 6,
  END: 7,
  KILL: 8,
  DOMAIN: 9,
} as const
export type EventKind = (typeof EventKind)[keyof typeof EventKind]

/** The names of the kinds, by number. */
export const EVENT_KIND_NAMES = Object.keys(EventKind) as Array<keyof typeof EventKind>

/** The site of events that no place in the source stands for. */
export const NO_SITE = 0xffff_ffff

/** The thread id of what happens outside threads: arriving bytes, timers, faults. */
export const INTERRUPT = 0

const WAITS: readonly Wait[] = [
  'sleep', 'latch', 'lock', 'semaphore', 'queue', 'future', 'net', 'disk', 'park', 'host',
]

/** A wait and the index of its label in the table of strings, as one number. */
export function packWait(wait: Wait, label: number): number {
  return label * 16 + WAITS.indexOf(wait)
}

export function unpackWait(packed: number): { wait: Wait; label: number } {
  return { wait: WAITS[packed % 16] ?? 'park', label: Math.floor(packed / 16) }
}
