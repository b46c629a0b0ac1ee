import { brokerOfTheMiddle, firstHalf } from '../../cluster/loadScenario'
import type { Measurement } from '../Measurement'
import type { Exercise, Failure } from './Exercise'
import { firstFailed } from './judging'

/** Messages that a strategy may need to notice. */
const PATIENCE = 3
/** In a half of this many messages, a broker that is well must have some. */
const MANY_MESSAGES = 20

/** A broker that turns slow gets three messages more at most; until then it has its share. */
export const avoidSlow: Exercise = {
  id: 'avoid-slow',
  load: (seed) => ({
    messages: 100, keys: 'uniform', distinctKeys: 30, brokers: 2 + (seed % 3), queues: 2 + (seed % 3), middle: 'broker-slow',
  }),
  judge: (measurement) => firstFailed(measurement) ?? neverUsed(measurement) ?? stillUsed(measurement),
}

function neverUsed({ calls, key }: Measurement): Failure | null {
  const half = firstHalf(key.load!)
  const slow = brokerOfTheMiddle(key.load!)
  if (half < MANY_MESSAGES || calls.slice(0, half).some(({ broker }) => broker === slow)) return null
  return { call: half - 1, reason: 'never-used' }
}

/** With a single broker there is nothing to avoid. */
function stillUsed({ calls, key, perBroker }: Measurement): Failure | null {
  const slow = brokerOfTheMiddle(key.load!)
  const own = calls.slice(firstHalf(key.load!)).filter(({ broker }) => broker === slow)
  const call = own[PATIENCE]
  return call === undefined || perBroker.length < 2 ? null : { call: call.index, reason: 'still-used' }
}
