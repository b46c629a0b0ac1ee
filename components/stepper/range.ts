import type { Cursor, RunModel } from '../../engine/worker/protocol'
import { callAt } from './branches'
import type { Scope } from './StepperState'

export interface EventRange {
  readonly from: Cursor
  readonly to: Cursor
}

/** The events that timeline and diagram show: of the call at the cursor, or of the whole run. */
export function rangeOf(model: RunModel, cursor: Cursor, scope: Scope): EventRange {
  const whole = { from: 0, to: Math.max(1, model.events - 1) }
  const call = scope === 'call' ? callAt(model, cursor) : null
  if (call === null) return whole
  return { from: call.from, to: Math.max(call.from + 1, call.to ?? whole.to) }
}
