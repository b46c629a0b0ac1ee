import type { LessonClaims } from '../../../components/lesson/logic/claims'
import { about, during, ofType, requests, SEND_MESSAGE_V2, sendsWithKeys, storedIn } from '../../../components/lesson/logic/runFacts'
import type { ClientCall, Mark, RunModel } from '../../../engine/worker/protocol'

const SECOND = 1_000_000
const MILLI = 1000
const ORDERS = [10, 11, 12, 13, 20, 21, 22, 23, 30, 31, 32, 33]

type OrderStep = 'created' | 'paid' | 'packed' | 'shipped'

function sendOf(run: RunModel, step: OrderStep, order: number): ClientCall | undefined {
  const started = ofType(run.marks, 'client-call-started').find(({ data }) => data['keys'] === `${step}-${order}`)
  return run.calls.find(({ from }) => from === started?.event)
}

/** `broker-a/0`, or null if it was not acknowledged. */
function queueOf(run: RunModel, step: OrderStep, order: number): string | null {
  const send = sendOf(run, step, order)
  const at = send === undefined ? null : storedIn(send)
  return at === null ? null : `${at.broker}/${at.queue}`
}

/** The orders that are in another queue with this step than with the one before. */
function moved(run: RunModel, before: OrderStep, after: OrderStep): number[] {
  return ORDERS.filter((order) => {
    const [from, to] = [queueOf(run, before, order), queueOf(run, after, order)]
    return from !== null && to !== null && from !== to
  })
}

function firstConsumed(run: RunModel, type: 'consume-started' | 'consume-ended', step: OrderStep, order: number): Mark | undefined {
  return about(run, type, `${step}-${order}`)[0]
}

/** Does the listener get the later step of an order before it is done with the earlier one? */
function isOvertaken(run: RunModel, order: number, earlier: OrderStep, later: OrderStep): boolean {
  const begun = firstConsumed(run, 'consume-started', later, order)
  const done = firstConsumed(run, 'consume-ended', earlier, order)
  return begun !== undefined && (done === undefined || done.event > begun.event)
}

function failures(run: RunModel): ClientCall[] {
  return sendsWithKeys(run, 'packed-').filter(({ outcome }) => outcome === 'threw')
}

function movedClass(count: number): number {
  return count <= 3 ? 0 : count <= 7 ? 1 : 2
}

/** What the text says of the run. A sentence with a claim that fails doesn't get past the build. */
export const { claims, outcomes, challenges }: LessonClaims = {
  claims: {
    'six-queues': (run) => new Set(ORDERS.map((order) => queueOf(run, 'created', order))).size === 6,
    'one-at-a-time': (run) => {
      const begun = ofType(run.marks, 'consume-started').filter(({ data }) => String(data['keys']).startsWith('created-'))
      return begun.length > 0 && begun.every((mark) => {
        const end = about(run, 'consume-ended', String(mark.data['keys']))[0]
        const { brokerName, queueId } = mark.data
        return begun.every((other) => {
          if (other === mark || other.data['brokerName'] !== brokerName || other.data['queueId'] !== queueId) return true
          return other.event < mark.event || (end !== undefined && other.event > end.event)
        })
      })
    },
    'three-seconds-later': (run) => {
      const [grown] = ofType(run.marks, 'route-changed').filter(({ node, time }) => node === 'namesrv' && time > 8 * SECOND)
      const told = ofType(run.marks, 'route-changed').find(({ node, time }) => node === 'order-service' && time > grown!.time)
      return told !== undefined && Math.round((told.time - grown!.time) / SECOND) === 3
    },
    'ten-move': (run) => moved(run, 'created', 'paid').length === 10,
    'paid-first': (run) => {
      const created = firstConsumed(run, 'consume-started', 'created', 20)
      const paid = firstConsumed(run, 'consume-started', 'paid', 20)
      return created !== undefined && paid !== undefined && paid.time < created.time
    },
    'six-overtaken': (run) => ORDERS.filter((order) => isOvertaken(run, order, 'created', 'paid')).length === 6,
    'five-fail': (run) => {
      const failed = failures(run)
      return failed.length === 5 && failed.every(({ result }) => result.startsWith('RemotingConnectException'))
    },
    'one-try': (run) => {
      return failures(run).length > 0 && failures(run).every((send) => {
        const marks = during(run, send)
        const tried = requests(marks, SEND_MESSAGE_V2).length + ofType(marks, 'connection-refused').length
        return tried === 1 && send.toTime! - send.fromTime < MILLI
      })
    },
    'as-before': (run) => {
      const packed = ORDERS.filter((order) => queueOf(run, 'packed', order) !== null)
      return packed.length === 7 && moved(run, 'paid', 'packed').length === 0
    },
    'five-had-to': (run) => ORDERS.filter((order) => queueOf(run, 'paid', order)?.startsWith('broker-c') === true).length === 5,
    'ten-again': (run) => moved(run, 'paid', 'shipped').length === 10,
    'left-behind': (run) => {
      const shipped = firstConsumed(run, 'consume-started', 'shipped', 10)
      const paid = firstConsumed(run, 'consume-started', 'paid', 10)
      return shipped !== undefined && paid !== undefined && paid.time - shipped.time > 20 * SECOND
    },
    'two-left-behind': (run) => ORDERS.filter((order) => isOvertaken(run, order, 'paid', 'shipped')).length === 2,
  },
  outcomes: {
    /** A quarter of the orders at most, about half, or most of them. */
    'how-many-move': (run) => {
      if (run.key.variants?.['selector'] === 'consistent-hash') return null
      return ORDERS.every((order) => queueOf(run, 'paid', order) !== null) ? movedClass(moved(run, 'created', 'paid').length) : null
    },
    /** The same for the ring. */
    'on-the-ring': (run) => {
      if (run.key.variants?.['selector'] !== 'consistent-hash') return null
      return ORDERS.every((order) => queueOf(run, 'paid', order) !== null) ? movedClass(moved(run, 'created', 'paid').length) : null
    },
  },
  challenges: {
    /** The topic gets more queues, and no payment overtakes the creation of its order. */
    'drained-first': {
      seeds: 20,
      judge: (run) => {
        const queues = new Set(ORDERS.map((order) => queueOf(run, 'paid', order)))
        if (queues.has(null) || ORDERS.some((order) => queueOf(run, 'created', order) === null)) return 'not-sent'
        if (ORDERS.some((order) => firstConsumed(run, 'consume-ended', 'created', order) === undefined)) return 'not-consumed'
        if (ORDERS.some((order) => isOvertaken(run, order, 'created', 'paid'))) return 'overtaken'
        return queues.size > 6 ? null : 'not-grown'
      },
      solution: { variants: { pause: 'drained' } },
      wrong: { variants: { selector: 'consistent-hash' } },
    },
  },
}
