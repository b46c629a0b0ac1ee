import type { LessonClaims } from '../../../components/lesson/logic/claims'
import { during, ofType, sendsWithKeys, storedIn, took } from '../../../components/lesson/logic/runFacts'
import type { ClientCall, RunModel } from '../../../engine/worker/protocol'

const SECOND = 1_000_000
const MILLI = 1000

function brokerOf(send: ClientCall | undefined): string | undefined {
  return send === undefined ? undefined : storedIn(send)?.broker
}

/** The sends of that name that waited for a slow broker. */
function waiting(run: RunModel, keys: string): ClientCall[] {
  return sendsWithKeys(run, keys).filter((send) => took(send) > 500 * MILLI)
}

/** The sends after the death of a broker that asked it, and found nobody: at once, for what comes later is the detector's. */
function refused(run: RunModel): ClientCall[] {
  return sendsWithKeys(run, 'dead-').filter((send) => {
    return ofType(during(run, send), 'connection-refused').some(({ time }) => time - send.fromTime < MILLI)
  })
}

/** The sends of that name between two times, in ms. */
function between(run: RunModel, keys: string, fromMillis: number, toMillis: number): ClientCall[] {
  return sendsWithKeys(run, keys).filter(({ fromTime }) => fromTime > fromMillis * MILLI && fromTime < toMillis * MILLI)
}

/** What the text says of the run. A sentence with a claim that fails doesn't get past the build. */
export const { claims, outcomes, challenges }: LessonClaims = {
  claims: {
    'quick-ones': (run) => {
      const sends = sendsWithKeys(run, 'quick-')
      return sends.length === 4 && sends.every((send) => took(send) < 2 * MILLI)
    },
    'eight-hundred': (run) => {
      const [first] = sendsWithKeys(run, 'slow-')
      return brokerOf(first) === 'broker-b' && Math.round(took(first!) / MILLI) === 800
    },
    'two-seconds-out': (run) => {
      const [first, second] = waiting(run, 'slow-')
      return first !== undefined && second !== undefined && second.fromTime - first.toTime! >= 2 * SECOND
        && second.fromTime - first.toTime! < 2.3 * SECOND
    },
    'passed-over': (run) => {
      const sends = between(run, 'slow-', 2900, 4800)
      return sends.length === 7 && sends.every((send) => brokerOf(send) === 'broker-a' && took(send) < MILLI)
    },
    'asked-again': (run) => waiting(run, 'slow-').length === 2 && waiting(run, 'slow-').every((send) => brokerOf(send) === 'broker-b'),
    'two-and-two': (run) => {
      const brokers = sendsWithKeys(run, 'again-').map(brokerOf)
      return brokers.length === 4 && brokers.filter((name) => name === 'broker-b').length === 2
    },
    'saved-at-once': (run) => {
      const [first] = refused(run)
      return first !== undefined && brokerOf(first) === 'broker-a' && took(first) < MILLI
    },
    'ten-seconds-out': (run) => {
      const sends = between(run, 'dead-', 15_000, 16_500)
      return sends.length === 5 && sends.every((send) => brokerOf(send) === 'broker-a') && refused(run).every(({ fromTime }) => {
        return fromTime < 15 * SECOND || fromTime > 17 * SECOND
      })
    },
    'six-hundred': (run) => waiting(run, 'dead-').length > 0 && waiting(run, 'dead-').every((send) => Math.round(took(send) / MILLI) === 600),
    'dead-asked-again': (run) => {
      const later = between(run, 'dead-', 17_000, 25_000)
      return later.length === 2 && later.every((send) => refused(run).includes(send) && brokerOf(send) === 'broker-a')
    },
  },
  outcomes: {
    /** Of the sends while a broker is slow, half of them or nearly wait; two; or one. */
    'how-many-wait': (run) => {
      const sends = sendsWithKeys(run, 'slow-')
      if (sends.length < 16 || sends.some(({ toTime }) => toTime === null)) return null
      const count = waiting(run, 'slow-').length
      return count > 4 ? 0 : count === 2 ? 1 : count === 1 ? 2 : null
    },
    /** When both are left out: an exception, broker-a only, or the dead one again as well. */
    'both-out': (run) => {
      const later = between(run, 'dead-', 17_000, 25_000)
      if (later.length === 0) return null
      if (later.some(({ outcome }) => outcome === 'threw')) return 0
      return later.some((send) => refused(run).includes(send)) ? 2 : 1
    },
    /** The second send that waits takes as long as the first, twice as long because it has to connect, or fails. */
    'with-detector': (run) => {
      if (run.key.variants?.['detector'] !== 'on') return null
      const [, second] = sendsWithKeys(run, 'slow-').filter((send) => brokerOf(send) !== 'broker-a')
      if (second === undefined) return null
      if (second.outcome === 'threw') return 2
      return took(second) > 1500 * MILLI ? 1 : 0
    },
  },
  challenges: {
    /** The dead broker is asked once, and not again while it is dead. */
    'not-twice': {
      seeds: 20,
      judge: (run) => {
        const sends = sendsWithKeys(run, 'dead-')
        if (sends.length < 10 || sends.some(({ toTime }) => toTime === null)) return 'not-sent'
        if (!ofType(run.marks, 'process-killed').some(({ node }) => node === 'broker-b')) return 'not-dead'
        return refused(run).length > 1 ? 'again' : null
      },
      solution: { variants: { detector: 'on' } },
      wrong: { variants: { latency: 'off' } },
    },
  },
}
