import type { Cursor, RunModel } from '../../../engine/worker/protocol'
import { callAt } from './branches'
import type { Scope } from './StepperState'

export interface EventRange {
  readonly from: Cursor
  readonly to: Cursor
}

/** A call is shown with so much of what follows, as a part of its own length. */
const TAIL = 0.08

/**
 * The events that timeline and diagram show: of the whole run, or of the call at the cursor. When the cursor has left the
 * call, they are those up to the next call. So the cursor is always among them, and most steps leave them as they are.
 */
export function rangeOf(model: RunModel, cursor: Cursor, scope: Scope): EventRange {
  const whole = { from: 0, to: Math.max(1, model.events - 1) }
  const call = scope === 'call' ? callAt(model, cursor) : null
  if (call === null) return whole
  const next = model.calls.find(({ from }) => from > call.from)?.from ?? model.events
  const last = Math.max(call.from + 1, Math.min(whole.to, next - 1))
  if (cursor < call.from) return { from: 0, to: call.from }
  if (call.to === null) return { from: call.from, to: last }
  const end = Math.min(last, Math.ceil(call.to + (call.to - call.from) * TAIL))
  return { from: call.from, to: cursor <= end ? Math.max(call.from + 1, end) : last }
}
