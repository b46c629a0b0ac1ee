import type { LessonClaims } from '../../../components/lesson/logic/claims'
import {
  during, ofType, SEND_MESSAGE_V2, requests, sendsOf, sendsWithKeys, storedIn, took,
} from '../../../components/lesson/logic/runFacts'
import type { ClientCall, Mark, RunModel } from '../../../engine/worker/protocol'

const SECOND = 1_000_000
const MILLI = 1000
const SERVICE_NOT_AVAILABLE = 14
const MESSAGE_ILLEGAL = 13
const BROKER_B = '10.0.0.22:10911'

/** The brokers to which a send's requests went, in order, by their addresses. */
function triedAt(run: RunModel, send: ClientCall): string[] {
  return requests(during(run, send), SEND_MESSAGE_V2).map(({ data }) => String(data['to']))
}

/** The sends of the last two orders that found nobody to connect to. */
function refused(run: RunModel): ClientCall[] {
  return sendsWithKeys(run, 'after-a-death').filter((send) => ofType(during(run, send), 'connection-refused').length > 0)
}

/** The codes of the answers that came while a send was under way. */
function answersDuring(run: RunModel, send: ClientCall): unknown[] {
  const asked = new Set(requests(during(run, send), SEND_MESSAGE_V2).map(({ data }) => data['opaque']))
  return ofType(during(run, send), 'frame-received')
    .filter(({ node, data }) => node === 'order-service' && data['isResponse'] === true && asked.has(data['opaque']))
    .map(({ data }) => data['code'])
}

function faultAt(run: RunModel, what: string): Mark | undefined {
  return ofType(run.marks, 'fault').find(({ data }) => data['what'] === what)
}

function failed(sends: readonly ClientCall[]): ClientCall[] {
  return sends.filter(({ outcome }) => outcome === 'threw')
}

/** What the text says of the run. A sentence with a claim that fails doesn't get past the build. */
export const { claims, outcomes, challenges }: LessonClaims = {
  claims: {
    'two-connections': (run) => {
      const orders = sendsWithKeys(run, 'order-')
      return orders.length === 2 && new Set(orders.map((send) => storedIn(send)?.broker)).size === 2
    },
    'saved-by-the-other': (run) => {
      const sends = sendsWithKeys(run, 'after-a-death')
      return sends.length === 2 && sends.every((send) => storedIn(send)?.broker === 'broker-b')
    },
    'reset-is-an-answer': (run) => refused(run).length === 1 && refused(run).every((send) => took(send) < 2 * MILLI),
    'dead-one-passed-over': (run) => {
      return refused(run).length === 1 && refused(run).every((send) => triedAt(run, send).join() === BROKER_B)
    },
    'name-server-knew': (run) => {
      const death = ofType(run.marks, 'process-killed')[0]
      const gone = ofType(run.marks, 'route-changed').find(({ node, time }) => node === 'namesrv' && time >= death!.time)
      const poll = ofType(run.marks, 'route-changed').some(({ node, time }) => {
        return node === 'order-service' && time > death!.time && time < death!.time + SECOND
      })
      return gone !== undefined && gone.time - death!.time < 10 * MILLI && !poll
    },
    'three-seconds-for-all': (run) => {
      const sends = failed(sendsWithKeys(run, 'into-silence'))
      return sends.length > 0 && sends.every((send) => Math.abs(took(send) - 3 * SECOND) < 10 * MILLI)
    },
    'one-request-only': (run) => {
      const [first] = failed(sendsWithKeys(run, 'into-silence'))
      return first !== undefined && triedAt(run, first).join() === BROKER_B
    },
    'not-even-a-connection': (run) => {
      const later = failed(sendsWithKeys(run, 'into-silence')).slice(1)
      return later.length > 0 && later.every((send) => triedAt(run, send).length === 0)
    },
    'too-much-request': (run) => {
      const sends = failed(sendsWithKeys(run, 'into-silence'))
      return sends.length > 0 && sends.every(({ result }) => result.startsWith('RemotingTooMuchRequestException'))
    },
    'three-in-a-row': (run) => {
      return sendsWithKeys(run, 'into-silence').map(({ outcome }) => outcome).join() === 'returned,threw,threw,threw'
    },
    'full-disk-retried': (run) => {
      const [retried] = sendsWithKeys(run, 'no-room').filter((send) => triedAt(run, send).length === 2)
      return retried !== undefined && storedIn(retried)?.broker === 'broker-b'
        && answersDuring(run, retried).join() === `${SERVICE_NOT_AVAILABLE},0`
    },
    'too-long-not-retried': (run) => {
      const [send] = sendsWithKeys(run, 'too-long')
      return send?.outcome === 'threw' && answersDuring(run, send).at(-1) === MESSAGE_ILLEGAL && triedAt(run, send).length === 2
    },
  },
  outcomes: {
    /** SEND_OK from the other broker, an exception when one budget is used up, or one after three times as long. */
    silence: (run) => {
      const cut = faultAt(run, 'cut-link')
      const later = sendsOf(run).filter(({ fromTime }) => cut !== undefined && fromTime > cut.time)
      const hit = later.find((send) => triedAt(run, send)[0] === BROKER_B)
      if (hit === undefined || hit.toTime === null) return null
      if (hit.outcome === 'returned') return 0
      return took(hit) < 4 * SECOND ? 1 : took(hit) > 8 * SECOND ? 2 : null
    },
  },
  challenges: {
    /** The link is cut; one of the four sends into the silence fails, and the others are not held up. */
    'one-of-four': {
      seeds: 20,
      judge: (run) => {
        const sends = sendsWithKeys(run, 'into-silence')
        if (sends.length < 4 || sends.some(({ toTime }) => toTime === null)) return 'not-sent'
        if (failed(sends).length > 1) return 'more'
        if (failed(sends).length === 0) return 'none'
        return sends.every((send) => send.outcome === 'threw' || took(send) < SECOND) ? null : 'slow'
      },
      solution: { variants: { latency: 'on' } },
      wrong: { variants: { timeout: '6s' } },
    },
  },
}
