import type { Mark } from '../../../engine/worker/protocol'
import { fill } from '../../i18n/fill'
import type { StepperTexts as Texts } from '../../i18n/en/stepper'
import type { Column } from './fold'
import type { Row } from './layout'

/** What a row of the diagram shows, as a sentence. */
export function describeRow(row: Row, texts: Texts): string {
  return row.type === 'item' ? describeItem(row, texts) : describeMark(row.mark, texts)
}

function describeItem({ item, from, to, isLost }: Extract<Row, { type: 'item' }>, { events }: Texts): string {
  const values = { from: nameOf(from), to: nameOf(to), label: item.label, node: from.node, target: to.node }
  switch (item.kind) {
    case 'call':
      return fill(from === to ? events.callsItself : events.calls, values)
    case 'return':
      return fill(events.returns, values)
    case 'throw':
      return fill(events.throws, values)
    case 'frame':
      return fill(isLost ? events.frameLost : events.frame, values)
    case 'state':
      return fill(events.becomes, values)
  }
}

function nameOf({ kind, name, node }: Column): string {
  return kind === 'node' ? node : name
}

/** The sentence for each type of event that takes no more than the event's own values; see `describeMark` for the others. */
const SENTENCES = {
  'log-append': 'append',
  dispatch: 'dispatched',
  'page-fault': 'pageFault',
  'read-ahead': 'readAhead',
  'frame-sent': 'frameSent',
  'frame-received': 'frameReceived',
  'disk-created': 'diskCreated',
  'disk-write': 'diskWrite',
  'disk-flush': 'diskFlush',
  'disk-deleted': 'diskDeleted',
  'process-started': 'started',
  'process-exited': 'exited',
  'process-killed': 'killed',
  'power-cut': 'powerCut',
  'connection-opened': 'connectionOpened',
  'connection-closed': 'connectionClosed',
  'connection-refused': 'refused',
  'connection-timed-out': 'timedOut',
  'connection-reset': 'reset',
  'client-call-started': 'callStarted',
  'exception-swallowed': 'swallowed',
  'invariant-broken': 'invariantBroken',
  'drill-operation': 'drillOperation',
  'queue-selected': 'queueSelected',
  'strategy-failed': 'strategyFailed',
} as const

/** A mark as a sentence; also what the timeline says of it. */
export function describeMark({ node, data }: Mark, texts: Texts): string {
  const { events } = texts
  const text = (name: string): string => String(data[name] ?? '')
  const values = { ...Object.fromEntries(Object.keys(data).map((name) => [name, text(name)])), node }
  switch (text('type')) {
    case 'fault':
      return fill(events.fault, { what: faultName(text('what'), texts), target: text('target') })
    case 'timer-fired':
      return fill(events.timer, { node, label: timerName(text('label'), texts) })
    case 'state-changed':
      return fill(events.state, values)
    case 'node-status':
      return fill(events.state, { className: node, node, from: statusName(text('from'), texts), to: statusName(text('to'), texts) })
    case 'route-changed':
      return fill(events.routeChanges[text('what') as keyof typeof events.routeChanges] ?? events.route, values)
    case 'disk-renamed':
      return fill(events.diskRenamed, { node, path: text('path'), target: text('to') })
    case 'client-call-ended':
      return fill(text('outcome') === 'threw' ? events.callThrew : events.callReturned, values)
    case 'uncaught':
      return fill(text('task') === '' ? events.uncaught : events.taskEnded, { ...values, task: timerName(text('task'), texts) })
    case 'store-recovered':
      return fill(text('from') === '' ? events.recoveredNothing : events.recovered[recoveryOf(data)], values)
    case 'promise-broken':
      return fill(events.promiseBroken, { ...values, promise: promiseOf(text('promise'), events) })
    case 'ha-transfer':
      return fill(events.transfer, { ...values, side: sideOf(data, events) })
    case 'ha-ack':
      return fill(events.ack, { ...values, side: sideOf(data, events) })
    default:
      return fill(events[SENTENCES[text('type') as keyof typeof SENTENCES] ?? 'unknown'], values)
  }
}

/** What a timer does, in words. */
export function timerName(label: string, { events: { timers } }: Texts): string {
  return timers[label as keyof typeof timers] ?? label
}

function faultName(kind: string, { faults: { names } }: Texts): string {
  return names[kind as keyof typeof names] ?? kind
}

function statusName(name: string, { cluster: { status } }: Texts): string {
  return status[name as keyof typeof status] ?? name
}

function recoveryOf(data: Mark['data']): 'normal' | 'abnormal' {
  return data['how'] === 'normal' ? 'normal' : 'abnormal'
}

function sideOf({ side }: Mark['data'], { sides }: Texts['events']): string {
  return side === 'received' ? sides.received : sides.sent
}

/** The promise in words, as it was given. */
function promiseOf(name: string, { promises }: Texts['events']): string {
  return promises[name as keyof typeof promises] ?? name
}

/** The words for types of events whose short form says no more than that. */
const SHORT = {
  'log-append': 'append',
  dispatch: 'dispatch',
  'page-fault': 'pageFault',
  'read-ahead': 'readAhead',
  'frame-sent': 'frameSent',
  'frame-received': 'frameReceived',
  'disk-created': 'diskCreated',
  'disk-write': 'diskWrite',
  'disk-flush': 'diskFlush',
  'disk-deleted': 'diskDeleted',
  'disk-renamed': 'diskRenamed',
  'process-started': 'started',
  'process-exited': 'exited',
  'process-killed': 'killed',
  'power-cut': 'powerCut',
  'connection-opened': 'connectionOpened',
  'connection-closed': 'connectionClosed',
  'connection-refused': 'refused',
  'connection-timed-out': 'timedOut',
  'connection-reset': 'reset',
  'ha-transfer': 'transfer',
  'ha-ack': 'ack',
} as const

/** The short form that fits into the diagram. */
export function shortMark({ node, data }: Mark, texts: Texts): string {
  const text = (name: string): string => String(data[name] ?? '')
  const { events, events: { short } } = texts
  const values = Object.fromEntries(Object.keys(data).map((name) => [name, text(name)]))
  switch (text('type')) {
    case 'fault':
      return faultName(text('what'), texts)
    case 'timer-fired':
      return timerName(text('label'), texts)
    case 'state-changed':
      return `→ ${text('to')}`
    case 'node-status':
      return `→ ${statusName(text('to'), texts)}`
    case 'route-changed':
      return fill(short.routeChanges[text('what') as keyof typeof short.routeChanges] ?? short.route, values)
    case 'uncaught':
    case 'exception-swallowed':
    case 'invariant-broken':
      return text('error')
    case 'store-recovered':
      return fill(events.recoveredShort, { records: text('records'), discarded: text('discarded') })
    case 'drill-operation':
    case 'client-call-started':
      return text('label')
    case 'client-call-ended':
      return text('result')
    case 'queue-selected':
      return `${text('brokerName')} ${text('queueId')}`
    case 'promise-broken':
    case 'strategy-failed':
      return text('detail')
    default: {
      const key = SHORT[text('type') as keyof typeof SHORT]
      return key === undefined ? fill(events.unknown, { node }) : fill(short[key], values)
    }
  }
}
