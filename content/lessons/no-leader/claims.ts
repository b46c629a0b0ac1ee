import type { LessonClaims } from '../../../components/lesson/logic/claims'
import { about, between, ofNode, ofType, storedIn } from '../../../components/lesson/logic/runFacts'
import { tablesAt } from '../../../components/tables/logic/tablesAt'
import type { ClientCall, Mark, RunModel } from '../../../engine/worker/protocol'

const SECOND = 1_000_000
const MILLI = 1000

const [FIRST, OTHER] = ['namesrv-1', 'namesrv-2']
const [ORDERS, REFUNDS] = ['order-service', 'refund-service']

/** The sends of an application, by what its messages' keys begin with. */
function sendsWith(run: RunModel, keys: string): ClientCall[] {
  const started = ofType(run.marks, 'client-call-started').filter(({ data }) => String(data['keys']).startsWith(keys))
  const from = new Set(started.map(({ event }) => event))
  return run.calls.filter((call) => from.has(call.from))
}

function deathOf({ marks }: RunModel, node: string): Mark | undefined {
  return ofNode(ofType(marks, 'process-killed'), node)[0]
}

/** When a name server enters a broker. */
function entered({ marks }: RunModel, server: string, broker: string): Mark | undefined {
  return ofNode(ofType(marks, 'route-changed'), server).find(({ data }) => {
    return data['what'] === 'broker-registered' && data['brokerName'] === broker
  })
}

function restored({ marks }: RunModel): Mark | undefined {
  return ofType(marks, 'fault').find(({ data }) => data['what'] === 'restore-link')
}

/** The brokers that a client hears of, each time that this changes. */
function routes({ marks }: RunModel, node: string): Mark[] {
  return ofNode(ofType(marks, 'route-changed'), node)
}

/** As fast as a send is that needs nothing but its broker. */
function isQuick({ outcome, fromTime, toTime }: ClientCall): boolean {
  return outcome === 'returned' && toTime !== null && toTime - fromTime < MILLI
}

/** What the text says of the run. A sentence with a claim that fails doesn't get past the build. */
export const { claims, outcomes, challenges }: LessonClaims = {
  claims: {
    'registers-with-one': (run) => {
      const gaveUp = ofNode(ofType(run.marks, 'connection-timed-out'), 'broker-b')[0]
      const known = entered(run, FIRST!, 'broker-b')!
      return between(known, gaveUp) > 2.9 * SECOND && between(known, gaveUp) < 3.1 * SECOND && entered(run, OTHER!, 'broker-b')!.event > gaveUp!.event
    },
    'they-disagree': (run) => {
      const { event } = about(run, 'client-call-started', 'order-0')[0]!
      return tablesAt(run, event).servers.map(({ brokers }) => brokers.length).join() === '2,1'
    },
    'hears-of-both': (run) => routes(run, ORDERS!)[0]?.data['what'] === 'broker-b, broker-a',
    'hears-of-one': (run) => routes(run, REFUNDS!)[0]?.data['what'] === 'broker-a',
    'all-eight-stored': (run) => {
      const refunds = sendsWith(run, 'refund-')
      return refunds.length === 8 && refunds.every((send) => send.outcome === 'returned' && storedIn(send)?.broker === 'broker-a')
    },
    'as-before': (run) => {
      const death = deathOf(run, FIRST!)!
      const meanwhile = sendsWith(run, 'order-').filter(({ fromTime }) => fromTime > death.time && fromTime < death.time + 5.01 * SECOND)
      return meanwhile.length === 2 && meanwhile.every(isQuick)
    },
    'moves-on': (run) => {
      const death = deathOf(run, FIRST!)!
      const address = run.nodes.find(({ name }) => name === OTHER)?.address
      const opened = ofNode(ofType(run.marks, 'connection-opened'), ORDERS!).find(({ event, data }) => event > death.event && data['to'] === address)
      const wait = between(death, opened)
      return wait > 4 * SECOND && wait < 6 * SECOND
    },
    'worse-than-before': (run) => {
      const [before, after] = routes(run, ORDERS!)
      const knownLater = entered(run, OTHER!, 'broker-b')!
      return before?.data['what'] === 'broker-b, broker-a' && after?.data['what'] === 'broker-a' && after.event < knownLater.event
        && deathOf(run, 'broker-b') === undefined
    },
    'healed-by-the-next': (run) => {
      const wait = between(restored(run), entered(run, OTHER!, 'broker-b'))
      return Math.round(wait / SECOND) === 27
    },
    'goes-on-without-any': (run) => {
      const death = deathOf(run, OTHER!)!
      const after = sendsWith(run, 'order-').filter(({ fromTime }) => fromTime > death.time)
      return after.length >= 6 && after.every(isQuick)
    },
    'newcomer-fails': (run) => {
      const [late] = sendsWith(run, 'late')
      return late?.outcome === 'threw' && late.toTime! - late.fromTime < MILLI && late.result.startsWith('IllegalStateException')
    },
    'keeps-what-it-has': (run) => {
      const failed = ofNode(ofType(run.marks, 'exception-swallowed'), ORDERS!)[0]!
      const after = sendsWith(run, 'order-').filter(({ from }) => from > failed.event)
      return routes(run, ORDERS!).every(({ event }) => event < failed.event) && after.length > 0 && after.every(isQuick)
    },
    'never-used-again': (run) => {
      const poorer = routes(run, ORDERS!)[1]!
      const after = sendsWith(run, 'order-').filter(({ from }) => from > poorer.event)
      return after.length > 8 && after.every((send) => storedIn(send)?.broker === 'broker-a')
    },
    'nobody-failed': (run) => {
      const sends = [...sendsWith(run, 'order-'), ...sendsWith(run, 'refund-')]
      return sends.length === 30 && sends.every(({ outcome }) => outcome === 'returned')
    },
  },
  outcomes: {
    /** At once, with its next registration, or never. */
    'when-healed': (run) => {
      const whole = restored(run)
      const known = entered(run, OTHER!, 'broker-b')
      if (whole === undefined) return null
      if (known === undefined) return 2
      return between(whole, known) < SECOND ? 0 : between(whole, known) < 40 * SECOND ? 1 : null
    },
    /** It throws, it takes longer, or it is as before. */
    'next-send': (run) => {
      const death = deathOf(run, FIRST!)
      const next = sendsWith(run, 'order-').find(({ fromTime }) => fromTime > (death?.time ?? Infinity))
      if (next === undefined || next.toTime === null) return null
      return next.outcome === 'threw' ? 0 : isQuick(next) ? 2 : 1
    },
  },  challenges: {
    'save-the-newcomer': {
      seeds: 20,
      judge: (run) => {
        const [late] = sendsWith(run, 'late')
        if (late?.outcome === 'returned') return null
        if (late?.result.startsWith('IllegalStateException') === true) return 'nobody-answers'
        return late?.result.startsWith('MQClientException') === true ? 'knows-nothing' : 'not-stored'
      },
      solution: {
        faults: [
          ...[FIRST!, OTHER!].map((node) => ({ atMillis: 51_000, fault: { kind: 'restart', node } as const })),
          { atMillis: 51_500, fault: { kind: 'kill', node: 'broker-a' } },
          { atMillis: 52_000, fault: { kind: 'restart', node: 'broker-a' } },
        ],
      },
      wrong: { faults: [FIRST!, OTHER!].map((node) => ({ atMillis: 51_000, fault: { kind: 'restart', node } as const })) },
    },
  },
}
