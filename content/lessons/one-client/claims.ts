import type { LessonClaims } from '../../../components/lesson/logic/claims'
import { during, ofNode, ofType, sendsWithKeys, statesOf, storedIn } from '../../../components/lesson/logic/runFacts'
import type { ClientCall, Mark, RunModel } from '../../../engine/worker/protocol'

const SECOND = 1_000_000
const SHOP = '10.0.0.31'
const SHARED = `${SHOP}@shop`
const EAST = '10.0.0.21:10911'
const WEST = ['10.0.0.12:9876', '10.0.0.22:10911']

/** The calls of one kind, in order: starts of orders, invoices, returns, refunds, the twin twice, the west; shutdowns of the last four. */
function callsOf({ calls }: RunModel, label: string): ClientCall[] {
  return calls.filter((call) => call.label === label)
}

/** The names of the client instances that were made, in order. */
function instances({ marks }: RunModel): string[] {
  const made = ofType(marks, 'state-changed').filter(({ data }) => data['className'] === 'MQClientInstance' && data['from'] === '')
  return made.map(({ data }) => String(data['name']))
}

/** Connections that the shop has opened. */
function opened(marks: readonly Mark[]): Mark[] {
  return ofType(marks, 'connection-opened').filter(({ data }) => String(data['from']).startsWith(`${SHOP}:`))
}

/** When the shared instance polls routes: with the phase that its first client has given it. */
function polls(run: RunModel): Mark[] {
  return ofNode(ofType(run.marks, 'timer-fired'), 'shop').filter(({ data }) => data['label'] === 'poll routes')
}

function closed(run: RunModel): Mark[] {
  return ofType(run.marks, 'connection-closed').filter(({ data }) => String(data['at']).startsWith(`${SHOP}:`))
}

/** Where the message for the west is stored; null as long as it isn't. */
function homeOf(run: RunModel): string | null {
  const [send] = sendsWithKeys(run, 'for-the-west')
  return send === undefined ? null : storedIn(send)?.broker ?? null
}

/** Why the message for the west isn't where it should be; null when it is. */
function notAtHome(run: RunModel): string | null {
  const home = homeOf(run)
  if (home === null) return 'not-sent'
  return home === 'broker-west' ? null : 'east'
}

/** What the text says of the run. A sentence with a claim that fails doesn't get past the build. */
export const { claims, outcomes, challenges }: LessonClaims = {
  claims: {
    'own-instances': (run) => {
      const [orders, invoices] = instances(run)
      const unique = /^10\.0\.0\.31@(\d+)#\d+$/
      return orders !== invoices && unique.exec(orders ?? '')?.[1] === unique.exec(invoices ?? '')?.[1] && unique.test(orders ?? '')
    },
    'two-pairs': (run) => {
      const before = opened(run.marks).filter(({ time }) => time < 3 * SECOND).map(({ data }) => data['to'])
      return before.length === 4 && new Set(before).size === 2
    },
    'nothing-new': (run) => {
      const [send] = sendsWithKeys(run, 'refund')
      const start = callsOf(run, 'producer.start()')[3]
      return send?.outcome === 'returned' && start?.outcome === 'returned'
        && opened([...during(run, start), ...during(run, send)]).length === 0
    },
    'three-of-them': (run) => instances(run).length === 3 && callsOf(run, 'producer.start()').length === 7,
    'first-one-counts': (run) => {
      const start = callsOf(run, 'producer.start()')[2]
      if (start === undefined || polls(run).length !== 6) return false
      const late = polls(run).map(({ time }) => time - start.fromTime).filter((micros) => micros > 0)
      const shared = late.filter((micros) => micros % (30 * SECOND) < SECOND / 10)
      return shared.length === 2
    },
    taken: (run) => {
      const refused = callsOf(run, 'producer.start()')[4]
      return refused?.outcome === 'threw' && refused.result.includes('refunds has been created before')
        && ofType(during(run, refused), 'state-changed').at(-1)?.data['to'] === 'CREATE_JUST'
    },
    'wrong-home': (run) => homeOf(run) === 'broker-east',
    'west-never-asked': (run) => {
      return homeOf(run) !== null && opened(run.marks).every(({ data }) => !WEST.includes(String(data['to'])))
    },
    'three-go': (run) => {
      const three = callsOf(run, 'producer.shutdown()').slice(0, 3)
      return three.length === 3 && three.every((call) => ofNode(during(run, call), 'shop')
        .every(({ data }) => data['type'] !== 'connection-closed' && data['className'] !== 'MQClientInstance'))
    },
    'last-closes': (run) => {
      const last = callsOf(run, 'producer.shutdown()')[3]
      return last?.outcome === 'returned' && closed(run).length === 2
        && closed(run).every(({ event }) => event > last.from && event < (last.to ?? 0))
        && statesOf(run, 'MQClientInstance', SHARED).at(-1) === 'SHUTDOWN_ALREADY'
    },
  },
  outcomes: {
    /** It starts, or it is refused for its state. */
    again: (run) => {
      const start = callsOf(run, 'producer.start()')[5]
      if (start === undefined || start.toTime === null) return null
      return start.outcome === 'returned' ? 0 : 1
    },
    /** West, east, or an exception. */
    where: (run) => {
      const [send] = sendsWithKeys(run, 'for-the-west')
      if (send === undefined || send.toTime === null) return null
      if (send.outcome === 'threw') return 2
      return homeOf(run) === 'broker-west' ? 0 : 1
    },
  },
  challenges: {
    /** The message for the west is stored in the west. */
    home: {
      seeds: 20,
      judge: (run) => notAtHome(run),
      solution: { variants: { unit: 'west' } },
      wrong: { variants: { group: 'orders-of-the-west' } },
    },
    /** That, and one connection to the broker of the east for all the others. */
    thrifty: {
      seeds: 20,
      judge: (run) => {
        const wrong = notAtHome(run)
        if (wrong !== null) return wrong
        return opened(run.marks).filter(({ data }) => data['to'] === EAST).length === 1 ? null : 'several'
      },
      solution: { variants: { unit: 'west', shared: 'all' } },
      wrong: { variants: { shared: 'all' } },
    },
  },
}
