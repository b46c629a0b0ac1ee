import type { LessonClaims } from '../../../components/lesson/logic/claims'
import { during, gapsBetween, ofNode, ofType, requests, SEND_MESSAGE_V2, sendsOf, storedIn } from '../../../components/lesson/logic/runFacts'
import type { Mark, RunModel } from '../../../engine/worker/protocol'

const HEART_BEAT = 34
const REGISTER_BROKER = 103
const GET_ROUTEINFO_BY_TOPIC = 105
const SECOND = 1_000_000
const MILLI = 1000
const QUEUES_PER_BROKER = 4

const NAME_SERVERS = ['namesrv-1', 'namesrv-2']
const BROKERS = ['broker-a', 'broker-b']
const CLIENTS = ['billing', 'order-service']
/** When each client has asked what it asks at its start, in µs. */
const STARTED = { billing: 1.005 * SECOND, orders: 4.005 * SECOND }

/** What says of a process that it lives, or no longer. */
const LIVES: ReadonlySet<unknown> = new Set(['process-started', 'process-exited', 'process-killed', 'power-cut'])

/** The node that an address belongs to. */
function nodeAt({ nodes }: RunModel, address: unknown): string {
  const host = String(address).split(':')[0]
  return nodes.find((node) => node.host === host)?.name ?? ''
}

/** Each connection as `from to`, in the order in which they were opened. */
function connections(run: RunModel, marks: readonly Mark[] = run.marks): string[] {
  return ofType(marks, 'connection-opened').map(({ data }) => `${nodeAt(run, data['from'])} ${nodeAt(run, data['to'])}`)
}

function connectedTo(run: RunModel, from: string, among: readonly string[]): string[] {
  return among.filter((to) => connections(run).includes(`${from} ${to}`))
}

/** Requests of a code as `from to`. */
function asked(run: RunModel, code: number): string[] {
  return requests(run.marks, code).map(({ node, data }) => `${node} ${nodeAt(run, data['to'])}`)
}

/** Do these requests of a node come in rounds, half a minute apart? The first ones may be out of turn. */
function isEvery30(run: RunModel, node: string, code: number, from: number): boolean {
  const sent = ofNode(requests(run.marks, code), node).filter(({ time }) => time > from)
  const rounds = sent.filter(({ time }, index) => index === 0 || time - sent[index - 1]!.time > SECOND)
  return rounds.length > 1 && gapsBetween(rounds).every((gap) => Math.abs(gap - 30 * SECOND) < 0.1 * SECOND)
}

function registrations(run: RunModel): string[] {
  return [...new Set(asked(run, REGISTER_BROKER))].sort()
}

const EACH_AT_EACH = BROKERS.flatMap((broker) => NAME_SERVERS.map((server) => `${broker} ${server}`))

function isBetweenNameServers(run: RunModel): boolean {
  return ofType(run.marks, 'frame-sent').some(({ node, data }) => {
    return NAME_SERVERS.includes(node) && NAME_SERVERS.includes(nodeAt(run, data['to']))
  })
}

/** The queues of the first eight sends, in order. */
function firstEight(run: RunModel): string[] {
  return sendsOf(run).slice(0, 8).map(storedIn).map((queue) => (queue === null ? '?' : `${queue.broker} ${queue.queue}`))
}

/** What the text says of the run. A sentence with a claim that fails doesn't get past the build. */
export const { claims, outcomes, challenges }: LessonClaims = {
  claims: {
    'each-at-each': (run) => registrations(run).join() === EACH_AT_EACH.join(),
    'never-each-other': (run) => {
      const between = connections(run).some((pair) => pair.split(' ').every((node) => NAME_SERVERS.includes(node)))
      return registrations(run).length > 0 && !between && !isBetweenNameServers(run)
    },
    'both-brokers': (run) => connectedTo(run, 'billing', BROKERS).join() === BROKERS.join(),
    'one-name-server': (run) => {
      const [consumer, producer] = CLIENTS.map((client) => connectedTo(run, client, NAME_SERVERS).join())
      return consumer === 'namesrv-2' && producer === 'namesrv-1'
    },
    'only-to-brokers': (run) => {
      const beats = asked(run, HEART_BEAT)
      return beats.length > 0 && beats.every((pair) => BROKERS.includes(pair.split(' ')[1]!))
    },
    'start-sends-nothing': (run) => {
      const start = run.calls.find(({ label }) => label === 'producer.start()')
      return start !== undefined && during(run, start).every(({ data }) => data['type'] !== 'frame-sent')
    },
    'three-in-a-millisecond': (run) => {
      const [first] = sendsOf(run)
      const codes = [GET_ROUTEINFO_BY_TOPIC, SEND_MESSAGE_V2, HEART_BEAT]
      const sent = codes.map((code) => ofNode(requests(during(run, first!), code), 'order-service').length)
      return sent.join() === '1,1,1' && first!.toTime! - first!.fromTime < 2 * MILLI
    },
    'second-broker-later': (run) => {
      const opened = ofNode(ofType(run.marks, 'connection-opened'), 'order-service')
      const [toA, toB] = BROKERS.map((broker) => opened.find(({ data }) => nodeAt(run, data['to']) === broker))
      const third = sendsOf(run)[2]!
      return toA!.time < toB!.time && toB!.event > third.from && toB!.event < third.to!
    },
    'eight-of-eight': (run) => {
      const all = BROKERS.flatMap((broker) => [0, 1, 2, 3].map((queue) => `${broker} ${queue}`))
      return firstEight(run).sort().join() === all.join()
    },
    'begins-in-the-middle': (run) => firstEight(run)[0] === 'broker-a 2',
    'polls-every-30': (run) => {
      return isEvery30(run, 'billing', GET_ROUTEINFO_BY_TOPIC, STARTED.billing) && isEvery30(run, 'order-service', GET_ROUTEINFO_BY_TOPIC, STARTED.orders)
    },
    'beats-every-30': (run) => isEvery30(run, 'billing', HEART_BEAT, 2.005 * SECOND) && isEvery30(run, 'order-service', HEART_BEAT, 4.9 * SECOND),
    'registers-every-30': (run) => BROKERS.every((broker) => isEvery30(run, broker, REGISTER_BROKER, 2 * SECOND)),
  },
  outcomes: {
    /** The name servers exchange what they know, the brokers tell each of them, or only one of them is told. */
    'who-tells-the-second': (run) => {
      if (isBetweenNameServers(run)) return 0
      if (registrations(run).join() === EACH_AT_EACH.join()) return 1
      return new Set(registrations(run).map((pair) => pair.split(' ')[1])).size === 1 ? 2 : null
    },
    /** All in one queue, four at one broker and then four at the other, or another queue each. */
    'eight-messages': (run) => {
      const queues = firstEight(run)
      if (queues.length < 8 || queues.includes('?')) return null
      const different = new Set(queues).size
      if (different === 1) return 0
      return different === 2 * QUEUES_PER_BROKER ? 2 : new Set(queues.map((queue) => queue.split(' ')[0])).size === 1 ? 1 : null
    },
  },  challenges: {
    'without-them': {
      seeds: 20,
      judge: (run) => {
        const last = sendsOf(run).at(-1)!
        const isGone = (server: string): boolean => {
          const lives = ofNode(run.marks, server).filter(({ event, data }) => event < last.from && LIVES.has(data['type']))
          return lives.at(-1)?.data['type'] !== 'process-started'
        }
        if (!NAME_SERVERS.every(isGone)) return 'still-one'
        return sendsOf(run).length === 9 && last.outcome === 'returned' ? null : 'not-stored'
      },
      solution: { faults: NAME_SERVERS.map((node) => ({ atMillis: 10_000, fault: { kind: 'kill', node } })) },
      wrong: { faults: [{ atMillis: 10_000, fault: { kind: 'kill', node: 'namesrv-1' } }] },
    },
  },
}
