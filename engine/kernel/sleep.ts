import type { Blocking } from './Blocking'
import { INTERRUPTED, MICROS_PER_MILLI } from './Blocking'
import { InterruptedException } from './errors'
import { Thread } from './Thread'

/**
 * Lets `millis` of virtual time pass. Original: Thread#sleep
 * @throws InterruptedException when the thread is interrupted meanwhile
 */
export function* sleep(millis: number, label = 'sleep'): Blocking<void> {
  const { kernel } = Thread.currentThread()
  const wake = kernel.beginsToWait('sleep', millis * MICROS_PER_MILLI, label) ? yield 'sleep' : INTERRUPTED
  if (wake === INTERRUPTED) throw new InterruptedException()
}

/**
 * Lets `micros` of virtual time pass: what a disk or a processor takes. An interrupt does not shorten it; it is kept for
 * the next wait that can be interrupted.
 */
export function* sleepMicros(micros: number, label = 'sleep'): Blocking<void> {
  const thread = Thread.currentThread()
  const { kernel } = thread
  const end = kernel.now + micros
  let isInterrupted = false
  while ((yield* kernel.park('sleep', end - kernel.now, label)) === INTERRUPTED) isInterrupted = true
  if (isInterrupted) thread.isInterrupted = true
}

/** Lets every other runnable thread go first. Original: Thread#yield */
export function* yieldNow(): Blocking<void> {
  yield* sleepMicros(0)
}
