// @notrace-file: in Java, a catch around a loop's body.
import type { Blocking } from '../../kernel/Blocking'
import { Thread } from '../../kernel/Thread'

/** A round of a service that fails is told to RocketMQ's log, and the next one comes. */
export function* swallowingErrors(round: () => Blocking<void>): Blocking<void> {
  try {
    yield* round()
  } catch (error) {
    const { process, name: thread } = Thread.currentThread()
    const { kernel, name } = process
    if (!kernel.wants('exception-swallowed')) return
    kernel.emit({ type: 'exception-swallowed', process: name, thread, error: String(error) })
  }
}
