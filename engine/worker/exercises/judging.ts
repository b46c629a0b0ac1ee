import type { Measurement, SelectedCall } from '../Measurement'
import type { Failure } from './Exercise'

/** With this many keys and queues, a strategy that goes by the key can't miss all queues but one by chance. */
const MANY_KEYS = 20
const MANY_QUEUES = 4

/** The first call that failed, unless it is excused. */
export function firstFailed(
  { calls }: Measurement,
  isExcused: (call: SelectedCall) => boolean = () => false,
): Failure | null {
  const call = calls.find((each) => each.queueId < 0 && !isExcused(each))
  return call === undefined ? null : { call: call.index, reason: 'failed' }
}

/** The first call that takes a key from the queue that it had, unless it is excused for leaving that queue. */
export function firstMoved(
  { calls }: Measurement,
  isExcused: (call: SelectedCall, before: SelectedCall) => boolean = () => false,
): Failure | null {
  const places = new Map<string, SelectedCall>()
  for (const call of calls) {
    if (call.queueId < 0) continue
    const before = places.get(call.key)
    const isSame = before === undefined || (before.broker === call.broker && before.queueId === call.queueId)
    if (!isSame && !isExcused(call, before)) return { call: call.index, reason: 'moved' }
    places.set(call.key, call)
  }
  return null
}

/** Everything in one queue keeps every order, and has no need of the other queues. Looks at the first `count` calls. */
export function onlyOneQueue({ calls: all, queues }: Measurement, count = all.length): Failure | null {
  const calls = all.slice(0, count)
  const keys = new Set(calls.map(({ key }) => key)).size
  if (keys < MANY_KEYS || queues.length < MANY_QUEUES) return null
  const used = new Set(calls.map(({ broker, queueId }) => `${broker}/${queueId}`))
  return used.size > 1 ? null : { call: calls.length - 1, reason: 'one-queue' }
}
