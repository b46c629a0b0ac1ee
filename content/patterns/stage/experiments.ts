import { runBehindOneLine } from '../facade/run/behindOneLine'
import { runCompareSends } from '../facade/run/compareSends'
import { runSameIdTwice } from '../singleton/run/sameIdTwice'
import { runStartApplications } from '../singleton/run/startApplications'
import { runTestsInARow } from '../singleton/run/testsInARow'
import { runCallSequence } from '../state/run/callSequence'
import { runOrder } from '../state/run/compareOrders'
import { runFailingStart } from '../state/run/failingStart'
import { runSetState } from '../state/run/setState'
import { runShareQueues } from '../strategy/run/shareQueues'
import { runSlowBroker } from '../strategy/run/slowBroker'
import { runSpread } from '../strategy/run/spreadMessages'

/** What the pages on patterns can have run, by name. Each is a function of its input alone. */
export const EXPERIMENTS = {
  'state/calls': runCallSequence,
  'state/failing-start': runFailingStart,
  'state/set': runSetState,
  'state/order': runOrder,
  'singleton/start': runStartApplications,
  'singleton/same-id': runSameIdTwice,
  'singleton/tests': runTestsInARow,
  'facade/behind': runBehindOneLine,
  'facade/sends': runCompareSends,
  'strategy/spread': runSpread,
  'strategy/share': runShareQueues,
  'strategy/slow': runSlowBroker,
}

export type Experiments = typeof EXPERIMENTS
export type ExperimentName = keyof Experiments
export type InputOf<N extends ExperimentName> = Parameters<Experiments[N]>[0]
export type ResultOf<N extends ExperimentName> = ReturnType<Experiments[N]>

export interface ExperimentRequest {
  readonly type: ExperimentName
  readonly input: unknown
}

export type ExperimentReply =
  | { readonly type: 'result'; readonly result: unknown }
  | { readonly type: 'failed'; readonly message: string }
