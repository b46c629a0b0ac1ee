import type { LessonClaims } from '../../../components/lesson/logic/claims'
import {
  about, between, during, ofNode, ofType, requests, SEND_MESSAGE_V2, sendsOf, sendsWithKeys, storedIn,
} from '../../../components/lesson/logic/runFacts'
import type { ClientCall, Mark, RunModel } from '../../../engine/worker/protocol'

const GET_ROUTEINFO_BY_TOPIC = 105
const SECOND = 1_000_000
const MILLI = 1000

const CLIENT = 'order-service'
const BROKERS = ['broker-a', 'broker-b']
const PRODUCTION = 'broker-prod'
const MODEL = 'TBW102'

/** The brokers that have stored messages of a topic, and how many: `20,20` for those of {@link BROKERS}. */
function stored(run: RunModel, topic: string, matches: (keys: string) => boolean = () => true): string {
  const appends = ofType(run.marks, 'log-append').filter(({ data }) => data['topic'] === topic && matches(String(data['keys'])))
  return BROKERS.map((broker) => ofNode(appends, broker).length).join()
}

/** The brokers of a client's route to a topic, each time that it changes. */
function routesOf({ marks }: RunModel, node: string, topic: string): Mark[] {
  return ofNode(ofType(marks, 'route-changed'), node).filter(({ data }) => data['topic'] === topic)
}

/** When a name server enters a topic for a broker. */
function entered({ marks }: RunModel, topic: string, broker: string): Mark | undefined {
  return ofType(marks, 'route-changed').find(({ node, data }) => {
    return node.startsWith('namesrv') && data['topic'] === topic && data['brokerName'] === broker
  })
}

function isNoRoute(call: ClientCall | undefined): boolean {
  return call?.outcome === 'threw' && call.result.includes('no route info of topic')
}

/** How often the name server was asked within a call, and whether a message was sent. */
function askedIn(run: RunModel, call: ClientCall | undefined): string {
  if (call === undefined) return ''
  const marks = during(run, call).filter(({ node }) => node.endsWith('-service'))
  return `${requests(marks, GET_ROUTEINFO_BY_TOPIC).length} ${requests(marks, SEND_MESSAGE_V2).length}`
}

/** What the text says of the run. A sentence with a claim that fails doesn't get past the build. */
export const { claims, outcomes, challenges }: LessonClaims = {
  claims: {
    'before-any-broker': (run) => {
      const first = sendsWithKeys(run, 'too-early')[0]!
      return BROKERS.every((broker) => ofNode(ofType(run.marks, 'process-started'), broker)[0]!.time > first.toTime!)
    },
    'asks-twice': (run) => askedIn(run, sendsWithKeys(run, 'too-early')[0]) === '2 0',
    'no-route-info': (run) => isNoRoute(sendsWithKeys(run, 'too-early')[0]),
    'in-a-millisecond': (run) => {
      const first = sendsWithKeys(run, 'too-early')[0]!
      return isNoRoute(first) && first.toTime! - first.fromTime < 1.5 * MILLI
    },
    'eight-made-up': (run) => {
      const second = sendsWithKeys(run, 'the-first')[0]!
      const [route] = routesOf(run, CLIENT, 'OrderPaid')
      const isKnown = BROKERS.some((broker) => entered(run, 'OrderPaid', broker)!?.event < route!.event)
      return second.from < route!.event && String(route!.data['what']) === 'broker-b, broker-a' && !isKnown
    },
    'first-alone': (run) => storedIn(sendsWithKeys(run, 'the-first')[0]!)?.broker === 'broker-b'
      && entered(run, 'OrderPaid', 'broker-b') !== undefined && entered(run, 'OrderPaid', 'broker-a') === undefined,
    'registers-at-once': (run) => {
      const wait = between(about(run, 'client-call-started', 'the-first')[0], entered(run, 'OrderPaid', 'broker-b'))
      const answered = about(run, 'log-append', 'the-first')[0]
      return wait < 2 * MILLI && entered(run, 'OrderPaid', 'broker-b')!.event < answered!.event
    },
    'both-by-luck': (run) => stored(run, 'ParcelSent') === '20,20',
    'within-a-tenth': (run) => {
      const [a, b] = BROKERS.map((broker) => entered(run, 'ParcelSent', broker))
      return Math.abs(between(a, b)) < SECOND / 10
    },
    'corrected': (run) => {
      const [guess, truth] = routesOf(run, CLIENT, 'OrderPaid')
      return String(guess!.data['what']) === 'broker-b, broker-a' && String(truth!.data['what']) === 'broker-b'
    },
    'all-on-one': (run) => stored(run, 'OrderPaid', (keys) => keys.startsWith('paid-')) === '0,40',
    'nothing-wrong': (run) => {
      const sends = sendsOf(run).filter(({ fromTime }) => fromTime > 30 * SECOND && fromTime < 37 * SECOND)
      return sends.length === 40 && sends.every(({ outcome }) => outcome === 'returned')
    },
    'running-and-registered': (run) => {
      const refused = sendsWithKeys(run, 'in-production')[0]!
      const registered = ofType(run.marks, 'route-changed').find(({ data }) => data['brokerName'] === PRODUCTION)
      return isNoRoute(refused) && registered!.event < refused.from && refused.fromTime - registered!.time > SECOND
    },
    'no-model': (run) => {
      const models = ofType(run.marks, 'route-changed').filter(({ data }) => data['topic'] === MODEL)
      const brokers = models.map(({ data }) => String(data['brokerName']))
      return BROKERS.every((broker) => brokers.includes(broker)) && !brokers.includes(PRODUCTION)
    },
  },
  outcomes: {
    /** All at the broker of the first message, half at each, or all at the other one. */
    'where-do-forty-go': (run) => {
      const first = storedIn(sendsWithKeys(run, 'the-first')[0] ?? { result: '' } as ClientCall)?.broker
      const [a, b] = stored(run, 'OrderPaid', (keys) => keys.startsWith('paid-')).split(',').map(Number)
      if (first === undefined || a! + b! < 10) return null
      if (a! > 0 && b! > 0) return 1
      return (first === 'broker-a') === (a! > 0) ? 0 : 2
    },
  },  challenges: {
    defuse: {
      seeds: 20,
      judge: (run) => {
        const [a, b] = stored(run, 'OrderPaid').split(',').map(Number)
        if (a === 0 || b === 0) return 'one-only'
        const kept = stored(run, 'OrderPaid', (keys) => keys.startsWith('paid-')).split(',').map(Number)
        return kept[0]! + kept[1]! >= 40 ? null : 'not-all'
      },
      solution: { faults: [{ atMillis: 29_000, fault: { kind: 'cut-link', from: CLIENT, to: 'namesrv-test' } }] },
      wrong: { faults: [{ atMillis: 31_000, fault: { kind: 'cut-link', from: CLIENT, to: 'namesrv-test' } }] },
    },
  },
}
