import { ServiceStateHolder } from '../../../../engine/client/common/ServiceStateHolder'
import type { ServiceState } from '../../../../engine/common/ServiceState'
import { AssertionError } from '../../../../engine/kernel/assert'
import { Stage } from '../../stage/Stage'
import { wayTo } from './wayTo'

export interface SetStateInput {
  readonly from: ServiceState
  readonly to: ServiceState
}

export interface SetStateResult {
  readonly state: ServiceState
  /** The invariant that it breaks, with what was found; null when the step is legal. */
  readonly broken: string | null
}

/** Brings a ServiceStateHolder into a state, by legal steps, and sets another one. */
export function runSetState({ from, to }: SetStateInput): SetStateResult {
  const stage = new Stage()
  const process = stage.createProcess('order-service', '10.0.0.31')
  const holder = new ServiceStateHolder(process, 'DefaultMQProducerImpl', 'order-service')
  try {
    stage.run(process, function* () {
      for (const state of wayTo(from)) holder.set(state)
      holder.set(to)
    })
    return { state: holder.get(), broken: null }
  } catch (error) {
    if (!(error instanceof AssertionError)) throw error
    return { state: holder.get(), broken: error.message }
  }
}
