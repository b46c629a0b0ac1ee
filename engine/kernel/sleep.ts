import type { Blocking } from './Blocking'
import { INTERRUPTED, MICROS_PER_MILLI } from './Blocking'
import { InterruptedException } from './errors'
import { Thread } from './Thread'

/**
 * Lets `millis` of virtual time pass. Original: Thread#sleep
 * @throws InterruptedException when the thread is interrupted meanwhile
 */
export function* sleep(millis: number, label = 'sleep'): Blocking<void> {
  const wake = yield* Thread.currentThread().kernel.park('sleep', millis * MICROS_PER_MILLI, label)
  if (wake === INTERRUPTED) throw new InterruptedException()
}

/** Lets `micros` of virtual time pass: what a disk or a processor takes. */
export function* sleepMicros(micros: number, label = 'sleep'): Blocking<void> {
  yield* Thread.currentThread().kernel.park('sleep', micros, label)
}

/** Lets every other runnable thread go first. Original: Thread#yield */
export function* yieldNow(): Blocking<void> {
  yield* sleepMicros(0)
}
