import type { LessonClaims } from '../../../components/lesson/logic/claims'
import {
  about, ofNode, ofType, requests, SEND_MESSAGE_V2, sendsWithKeys, took,
} from '../../../components/lesson/logic/runFacts'
import type { Mark, RunModel } from '../../../engine/worker/protocol'

const SECOND = 1_000_000
const MILLI = 1000

/** The requests with messages that left a shop between two times, in ms. */
function requestsOf(run: RunModel, shop: string, fromMillis: number, toMillis: number): Mark[] {
  const sent = requests(ofNode(run.marks, shop), SEND_MESSAGE_V2)
  return sent.filter(({ time }) => time > fromMillis * MILLI && time < toMillis * MILLI)
}

/** The answers to them, as they came. */
function answersTo(run: RunModel, shop: string, fromMillis: number, toMillis: number): Mark[] {
  const asked = new Set(requestsOf(run, shop, fromMillis, toMillis).map(({ data }) => data['opaque']))
  return ofType(ofNode(run.marks, shop), 'frame-received').filter(({ data }) => {
    return data['isResponse'] === true && asked.has(data['opaque'])
  })
}

/** How many messages were on the way at once before the first answer came. */
function atOnce(run: RunModel, shop: string, fromMillis: number, toMillis: number): number {
  const [answer] = answersTo(run, shop, fromMillis, toMillis)
  if (answer === undefined) return 0
  return requestsOf(run, shop, fromMillis, toMillis).filter(({ event }) => event < answer.event).length
}

function stored(run: RunModel, keys: string): string[] {
  return ofType(run.marks, 'log-append').map(({ data }) => String(data['keys'])).filter((each) => each.startsWith(keys))
}

/** What the text says of the run. A sentence with a claim that fails doesn't get past the build. */
export const { claims, outcomes, challenges }: LessonClaims = {
  claims: {
    'no-time': (run) => {
      const sends = sendsWithKeys(run, 'free-')
      return sends.length === 14 && sends.every((send) => took(send) === 0)
    },
    'fourteen-at-once': (run) => atOnce(run, 'shop-free', 2000, 2600) === 14,
    'another-order': (run) => {
      const keys = stored(run, 'free-')
      return keys.length === 14 && keys.some((each, index) => each !== `free-${index}`)
    },
    'ten-at-once': (run) => atOnce(run, 'shop-held', 4000, 4600) === 10,
    'one-answer-later': (run) => {
      const eleventh = sendsWithKeys(run, 'held-')[10]
      const [answer] = answersTo(run, 'shop-held', 4000, 4600)
      return eleventh !== undefined && answer !== undefined && Math.round(took(eleventh) / MILLI) === 200
        && eleventh.toTime! >= answer.time && eleventh.toTime! - answer.time < MILLI
    },
    'all-fourteen': (run) => stored(run, 'held-').length === 14,
    'three-large': (run) => {
      const sends = sendsWithKeys(run, 'large-')
      return sends.length === 4 && sends.slice(0, 3).every((send) => took(send) === 0) && took(sends[3]!) > 200 * MILLI
    },
    'three-seconds': (run) => {
      const sends = sendsWithKeys(run, 'silent-')
      return sends.length === 11 && sends.slice(0, 10).every((send) => took(send) === 0)
        && Math.abs(took(sends[10]!) - 3 * SECOND) < 10 * MILLI
    },
    'never-sent': (run) => {
      return sendsWithKeys(run, 'silent-')[10]?.outcome === 'returned' && requestsOf(run, 'shop-held', 7500, 17_000).length === 10
    },
  },
  outcomes: {
    /** The eleventh call returns at once, waits, or throws. */
    'the-eleventh': (run) => {
      const eleventh = sendsWithKeys(run, 'held-')[10]
      if (eleventh === undefined || eleventh.toTime === null) return null
      return eleventh.outcome === 'threw' ? 2 : took(eleventh) < MILLI ? 0 : 1
    },
  },
  challenges: {
    /** A message of the fourteen is held back until its time is over, and never leaves. */
    'held-to-failure': {
      seeds: 20,
      judge: (run) => {
        const sends = sendsWithKeys(run, 'held-')
        if (sends.length < 14 || sends.some(({ toTime }) => toTime === null)) return 'not-sent'
        const waited = sends.filter((send) => took(send) > 2.9 * SECOND)
        if (waited.length === 0) return 'not-held'
        const [keys] = waited.map((send) => `held-${sends.indexOf(send)}`)
        return about(run, 'log-append', keys!).length === 0 ? null : 'sent-after-all'
      },
      solution: { faults: [{ atMillis: 3900, fault: { kind: 'slow-link', from: 'shop-held', to: 'broker-a', latencyMillis: 2000 } }] },
      wrong: { faults: [{ atMillis: 3900, fault: { kind: 'kill', node: 'broker-a' } }] },
    },
  },
}
