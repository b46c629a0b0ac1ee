import type { Blocking } from '../../kernel/Blocking'
import { Thread } from '../../kernel/Thread'

/**
 * Calls a hook or a callback of the application. Its exceptions must not disturb a send: the original writes them to its log,
 * or not even that; here they are an event.
 */
export function swallowing(action: () => void): void {
  try {
    action()
  } catch (error) {
    swallowed(error)
  }
}

/** Lets a scheduled task live on when a round of it fails: the next one comes all the same. */
export function* loggingOnly(round: Blocking<void>): Blocking<void> {
  try {
    yield* round
  } catch (error) {
    swallowed(error)
  }
}

function swallowed(error: unknown): void {
  const { name, process } = Thread.currentThread()
  process.kernel.emit({ type: 'exception-swallowed', process: process.name, thread: name, error: String(error) })
}
