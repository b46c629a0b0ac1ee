import type { Blocking } from '../../kernel/Blocking'
import { Thread } from '../../kernel/Thread'
import { HostCall } from './HostCall'

/**
 * Has the world outside do something while the whole cluster stands still; no virtual time passes. To an engine's thread
 * it looks like any blocking call: it returns what `work` resolves to and throws what it is rejected with.
 */
export function* onHost<T>(work: () => Promise<T>): Blocking<T> {
  const call = new HostCall(work)
  yield* Thread.currentThread().kernel.callHost(call)
  return call.result()
}
