import type { Measurement, SelectedCall } from '../Measurement'
import type { Exercise, Failure } from './Exercise'
import { firstFailed } from './judging'

/** Below this many messages of the hot key nobody could tell that it is hot. */
const MANY_MESSAGES = 40
/** No queue may have more than one in this many of the hot key's messages. */
const LARGEST_PART = 3

/** The hot key goes to many queues, every other one to its own only. */
export const spreadHotKey: Exercise = {
  id: 'spread-hot-key',
  load: (seed) => ({
    messages: 240, keys: 'hot', distinctKeys: 16 + (seed % 8), brokers: 2 + (seed % 2), queues: 4, middle: 'nothing',
  }),
  judge(measurement) {
    const { calls, orderBroken } = measurement
    const hot = hotKeyOf(calls)
    const broken = orderBroken.find(({ key }) => key !== hot)
    if (broken !== undefined) return firstFailed(measurement) ?? moved(calls, broken.key)
    return firstFailed(measurement) ?? tooMuchInOne(measurement, hot)
  },
}

/** The load says which one it is; that the strategy has to find out. */
function hotKeyOf(calls: readonly SelectedCall[]): string | null {
  return calls.some(({ key }) => key === 'order-0') ? 'order-0' : null
}

function moved(calls: readonly SelectedCall[], key: string): Failure {
  const own = calls.filter((call) => call.key === key)
  const first = own[0]!
  const call = own.find(({ broker, queueId }) => broker !== first.broker || queueId !== first.queueId)!
  return { call: call.index, reason: 'moved' }
}

/** The call that is too much for a queue. */
function tooMuchInOne({ calls, queues }: Measurement, hot: string | null): Failure | null {
  const own = calls.filter(({ key }) => key === hot)
  if (own.length < MANY_MESSAGES || queues.length < 2 * LARGEST_PART) return null
  const counts = new Map<string, number>()
  for (const { broker, queueId, index } of own) {
    const place = `${broker}/${queueId}`
    const count = (counts.get(place) ?? 0) + 1
    counts.set(place, count)
    if (count > own.length / LARGEST_PART) return { call: index, reason: 'not-spread' }
  }
  return null
}
