import type { LessonClaims } from '../../../components/lesson/logic/claims'
import {
  during, gapsBetween, ofNode, ofType, requests, SEND_MESSAGE_V2, sendsWithKeys, statesOf,
} from '../../../components/lesson/logic/runFacts'
import type { ClientCall, Mark, RunModel } from '../../../engine/worker/protocol'

const SECOND = 1_000_000
const MILLI = 1000
const GET_ROUTEINFO_BY_TOPIC = 105
const HEART_BEAT = 34
const PRODUCER = 'DefaultMQProducerImpl'
const ORDERS = 'order-service'
const BILLING = 'billing-service'
const INNER = 'CLIENT_INNER_PRODUCER'

/** The application's starts: of order-service, of it again, of the blank group, of it repaired, of the inner group, of billing-service. */
function startsOf({ calls }: RunModel): ClientCall[] {
  return calls.filter(({ label }) => label === 'producer.start()')
}

function threw(call: ClientCall | undefined, words: string): boolean {
  return call?.outcome === 'threw' && call.result.includes(words)
}

/** How often a timer has fired in a process. */
function timers(run: RunModel, node: string, label: string): Mark[] {
  return ofNode(ofType(run.marks, 'timer-fired'), node).filter(({ data }) => data['label'] === label)
}

/** Those that a client instance has set up when it was started by a call: they keep its phase. */
function timersOf(run: RunModel, call: ClientCall | undefined, label: string, firstMillis: number): Mark[] {
  if (call === undefined) return []
  return timers(run, ORDERS, label).filter(({ time }) => {
    const late = time - call.fromTime - firstMillis * MILLI
    return late >= 0 && late % (30 * SECOND) < MILLI
  })
}

/** What a start has made into RUNNING, in order. */
function madeRunning(run: RunModel, call: ClientCall | undefined): string[] {
  if (call === undefined) return []
  const changes = ofType(during(run, call), 'state-changed').filter(({ data }) => data['to'] === 'RUNNING')
  return changes.map(({ data }) => `${String(data['className'])} ${String(data['name'])}`)
}

function isStill(gaps: readonly number[], micros: number): boolean {
  return gaps.length > 0 && gaps.every((gap) => Math.abs(gap - micros) < MILLI)
}

/** Heartbeats to the broker over the connection that only the client of the failed start can have opened. */
function beatsOfTheFailed(run: RunModel): Mark[] {
  const start = startsOf(run).at(-1)
  if (start?.outcome !== 'threw') return []
  const opened = ofType(run.marks, 'connection-opened').filter(({ time, data }) => {
    return time > start.fromTime && String(data['from']).startsWith('10.0.0.31:') && String(data['to']).endsWith(':10911')
  })
  const ends = new Set(opened.map(({ data }) => data['connection']))
  return requests(run.marks, HEART_BEAT).filter(({ data }) => ends.has(data['connection']!))
}

/** Client instances that were started and never shut down. */
function instancesAlive(run: RunModel): number {
  const changes = ofNode(ofType(run.marks, 'state-changed'), ORDERS).filter(({ data }) => data['className'] === 'MQClientInstance')
  return new Set(changes.map(({ data }) => data['name'])).size
}

/** What the text says of the run. A sentence with a claim that fails doesn't get past the build. */
export const { claims, outcomes, challenges }: LessonClaims = {
  claims: {
    'failed-first': (run) => statesOf(run, PRODUCER, ORDERS).join() === 'CREATE_JUST,START_FAILED,RUNNING',
    'own-name': (run) => {
      const made = ofType(run.marks, 'state-changed').find(({ data }) => data['className'] === 'MQClientInstance')
      return /^10\.0\.0\.31@\d+#\d+$/.test(String(made?.data['name']))
    },
    'in-order': (run) => {
      return madeRunning(run, startsOf(run)[0]).map((name) => name.split(' ')[0]).join() === `${PRODUCER},MQClientInstance,${PRODUCER}`
    },
    'no-frame': (run) => {
      const start = startsOf(run)[0]
      return start?.outcome === 'returned' && ofNode(ofType(during(run, start), 'frame-sent'), ORDERS).length === 0
    },
    'two-requests': (run) => {
      const [send] = sendsWithKeys(run, 'order-0')
      if (send === undefined) return false
      const sent = ofNode(during(run, send), ORDERS)
      return requests(sent, GET_ROUTEINFO_BY_TOPIC).length === 1 && requests(sent, SEND_MESSAGE_V2).length === 1
    },
    'second-throws': (run) => threw(startsOf(run)[1], 'its state is RUNNING') && statesOf(run, PRODUCER, ORDERS).at(-1) === 'RUNNING',
    'routes-30': (run) => {
      const polls = timersOf(run, startsOf(run)[0], 'poll routes', 10)
      return polls.length === 2 && isStill(gapsBetween(polls), 30 * SECOND)
    },
    'heartbeats-30': (run) => {
      const beats = timersOf(run, startsOf(run)[0], 'heartbeat', 1000)
      return beats.length === 2 && isStill(gapsBetween(beats), 30 * SECOND)
    },
    'persist-5': (run) => {
      return isStill(gapsBetween(timers(run, 'warehouse', 'persist consumer offsets')), 5 * SECOND)
        && timers(run, ORDERS, 'persist consumer offsets').length === 0
    },
    'detector-3': (run) => isStill(gapsBetween(timers(run, 'warehouse', 'detect reachable brokers')), 3 * SECOND),
    'blank-refused': (run) => threw(startsOf(run)[2], 'illegal characters'),
    'never-again': (run) => {
      return threw(startsOf(run)[3], 'its state is START_FAILED') && statesOf(run, PRODUCER, 'invoice service').at(-1) === 'START_FAILED'
    },
    'half-started': (run) => {
      const start = startsOf(run)[4]
      return threw(start, INNER) && timersOf(run, start, 'poll routes', 10).length > 0 && timersOf(run, start, 'heartbeat', 1000).length > 0
    },
    'instance-failed': (run) => statesOf(run, 'MQClientInstance', '10.0.0.31@DEFAULT').join() === 'CREATE_JUST,START_FAILED',
    'no-route': (run) => threw(startsOf(run)[5], 'IllegalStateException') && statesOf(run, PRODUCER, BILLING).at(-1) === 'START_FAILED',
    'instance-runs': (run) => madeRunning(run, startsOf(run)[5]).some((name) => name.startsWith('MQClientInstance')),
    'shutdown-idle': (run) => {
      const ends = run.calls.filter(({ label }) => label === 'producer.shutdown()')
      return ends.length === 2 && ends.every(({ outcome }) => outcome === 'returned')
        && ofType(run.marks, 'state-changed').every(({ data }) => data['to'] !== 'SHUTDOWN_ALREADY')
    },
    'ghost-beats': (run) => beatsOfTheFailed(run).length > 0 && statesOf(run, PRODUCER, BILLING).at(-1) === 'START_FAILED',
  },
  outcomes: {
    /** It starts, it throws, or nothing happens. */
    repair: (run) => {
      const start = startsOf(run)[3]
      if (start === undefined || start.toTime === null) return null
      if (start.outcome === 'threw') return 1
      return statesOf(run, PRODUCER, 'invoice service').at(-1) === 'RUNNING' ? 0 : 2
    },
    /** Nothing, routes alone, or heartbeats to the broker as well. */
    ghost: (run) => {
      const start = startsOf(run)[5]
      if (start?.outcome !== 'threw') return null
      if (beatsOfTheFailed(run).length > 0) return 2
      return timersOf(run, start, 'poll routes', 10).length > 0 ? 1 : 0
    },
  },
  challenges: {
    /** The start of billing-service succeeds although the name server was killed before. */
    'in-time': {
      seeds: 20,
      judge: (run) => {
        if (startsOf(run).length < 6) return 'not-started'
        if (!ofType(run.marks, 'process-killed').some(({ node }) => node === 'namesrv')) return 'not-killed'
        return statesOf(run, PRODUCER, BILLING).includes('RUNNING') ? null : 'failed'
      },
      solution: { faults: [{ atMillis: 9500, fault: { kind: 'restart', node: 'namesrv' } }] },
      wrong: { faults: [{ atMillis: 11_000, fault: { kind: 'restart', node: 'namesrv' } }] },
    },
    /** One of order-service, one of the inner group, one of billing-service. */
    'how-many': {
      seeds: 1,
      judge: (run, answer) => {
        if (startsOf(run).length < 6) return 'not-started'
        const given = Number(answer.trim())
        if (given === instancesAlive(run)) return null
        return given === 1 ? 'one' : 'other'
      },
      solution: { answer: '3' },
      wrong: { answer: '1' },
    },
  },
}
