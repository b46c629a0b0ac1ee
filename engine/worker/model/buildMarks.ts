import type { Cursor, Mark, MarkKind } from '../protocol'
import type { NodeTable } from './NodeTable'

/** A domain event with its place in the recording. */
export interface PlacedEvent {
  readonly event: Cursor
  readonly time: number
  readonly data: { readonly type: string; readonly [field: string]: unknown }
}

/** The events that the pictures show, and as what. */
export const MARK_KINDS: Readonly<Record<string, MarkKind>> = {
  'client-call-started': 'call',
  'client-call-ended': 'call',
  'queue-selected': 'call',
  'send-hook': 'call',
  'frame-sent': 'frame',
  'frame-received': 'frame',
  'ha-transfer': 'frame',
  'ha-ack': 'frame',
  'timer-fired': 'timer',
  'state-changed': 'state',
  'node-status': 'state',
  'route-changed': 'state',
  'table-lock': 'state',
  fault: 'fault',
  'log-append': 'disk',
  dispatch: 'disk',
  'disk-created': 'disk',
  'disk-write': 'disk',
  'disk-flush': 'disk',
  'disk-deleted': 'disk',
  'disk-renamed': 'disk',
  'page-fault': 'disk',
  'read-ahead': 'disk',
  'connection-opened': 'connection',
  'connection-refused': 'connection',
  'connection-timed-out': 'connection',
  'connection-closed': 'connection',
  'connection-reset': 'connection',
  'process-started': 'process',
  'process-exited': 'process',
  'process-killed': 'process',
  'power-cut': 'process',
  uncaught: 'error',
  'strategy-failed': 'error',
  'invariant-broken': 'error',
  'exception-swallowed': 'error',
  'promise-broken': 'error',
  'store-recovered': 'state',
  'queues-assigned': 'state',
  'pull-held': 'state',
  'pull-released': 'state',
  'pull-postponed': 'state',
  'consume-started': 'state',
  'consume-ended': 'state',
  'offset-committed': 'state',
  'half-message': 'state',
  'local-transaction': 'state',
  'messages-pulled': 'pull',
  'messages-held': 'pull',
  'timer-enqueued': 'state',
  'timer-dequeued': 'state',
  'timer-recovered': 'state',
  'timer-moved': 'pull',
  'drill-operation': 'state',
}

/** The events that the timeline and the list of events show, in order. */
export function buildMarks(events: Iterable<PlacedEvent>, nodes: NodeTable): Mark[] {
  const marks: Mark[] = []
  for (const { event, time, data } of events) {
    const kind = MARK_KINDS[data.type]
    if (kind !== undefined) marks.push({ event, time, kind, node: nodeOf(data, nodes), data: plainData(data) })
  }
  return marks
}

function nodeOf(data: PlacedEvent['data'], nodes: NodeTable): string {
  const { process, host, at } = data
  if (typeof process === 'string' && nodes.isNode(process)) return process
  if (typeof host === 'string') return nodes.ofHost(host)
  if (typeof at === 'string') return nodes.ofAddress(at)
  const isArrival = data.type === 'frame-received' || data['side'] === 'received'
  const place = isArrival ? data['to'] : data['from']
  return typeof place === 'string' ? nodes.ofAddress(place) : ''
}

/** The fields that are numbers and words, and lists of them with commas between; the bytes of frames stay here. */
function plainData(data: PlacedEvent['data']): Mark['data'] {
  const plain: Record<string, string | number | boolean | null> = {}
  for (const [name, value] of Object.entries(data)) {
    if (Array.isArray(value)) plain[name] = value.join(', ')
    if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) plain[name] = value as string
  }
  return plain
}
