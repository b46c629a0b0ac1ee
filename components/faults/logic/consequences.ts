import type { ClientCall, Cursor, DiagramItem, Mark, RunModel } from '../../../engine/worker/protocol'
import { callAt } from '../../stepper/logic/branches'

/** Something that came of a fault, and the event that leads there. */
export type Consequence =
  | { readonly type: 'mark'; readonly event: Cursor; readonly mark: Mark }
  /** An exception on its way up through the callers. */
  | { readonly type: 'exception'; readonly event: Cursor; readonly name: string }
  | { readonly type: 'retry'; readonly event: Cursor; readonly node: string }
  /** A message that a group had consumed already. `message`: its keys, or its place. */
  | { readonly type: 'again'; readonly event: Cursor; readonly node: string; readonly message: string }
  /** What the application got in the end. */
  | { readonly type: 'outcome'; readonly event: Cursor; readonly call: ClientCall }

const TOLD = new Set([
  'fault', 'process-killed', 'process-exited', 'process-started', 'power-cut', 'connection-refused', 'connection-timed-out',
  'connection-reset', 'route-changed', 'uncaught', 'invariant-broken', 'store-recovered', 'promise-broken', 'queues-assigned',
])

/**
 * What came of the fault at an event, in order: each kind of thing once for each node, and what the call that was hit gave its
 * caller.
 */
export function consequencesOf(model: RunModel, forkedAt: Cursor, most = 12): Consequence[] {
  const call = callAt(model, forkedAt)
  const end = call?.to ?? null
  const hit = call !== null && (end === null || end >= forkedAt) ? call : null
  const told = [
    ...tellingMarks(model, forkedAt), ...exceptions(model, forkedAt), ...retries(model, forkedAt, hit),
    ...again(model, forkedAt),
  ]
  const story = told.sort(byEvent)
  if (hit === null || end === null) return story.slice(0, most)
  const before = story.filter(({ event }) => event <= end).slice(0, most - 1)
  const later = story.filter(({ event }) => event > end).slice(0, most - 1 - before.length)
  return [...before, { type: 'outcome', event: end, call: hit }, ...later]
}

function byEvent(one: Consequence, other: Consequence): number {
  return one.event - other.event
}

function tellingMarks(model: RunModel, forkedAt: Cursor): Consequence[] {
  const seen = new Set<string>()
  const told: Consequence[] = []
  for (const mark of model.marks) {
    if (mark.event < forkedAt) continue
    const type = String(mark.data['type'])
    const key = `${type} ${mark.node} ${String(mark.data['what'] ?? '')}`
    if (!TOLD.has(type) || seen.has(key)) continue
    seen.add(key)
    told.push({ type: 'mark', event: mark.event, mark })
  }
  return told
}

/** Each class of exception where it is first thrown: on its way up through the callers it is the same one. */
function exceptions({ items, events }: RunModel, forkedAt: Cursor): Consequence[] {
  const seen = new Set<string>()
  return items.flatMap(({ kind, event, label }) => {
    if (kind !== 'throw' || event < forkedAt || event >= events || label === '' || seen.has(label)) return []
    seen.add(label)
    return [{ type: 'exception', event, name: label } as const]
  })
}

/** Messages that a call sends once more. */
function retries({ items, lifelines, events }: RunModel, forkedAt: Cursor, call: ClientCall | null): Consequence[] {
  if (call === null) return []
  const sends = items.filter((item) => isSend(item) && item.event >= call.from && item.event <= (call.to ?? events))
  return sends.slice(1).filter(({ event }) => event >= forkedAt).map(({ event, to }) => (
    { type: 'retry', event, node: lifelines[to]?.node ?? '' }
  ))
}

/** Messages that are given to a listener after one of the group had consumed them. */
function again({ marks }: RunModel, forkedAt: Cursor): Consequence[] {
  const done = new Set<string>()
  const told = new Set<string>()
  const found: Consequence[] = []
  for (const { data, event, node } of marks) {
    const { type, group, topic, brokerName, queueId, queueOffset, keys, outcome } = data
    const message = `${String(group)} ${String(topic)} ${String(brokerName)}/${String(queueId)} ${String(queueOffset)}`
    if (type === 'consume-ended' && (outcome === 'CONSUME_SUCCESS' || outcome === 'SUCCESS')) done.add(message)
    if (type !== 'consume-started' || event < forkedAt || !done.has(message) || told.has(message)) continue
    told.add(message)
    const name = keys === '' ? `${String(topic)} ${String(brokerName)}/${String(queueId)}: ${String(queueOffset)}` : String(keys)
    found.push({ type: 'again', event, node, message: name })
  }
  return found
}

function isSend({ kind, label }: DiagramItem): boolean {
  return kind === 'frame' && label.startsWith('SEND_MESSAGE')
}
