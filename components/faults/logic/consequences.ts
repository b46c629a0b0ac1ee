import type { Cursor, DiagramItem, Mark, RunModel } from '../../../engine/worker/protocol'
import { callAt } from '../../stepper/logic/branches'

/** Something that came of a fault. */
export type Consequence =
  | { readonly type: 'mark'; readonly event: Cursor; readonly mark: Mark }
  | { readonly type: 'exception'; readonly event: Cursor; readonly className: string }
  | { readonly type: 'retry'; readonly event: Cursor; readonly node: string }

const TOLD = new Set([
  'fault', 'process-killed', 'process-exited', 'process-started', 'power-cut', 'connection-refused', 'connection-timed-out',
  'connection-reset', 'route-changed', 'uncaught', 'invariant-broken', 'store-recovered', 'promise-broken',
])

/** What came of the fault at an event, in order: each kind of thing once for each node, the latest call's end included. */
export function consequencesOf(model: RunModel, forkedAt: Cursor, most = 10): Consequence[] {
  const all = [...tellingMarks(model, forkedAt), ...exceptions(model, forkedAt), ...retries(model, forkedAt)]
  return all.sort((one, other) => one.event - other.event).slice(0, most)
}

function tellingMarks(model: RunModel, forkedAt: Cursor): Consequence[] {
  const seen = new Set<string>()
  const told: Consequence[] = []
  for (const mark of model.marks) {
    if (mark.event < forkedAt) continue
    const type = String(mark.data['type'])
    const isFailedCall = type === 'client-call-ended' && mark.data['outcome'] === 'threw'
    const isCallHit = type === 'client-call-ended' && mark.event === callAt(model, forkedAt)?.to
    const key = `${type} ${mark.node} ${String(mark.data['outcome'] ?? '')}`
    if ((!TOLD.has(type) && !isFailedCall && !isCallHit) || seen.has(key)) continue
    seen.add(key)
    told.push({ type: 'mark', event: mark.event, mark })
  }
  return told
}

/** The first exception in each class: on its way up through the callers it is the same one. */
function exceptions({ items, lifelines, events }: RunModel, forkedAt: Cursor): Consequence[] {
  const thrown = items.find(({ kind, event }) => kind === 'throw' && event >= forkedAt && event < events)
  const className = thrown === undefined ? undefined : lifelines[thrown.from]?.className
  return thrown === undefined || className === undefined ? [] : [{ type: 'exception', event: thrown.event, className }]
}

/** Messages that a call sends once more. */
function retries(model: RunModel, forkedAt: Cursor): Consequence[] {
  const call = callAt(model, forkedAt)
  if (call === null || (call.to !== null && call.to < forkedAt)) return []
  const sends = model.items.filter((item) => (
    isSend(item) && item.event >= call.from && item.event <= (call.to ?? Infinity)
  ))
  return sends.slice(1).filter(({ event }) => event >= forkedAt).map(({ event, to }) => (
    { type: 'retry', event, node: model.lifelines[to]?.node ?? '' }
  ))
}

function isSend({ kind, label }: DiagramItem): boolean {
  return kind === 'frame' && label.startsWith('SEND_')
}
