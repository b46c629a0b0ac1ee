import type { Exercise } from './Exercise'
import { firstFailed, firstMoved, onlyOneQueue } from './judging'

/** The messages of each key stay on one queue. */
export const keepOrder: Exercise = {
  id: 'keep-order',
  load: (seed) => ({
    messages: 120, keys: 'uniform', distinctKeys: 30, brokers: 1 + (seed % 3), queues: 4 + (seed % 5), middle: 'nothing',
  }),
  judge: (measurement) => firstFailed(measurement) ?? firstMoved(measurement) ?? onlyOneQueue(measurement),
}
