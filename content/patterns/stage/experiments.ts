import { runSameIdTwice } from '../singleton/run/sameIdTwice'
import { runStartApplications } from '../singleton/run/startApplications'
import { runTestsInARow } from '../singleton/run/testsInARow'
import { runCallSequence } from '../state/run/callSequence'
import { runOrder } from '../state/run/compareOrders'
import { runFailingStart } from '../state/run/failingStart'
import { runSetState } from '../state/run/setState'

/** What the pages on patterns can have run, by name. Each is a function of its input alone. */
export const EXPERIMENTS = {
  'state/calls': runCallSequence,
  'state/failing-start': runFailingStart,
  'state/set': runSetState,
  'state/order': runOrder,
  'singleton/start': runStartApplications,
  'singleton/same-id': runSameIdTwice,
  'singleton/tests': runTestsInARow,
}

export type Experiments = typeof EXPERIMENTS
export type ExperimentName = keyof Experiments
export type InputOf<N extends ExperimentName> = Parameters<Experiments[N]>[0]
export type ResultOf<N extends ExperimentName> = ReturnType<Experiments[N]>
