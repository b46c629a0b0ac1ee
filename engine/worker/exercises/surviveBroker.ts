import { brokerOfTheMiddle, firstHalf } from '../../cluster/loadScenario'
import type { Exercise } from './Exercise'
import { firstFailed, firstMoved, onlyOneQueue } from './judging'

/** Calls after the death of the broker until the application knows of it from the name server. */
const CALLS_IN_THE_DARK = 60

/** A key changes its queue only when that queue's broker has died; messages to the dead fail only until that is known. */
export const surviveBroker: Exercise = {
  id: 'survive-broker',
  load: (seed) => ({
    messages: 200, keys: 'uniform', distinctKeys: 30, brokers: 2 + (seed % 3), queues: 2 + (seed % 4), middle: 'broker-dies',
  }),
  judge(measurement) {
    const load = measurement.key.load!
    const dead = brokerOfTheMiddle(load)
    const half = firstHalf(load)
    const isInTheDark = (index: number): boolean => index >= half && index < half + CALLS_IN_THE_DARK
    return firstFailed(measurement, (call) => call.broker === dead && isInTheDark(call.index))
      ?? firstMoved(measurement, (call, before) => before.broker === dead && call.index >= half)
      ?? onlyOneQueue(measurement, half)
  },
}
