import type { LessonClaims } from '../../../components/lesson/logic/claims'
import { about, during, ofType, requests, SEND_MESSAGE_V2, sendsOf, sendsWithKeys } from '../../../components/lesson/logic/runFacts'
import type { ClientCall, RunModel } from '../../../engine/worker/protocol'

const MESSAGE_ILLEGAL = 13
const MILLI = 1000

/** The sends that the client itself has refused. */
function refusedHere(run: RunModel): ClientCall[] {
  return sendsOf(run).filter(({ outcome, result }) => outcome === 'threw' && result.startsWith('MQClientException'))
}

function idOf({ result }: ClientCall): string {
  return /msgId=(\w+)/.exec(result)?.[1] ?? ''
}

/** What the text says of the run. A sentence with a claim that fails doesn't get past the build. */
export const { claims, outcomes, challenges }: LessonClaims = {
  claims: {
    'key-found': (run) => about(run, 'log-append', 'order-1').length === 1,
    'six-refused': (run) => refusedHere(run).length === 6,
    'no-frame': (run) => {
      const refused = refusedHere(run)
      return refused.length > 0 && refused.every((send) => ofType(during(run, send), 'frame-sent').length === 0)
    },
    'no-time': (run) => refusedHere(run).length > 0 && refusedHere(run).every(({ fromTime, toTime }) => toTime === fromTime),
    'last-byte': (run) => {
      const [send] = sendsWithKeys(run, 'one-byte-too-many')
      return send?.result.includes('4194305') === true && send.outcome === 'threw'
    },
    'asked-in-vain': (run) => {
      const [send] = sendsWithKeys(run, 'too-long-for-the-broker')
      if (send?.outcome !== 'threw') return false
      const marks = during(run, send)
      const answers = ofType(marks, 'frame-received').filter(({ data }) => data['isResponse'] === true)
      return requests(marks, SEND_MESSAGE_V2).length === 1 && answers.some(({ data }) => data['code'] === MESSAGE_ILLEGAL)
    },
    'milliseconds-on-the-way': (run) => {
      const [send] = sendsWithKeys(run, 'too-long-for-the-broker')
      return send !== undefined && send.toTime! - send.fromTime > 2 * MILLI
    },
    'no-id-spent': (run) => {
      const [first, last] = sendsOf(run).filter(({ outcome }) => outcome === 'returned').map(idOf)
      return first?.endsWith('0000') === true && last?.endsWith('0002') === true
    },
    'two-keys': (run) => about(run, 'log-append', 'order-2 Lisbon').length === 1,
  },
  outcomes: {
    /** The producer says so at once, the broker says so, or it is stored. */
    'too-long': (run) => {
      const [send] = sendsWithKeys(run, 'too-long-for-the-broker')
      if (send === undefined || send.toTime === null) return null
      if (send.outcome === 'returned') return 2
      return requests(during(run, send), SEND_MESSAGE_V2).length === 0 ? 0 : 1
    },
  },
  challenges: {
    /** How many ids the producer has given out: one for each message that got as far as a request. */
    'no-id': {
      seeds: 1,
      judge: (run, answer) => {
        const sends = sendsOf(run).filter(({ outcome }) => outcome === 'returned')
        if (sends.length < 2) return 'not-sent'
        const spent = sendsOf(run).filter((send) => requests(during(run, send), SEND_MESSAGE_V2).length > 0).length
        return Number(answer) === spent ? null : 'other'
      },
      solution: { answer: '3' },
      wrong: { answer: '9' },
    },
  },
}
