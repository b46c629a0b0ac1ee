import type { Measurement } from '../Measurement'
import type { Exercise, Failure } from './Exercise'
import { firstFailed } from './judging'

const NEAR = 'room1'
/** Of this many messages in a row … */
const WINDOW = 20
/** … the near room takes no more than this. */
const MOST = 15
/** From this many messages on, more than half of them have to be near. */
const MANY_MESSAGES = 40

/** More than half of the messages stay in the application's own room, but never more than 15 of 20 in a row. */
export const nearRoom: Exercise = {
  id: 'near-room',
  load: (seed) => ({
    messages: 120, keys: 'uniform', distinctKeys: 30, brokers: 2 + (seed % 4), queues: 2 + (seed % 3), middle: 'nothing',
  }),
  judge: (measurement) => firstFailed(measurement) ?? overloaded(measurement) ?? tooFar(measurement),
}

function isNear({ broker }: { readonly broker: string }): boolean {
  return broker.startsWith(`${NEAR}-`)
}

/** With one room only there is nothing to choose. */
function hasTwoRooms({ perBroker }: Measurement): boolean {
  return perBroker.some(isNear) && !perBroker.every(isNear)
}

function overloaded(measurement: Measurement): Failure | null {
  const { calls } = measurement
  if (!hasTwoRooms(measurement)) return null
  let near = 0
  for (const call of calls) {
    if (isNear(call)) near++
    if (call.index >= WINDOW && isNear(calls[call.index - WINDOW]!)) near--
    if (near > MOST) return { call: call.index, reason: 'overloaded' }
  }
  return null
}

function tooFar(measurement: Measurement): Failure | null {
  const { calls } = measurement
  if (!hasTwoRooms(measurement) || calls.length < MANY_MESSAGES) return null
  const near = calls.filter(isNear).length
  return near > calls.length / 2 ? null : { call: calls.findLast((call) => !isNear(call))!.index, reason: 'far' }
}
