import type { Mark } from '../../../engine/worker/protocol'
import { fill } from '../../i18n/fill'
import { clockTime } from '../../timer/logic/clockTime'
import type { StepperTexts as Texts } from '../../i18n/en/stepper'

/** An event with what its words are made of. */
interface Told {
  readonly texts: Texts
  /** The fields of the event as texts, and the node. */
  readonly values: Readonly<Record<string, string>>
}

type Wording = (told: Told) => string

/** How a type of event is told: as a sentence, and in the few words that fit into the diagram. */
interface Telling {
  readonly sentence: Wording
  readonly short: Wording
}

type TextKeys<T> = { readonly [K in keyof T]: T[K] extends string ? K : never }[keyof T]
type Sentence = TextKeys<Texts['events']>
type Short = TextKeys<Texts['events']['short']>

const TELLINGS: Readonly<Record<string, Telling>> = {
  'client-call-started': { sentence: says('callStarted'), short: field('label') },
  'client-call-ended': {
    sentence: (told) => says(told.values['outcome'] === 'threw' ? 'callThrew' : 'callReturned')(told), short: field('result'),
  },
  'queue-selected': { sentence: says('queueSelected'), short: ({ values }) => `${values['brokerName']} ${values['queueId']}` },
  'send-hook': {
    sentence: (told) => says(told.values['what'] === 'after' ? 'hookAfter' : 'hookBefore')(told),
    short: (told) => inShort(told.values['what'] === 'after' ? 'hookAfter' : 'hookBefore')(told),
  },
  'frame-sent': both('frameSent'),
  'frame-received': both('frameReceived'),
  'ha-transfer': { sentence: (told) => says('transfer', { side: sideOf(told) })(told), short: inShort('transfer') },
  'ha-ack': { sentence: (told) => says('ack', { side: sideOf(told) })(told), short: inShort('ack') },
  'timer-fired': { sentence: (told) => says('timer', { label: timerOf(told, 'label') })(told), short: (told) => timerOf(told, 'label') },
  'state-changed': { sentence: says('state'), short: ({ values }) => `→ ${values['to']}` },
  'node-status': {
    sentence: (told) => says('state', { className: told.values['node']!, from: statusOf(told, 'from'), to: statusOf(told, 'to') })(told),
    short: (told) => `→ ${statusOf(told, 'to')}`,
  },
  'route-changed': {
    sentence: ({ texts: { events }, values }) => fill(wordOf(events.routeChanges, values['what'], events.route), values),
    short: ({ texts: { events: { short } }, values }) => fill(wordOf(short.routeChanges, values['what'], short.route), values),
  },
  'table-lock': {
    sentence: ({ texts: { events }, values }) => fill(wordOf(events.locks, `${values['mode']} ${values['what']}`, events.lock), values),
    short: ({ texts: { events: { short } }, values }) => fill(wordOf(short.locks, `${values['mode']} ${values['what']}`, short.lock), values),
  },
  fault: { sentence: (told) => says('fault', { what: faultOf(told) })(told), short: faultOf },
  'log-append': both('append'),
  dispatch: { sentence: says('dispatched'), short: inShort('dispatch') },
  'disk-created': both('diskCreated'),
  'disk-write': both('diskWrite'),
  'disk-flush': both('diskFlush'),
  'disk-deleted': both('diskDeleted'),
  'disk-renamed': {
    sentence: (told) => says('diskRenamed', { target: told.values['to'] ?? '' })(told), short: inShort('diskRenamed'),
  },
  'page-fault': both('pageFault'),
  'read-ahead': both('readAhead'),
  'connection-opened': both('connectionOpened'),
  'connection-refused': both('refused'),
  'connection-timed-out': both('timedOut'),
  'connection-closed': both('connectionClosed'),
  'connection-reset': both('reset'),
  'process-started': both('started'),
  'process-exited': both('exited'),
  'process-killed': both('killed'),
  'power-cut': both('powerCut'),
  uncaught: {
    sentence: (told) => {
      const isTask = (told.values['task'] ?? '') !== ''
      return isTask ? says('taskEnded', { task: timerOf(told, 'task') })(told) : says('uncaught')(told)
    },
    short: field('error'),
  },
  'strategy-failed': { sentence: says('strategyFailed'), short: field('detail') },
  'invariant-broken': { sentence: says('invariantBroken'), short: field('error') },
  'exception-swallowed': { sentence: says('swallowed'), short: field('error') },
  'promise-broken': {
    sentence: (told) => says('promiseBroken', { promise: promiseOf(told) })(told), short: inShort('promiseBroken'),
  },
  'store-recovered': {
    sentence: (told) => {
      const { texts: { events }, values } = told
      if ((values['from'] ?? '') === '') return says('recoveredNothing')(told)
      return fill(values['how'] === 'normal' ? events.recovered.normal : events.recovered.abnormal, values)
    },
    short: says('recoveredShort'),
  },
  'queues-assigned': {
    sentence: (told) => says(told.values['queues'] === '' ? 'queuesGone' : 'queuesAssigned')(told),
    short: (told) => inShort(told.values['queues'] === '' ? 'queuesGone' : 'queuesAssigned')(told),
  },
  'pull-held': both('pullHeld'),
  'pull-released': both('pullReleased'),
  'pull-postponed': {
    sentence: (told) => says('pullPostponed', { why: obstacleOf(told) })(told), short: (told) => inShort('pullPostponed', { why: obstacleOf(told) })(told),
  },
  'messages-pulled': both('messagesPulled'),
  'messages-held': {
    sentence: (told) => says(told.values['offsets'] === '' ? 'nothingHeld' : 'messagesHeld')(told),
    short: (told) => inShort(told.values['offsets'] === '' ? 'nothingHeld' : 'messagesHeld')(told),
  },
  'offset-committed': both('offsetCommitted'),
  'consume-started': both('consumeStarted'),
  'consume-ended': both('consumeEnded'),
  'half-message': {
    sentence: ({ texts: { events }, values }) => fill(wordOf(events.halfMessages, values['what'], events.halfMessage), values),
    short: ({ texts: { events: { short } }, values }) => fill(wordOf(short.halfMessages, values['what'], short.halfMessage), values),
  },
  'local-transaction': {
    sentence: (told) => says(told.values['what'] === 'checked' ? 'localChecked' : 'localExecuted')(told),
    short: (told) => inShort(told.values['what'] === 'checked' ? 'localChecked' : 'localExecuted')(told),
  },
  'timer-enqueued': {
    sentence: (told) => says(wheelKey(told), { due: clockTime(told.values['dueMillis']), slot: clockTime(told.values['slotMillis']) })(told),
    short: (told) => inShort(wheelKey(told), { due: clockTime(told.values['dueMillis']), slot: clockTime(told.values['slotMillis']) })(told),
  },
  'timer-dequeued': {
    sentence: ({ texts: { events }, values }) => fill(wordOf(events.wheelOutcomes, values['outcome'], events.offWheel), values),
    short: ({ texts: { events: { short } }, values }) => fill(wordOf(short.wheelOutcomes, values['outcome'], short.offWheel), values),
  },
  'timer-moved': {
    sentence: (told) => says('wheelMoved', { to: clockTime(told.values['readMillis']) })(told),
    short: (told) => inShort('wheelMoved', { to: clockTime(told.values['readMillis']) })(told),
  },
  'timer-recovered': {
    sentence: (told) => says('wheelRecovered', { to: clockTime(told.values['readMillis']) })(told), short: inShort('wheelRecovered'),
  },
  'drill-operation': { sentence: says('drillOperation'), short: field('label') },
}

const UNKNOWN: Telling = { sentence: says('unknown'), short: says('unknown') }

export function tellingOf({ data }: Mark): Telling {
  return TELLINGS[String(data['type'])] ?? UNKNOWN
}

export function toldOf({ node, data }: Mark, texts: Texts): Told {
  const fields = Object.entries(data).map(([name, value]) => [name, String(value ?? '')])
  return { texts, values: { ...Object.fromEntries(fields), node } }
}

function wheelKey({ values }: Told): 'onWheel' | 'onWheelAgain' | 'recallOnWheel' {
  if (values['isDelete'] === 'true') return 'recallOnWheel'
  return values['isRolled'] === 'true' ? 'onWheelAgain' : 'onWheel'
}

/** `pull from broker-a/OrderPaid/0`: the only labels that are made of parts. */
const LATER_PULL = /^pull from (?<queue>.+)$/

/** What a timer does, in words. */
export function timerName(label: string, { events: { timers, laterPull } }: Texts): string {
  const queue = LATER_PULL.exec(label)?.groups?.['queue']
  return queue === undefined ? wordOf(timers, label, label) : fill(laterPull, { queue })
}

/** The words of this name; `more` stands for fields or adds some. */
function says(key: Sentence, more: Readonly<Record<string, string>> = {}): Wording {
  return ({ texts: { events }, values }) => fill(events[key], { ...values, ...more })
}

function inShort(key: Short, more: Readonly<Record<string, string>> = {}): Wording {
  return ({ texts: { events: { short } }, values }) => fill(short[key], { ...values, ...more })
}

function both(key: Sentence & Short): Telling {
  return { sentence: says(key), short: inShort(key) }
}

function field(name: string): Wording {
  return ({ values }) => values[name] ?? ''
}

/** The word for a name; what stands for it if there is none. */
function wordOf(words: Readonly<Record<string, string>>, name: string | undefined, otherwise: string): string {
  return words[name ?? ''] ?? otherwise
}

function timerOf({ texts, values }: Told, name: string): string {
  return timerName(values[name] ?? '', texts)
}

function statusOf({ texts: { cluster: { status } }, values }: Told, name: string): string {
  return wordOf(status, values[name], values[name] ?? '')
}

function obstacleOf({ texts: { events: { obstacles } }, values }: Told): string {
  return wordOf(obstacles, values['reason'], values['reason'] ?? '')
}

function faultOf({ texts: { faults: { names, listener } }, values }: Told): string {
  if (values['what'] === 'set-listener') {
    return fill(listener.told, { millis: values['millis']!, outcome: wordOf(listener.outcomes, values['outcome'], '') })
  }
  return wordOf(names, values['what'], values['what'] ?? '')
}

function sideOf({ texts: { events: { sides } }, values }: Told): string {
  return values['side'] === 'received' ? sides.received : sides.sent
}

/** The promise in words, as it was given. */
function promiseOf({ texts: { events: { promises } }, values }: Told): string {
  return wordOf(promises, values['promise'], values['promise'] ?? '')
}
