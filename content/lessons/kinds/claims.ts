import type { LessonClaims } from '../../../components/lesson/logic/claims'
import { about, between, gapsBetween, ofNode, ofType, requests, SEND_MESSAGE_V2 } from '../../../components/lesson/logic/runFacts'
import { pendingAt, type HalfMessage } from '../../../components/pending/logic/pendingAt'
import type { Mark, RunModel } from '../../../engine/worker/protocol'

const PULL_MESSAGE = 11
const CONSUMER_SEND_MSG_BACK = 36
const END_TRANSACTION = 37
const LOCK_BATCH_MQ = 41
const SECOND = 1_000_000
const MILLI = 1000
/** The check of half messages. */
const CHECK_INTERVAL = 30 * SECOND

const BROKER = 'broker-a'
const LEDGER = 'ledger'
const SCHEDULE_TOPIC = 'SCHEDULE_TOPIC_XXXX'
const WHEEL_TOPIC = 'rmq_sys_wheel_timer'
const HALF_TOPIC = 'RMQ_SYS_TRANS_HALF_TOPIC'
const ORDER_A = ['a-created', 'a-paid', 'a-shipped']
const ORDER_B = ['b-created', 'b-paid']

/** The places that a message was appended to, in order: first where it waits, then where it is read. */
function appends(run: RunModel, keys: string, topic?: string): Mark[] {
  return about(run, 'log-append', keys).filter(({ data }) => topic === undefined || data['topic'] === topic)
}

function delivered(run: RunModel, keys: string): Mark[] {
  return appends(run, keys).filter(({ data }) => data['topic'] === 'OrderPaid' || data['topic'] === 'Reminder')
}

function executed(run: RunModel, keys: string): Mark | undefined {
  return about(run, 'local-transaction', keys).find(({ data }) => data['what'] === 'executed')
}

function checked(run: RunModel, keys: string): Mark[] {
  return about(run, 'local-transaction', keys).filter(({ data }) => data['what'] === 'checked')
}

function halves({ marks }: RunModel, what: string): Mark[] {
  return ofType(marks, 'half-message').filter(({ data }) => data['what'] === what)
}

function halfAtEnd(run: RunModel, keys: string): HalfMessage | undefined {
  return pendingAt(run, run.events).halves.find((each) => each.keys === keys)
}

/** When the listener of the ledger had each message: from when to when, with its queue. */
interface Spell {
  readonly keys: string
  readonly queueId: number
  readonly from: number
  readonly to: number
}

function spells({ marks }: RunModel): Spell[] {
  const ended = ofNode(ofType(marks, 'consume-ended'), LEDGER)
  return ofNode(ofType(marks, 'consume-started'), LEDGER).map(({ event, time, data }) => {
    const end = ended.find((each) => each.event > event && each.data['keys'] === data['keys'])
    return { keys: String(data['keys']), queueId: Number(data['queueId']), from: time, to: end?.time ?? Infinity }
  })
}

function overlap(one: Spell, other: Spell): boolean {
  return one.from < other.to && other.from < one.to
}

function pairs(all: readonly Spell[]): Array<readonly [Spell, Spell]> {
  return all.flatMap((one, index) => all.slice(index + 1).map((other) => [one, other] as const))
}

/** When a process died for the last time; undefined if it never did. */
function deathOf({ marks }: RunModel, node: string): Mark | undefined {
  return ofNode(ofType(marks, 'process-killed'), node).at(-1)
}

/** Did a process die between two events? The second one may never have happened. */
function diesBetween(run: RunModel, node: string, from: Mark | undefined, to: Mark | undefined): boolean {
  const death = deathOf(run, node)
  if (death === undefined || from === undefined || death.event < from.event) return false
  return to === undefined || death.event < to.event
}

/** The last moment of a run comes long enough after the broker's second start for it to have asked. */
function hasAskedSince(run: RunModel): boolean {
  const restarted = ofNode(ofType(run.marks, 'process-started'), BROKER).at(-1)
  return restarted !== undefined && run.endTime - restarted.time > CHECK_INTERVAL + SECOND
}

/** What the text says of the run. A sentence with a claim that fails doesn't get past the build. */
export const { claims, outcomes }: LessonClaims = {
  claims: {
    'locks-first': ({ marks }) => {
      const [lock] = ofNode(requests(marks, LOCK_BATCH_MQ), LEDGER)
      const pulls = ofNode(requests(marks, PULL_MESSAGE), LEDGER)
      const pull = pulls.find(({ event }) => event > (lock?.event ?? Infinity))
      return between(lock, pull) > 0
    },
    'every-twenty-seconds': ({ marks }) => {
      const renewals = ofNode(ofType(marks, 'timer-fired'), LEDGER).filter(({ data }) => data['label'] === 'renew the locks of queues')
      const gaps = gapsBetween(renewals)
      return gaps.length > 0 && gaps.every((gap) => Math.abs(gap - 20 * SECOND) < MILLI)
    },
    'three-in-one-queue': (run) => {
      const placesOf = (keys: readonly string[]): Mark[] => keys.flatMap((each) => appends(run, each, 'OrderEvents').slice(0, 1))
      const [a, b] = [placesOf(ORDER_A), placesOf(ORDER_B)]
      const queues = (marks: readonly Mark[]): unknown[] => [...new Set(marks.map(({ data }) => data['queueId']))]
      const inOrder = [a, b].every((marks) => marks.every(({ data }, index) => data['queueOffset'] === index))
      return a.length === 3 && b.length === 2 && inOrder && queues(a).length === 1 && queues(b).length === 1
        && queues(a)[0] !== queues(b)[0]
    },
    'never-two-of-a-queue': (run) => {
      const all = spells(run)
      return all.length > 4 && pairs(all).every(([one, other]) => one.queueId !== other.queueId || !overlap(one, other))
    },
    'two-queues-at-once': (run) => {
      return pairs(spells(run)).some(([one, other]) => one.queueId !== other.queueId && overlap(one, other))
    },
    'shipped-waits': (run) => {
      const paid = about(run, 'consume-ended', 'a-paid').find(({ data }) => data['outcome'] === 'SUCCESS')
      const held = ofNode(ofType(run.marks, 'messages-held'), LEDGER).find(({ data }) => String(data['offsets']).split(', ').includes('2'))
      const shipped = about(run, 'consume-started', 'a-shipped')[0]
      return between(held, paid) > SECOND && between(paid, shipped) >= 0
    },
    'other-goes-on': (run) => {
      const failed = about(run, 'consume-ended', 'a-paid')[0]
      const other = about(run, 'consume-ended', 'b-paid')[0]
      return failed?.data['outcome'] === 'SUSPEND_CURRENT_QUEUE_A_MOMENT' && Math.abs(between(failed, other)) < 100 * MILLI
        && other?.data['outcome'] === 'SUCCESS'
    },
    'nothing-sent-back': (run) => {
      return about(run, 'consume-ended', 'a-paid').length > 1 && ofNode(requests(run.marks, CONSUMER_SEND_MSG_BACK), LEDGER).length === 0
    },
    'queue-of-level': (run) => {
      const [first] = appends(run, 'remind-1')
      return first?.data['topic'] === SCHEDULE_TOPIC && first.data['queueId'] === 2
    },
    'sent-ok': (run) => {
      const send = run.calls.find(({ label, fromTime, toTime }) => {
        const stored = appends(run, 'remind-1')[0]?.time ?? NaN
        return label === 'producer.send(msg)' && fromTime < stored && stored < (toTime ?? 0)
      })
      return send?.result.includes('SEND_OK') === true && send.toTime! - send.fromTime < MILLI
    },
    'entry-says-when': ({ marks }) => {
      const delays = ofType(marks, 'dispatch').flatMap(({ data }) => data['delayMillis'] ?? [])
      return delays.join() === '10000,5000'
    },
    'at-most-a-tenth': (run) => {
      const { delayed } = pendingAt(run, run.events)
      const lateness = delayed.map(({ dueAt, deliveredAt }) => (deliveredAt ?? NaN) - (dueAt ?? NaN))
      return lateness.length === 2 && lateness.every((late) => late >= 0 && late < 110 * MILLI)
    },
    'second-first': (run) => between(delivered(run, 'remind-2')[0], delivered(run, 'remind-1')[0]) > 0,
    'slot-of-its-second': (run) => {
      const [onto] = about(run, 'timer-enqueued', 'remind-3')
      const stored = appends(run, 'remind-3', WHEEL_TOPIC)[0]
      if (onto === undefined || stored === undefined) return false
      const [due, slot] = [Number(onto.data['atMillis']) - onto.time / MILLI + stored.time / MILLI + 6500, Number(onto.data['slotMillis'])]
      return due >= slot && due < slot + 1000
    },
    'when-its-second-is-over': (run) => {
      const late = between(appends(run, 'remind-3', WHEEL_TOPIC)[0], delivered(run, 'remind-3')[0]) - 6500 * MILLI
      return late > 400 * MILLI && late < 600 * MILLI
    },
    'nobody-sees-it': (run) => {
      const [stored] = appends(run, 'pay-1', HALF_TOPIC)
      const done = executed(run, 'pay-1')
      return between(stored, done) > 0 && about(run, 'consume-started', 'pay-1').every(({ event }) => event > done!.event)
    },
    'a-fifth-of-a-second': (run) => {
      const took = between(appends(run, 'pay-1', HALF_TOPIC)[0], executed(run, 'pay-1'))
      return took > 190 * MILLI && took < 210 * MILLI
    },
    'two-milliseconds': (run) => between(executed(run, 'pay-1'), delivered(run, 'pay-1')[0]) < 2 * MILLI,
    'consumed-at-once': (run) => between(delivered(run, 'pay-1')[0], about(run, 'consume-started', 'pay-1')[0]) < 5 * MILLI,
    'nothing-new': (run) => halves(run, 'rolled-back').length === 1 && delivered(run, 'pay-2').length === 0,
    'row-is-there': (run) => between(executed(run, 'pay-3'), deathOf(run, 'order-1')) > 0,
    'never-told': (run) => {
      const death = deathOf(run, 'order-1')
      const told = ofNode(requests(run.marks, END_TRANSACTION), 'order-1')
      return death !== undefined && told.length === 2 && about(run, 'half-message', 'pay-3').every(({ event }) => event > death.event)
    },
    'one-record-for-two': (run) => {
      const noted = halves(run, 'noted')
      return noted.length === 3 && noted[0]!.time === noted[1]!.time && noted[0]!.data['queueOffset'] === 0
        && noted[1]!.data['queueOffset'] === 1
    },
    'every-thirty-seconds': (run) => {
      const started = ofNode(ofType(run.marks, 'process-started'), BROKER)[0]
      const after = between(started, halves(run, 'asked')[0])
      return after > CHECK_INTERVAL && after < CHECK_INTERVAL + 1.1 * SECOND
    },
    'put-back': (run) => halves(run, 'put-back').map(({ data }) => `${String(data['was'])} ${String(data['queueOffset'])}`).join() === '2 3',
    'other-is-asked': (run) => {
      const [answer] = checked(run, 'pay-3')
      return answer?.node === 'order-2' && ofNode(requests(run.marks, SEND_MESSAGE_V2), 'order-2').length === 0
    },
    'seconds-late': (run) => between(executed(run, 'pay-3'), delivered(run, 'pay-3')[0]) > 7 * SECOND,
    'once-each': (run) => ['pay-1', 'pay-2', 'pay-3'].map((keys) => delivered(run, keys).length).join() === '1,0,1',
  },
  outcomes: {
    /** What follows a-paid's failure, of the same queue. */
    'after-a-failure': (run) => {
      const failed = about(run, 'consume-ended', 'a-paid').find(({ data }) => data['outcome'] !== 'SUCCESS')
      const next = ofNode(ofType(run.marks, 'consume-started'), LEDGER).find(({ event, data }) => {
        return event > (failed?.event ?? Infinity) && data['queueId'] === failed?.data['queueId']
      })
      if (failed === undefined || next === undefined) return null
      if (next.data['keys'] !== 'a-paid') return 0
      return between(failed, next) < SECOND / 2 ? 1 : 2
    },
    /** The broker died after remind-2 was delivered, and before it wrote that down. */
    'delivered-again': (run) => {
      const [first, ...more] = delivered(run, 'remind-2')
      const death = deathOf(run, BROKER)
      if (death === undefined || first === undefined || death.event < first.event) return null
      if (between(first, death) > SECOND || ofNode(ofType(run.marks, 'process-started'), BROKER).length < 2) return null
      return more.length === 0 ? 0 : 1
    },
    'dies-before-its-part': (run) => {
      const [stored] = appends(run, 'pay-1', HALF_TOPIC)
      if (!diesBetween(run, 'order-1', stored, executed(run, 'pay-1')) || checked(run, 'pay-1').length === 0) return null
      return delivered(run, 'pay-1').length
    },
    'dies-before-it-commits': (run) => {
      if (!diesBetween(run, BROKER, appends(run, 'pay-1', HALF_TOPIC)[0], delivered(run, 'pay-1')[0]) || !hasAskedSince(run)) return null
      return delivered(run, 'pay-1').length
    },
    'dies-before-it-notes': (run) => {
      const half = halfAtEnd(run, 'pay-1')
      const death = deathOf(run, BROKER)
      const [first, second] = delivered(run, 'pay-1')
      if (half === undefined || death === undefined || first === undefined || death.event < first.event) return null
      if (halves(run, 'noted').some(({ event }) => event < death.event) || !hasAskedSince(run)) return null
      return second === undefined ? 0 : 1
    },
  },
}
