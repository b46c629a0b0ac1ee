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

/** A mark as a sentence; also what the timeline says of it. */
export function describeMark({ node, kind, data }: Mark, { events, faults }: Texts): string {
  const text = (name: string): string => String(data[name] ?? '')
  const values = { ...Object.fromEntries(Object.keys(data).map((name) => [name, text(name)])), node }
  switch (text('type')) {
    case 'fault':
      return fill(events.fault, { what: faults.names[text('what') as keyof typeof faults.names] ?? text('what'), target: text('target') })
    case 'timer-fired':
      return fill(events.timer, values)
    case 'state-changed':
    case 'node-status':
      return fill(events.state, { ...values, className: text('className') || node })
    case 'route-changed':
      return fill(events.routeChanges[text('what') as keyof typeof events.routeChanges] ?? events.route, values)
    case 'log-append':
      return fill(events.append, values)
    case 'page-fault':
      return fill(events.pageFault, values)
    case 'read-ahead':
      return fill(events.readAhead, values)
    case 'process-started':
      return fill(events.started, values)
    case 'process-exited':
      return fill(events.exited, values)
    case 'process-killed':
      return fill(events.killed, values)
    case 'power-cut':
      return fill(events.powerCut, values)
    case 'connection-refused':
      return fill(events.refused, values)
    case 'connection-timed-out':
      return fill(events.timedOut, values)
    case 'connection-reset':
      return fill(events.reset, values)
    case 'client-call-started':
      return fill(events.callStarted, values)
    case 'client-call-ended':
      return fill(text('outcome') === 'threw' ? events.callThrew : events.callReturned, values)
    case 'uncaught':
      return fill(text('task') === '' ? events.uncaught : events.taskEnded, values)
    case 'exception-swallowed':
      return fill(events.swallowed, values)
    case 'invariant-broken':
      return fill(events.invariantBroken, values)
    case 'store-recovered':
      return fill(text('from') === '' ? events.recoveredNothing : events.recovered[recoveryOf(data)], values)
    case 'drill-operation':
      return fill(events.drillOperation, values)
    case 'promise-broken':
      return fill(events.promiseBroken, { ...values, promise: promiseOf(text('promise'), events) })
    case 'ha-transfer':
      return fill(events.transfer, { ...values, side: sideOf(data, events) })
    case 'ha-ack':
      return fill(events.ack, { ...values, side: sideOf(data, events) })
    default:
      return `${node} ${text('type') || kind}`
  }
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

/** The short form that fits into the diagram. */
export function shortMark({ data }: Mark, texts: Texts): string {
  const text = (name: string): string => String(data[name] ?? '')
  switch (text('type')) {
    case 'fault':
      return texts.faults.names[text('what') as keyof typeof texts.faults.names] ?? text('what')
    case 'timer-fired':
      return text('label')
    case 'state-changed':
    case 'node-status':
      return `→ ${text('to')}`
    case 'route-changed':
      return `${text('topic')} ${text('what')}`
    case 'log-append':
      return `append ${text('length')} B`
    case 'uncaught':
    case 'exception-swallowed':
    case 'invariant-broken':
      return text('error')
    case 'store-recovered':
      return fill(texts.events.recoveredShort, { records: text('records'), discarded: text('discarded') })
    case 'drill-operation':
      return text('label')
    case 'promise-broken':
      return text('detail')
    default:
      return text('type')
  }
}
