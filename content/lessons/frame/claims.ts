import type { LessonClaims } from '../../../components/lesson/logic/claims'
import { during, ofType, requests, SEND_MESSAGE_V2, sendsOf, sendsWithKeys } from '../../../components/lesson/logic/runFacts'
import type { ClientCall, Mark, RunModel } from '../../../engine/worker/protocol'

const SEND_MESSAGE = 10
/** Bytes of the first order's request with short names and a JSON header; a claim holds it against the run. */
const SHORT_LENGTH = 443

/** The request of a send, whichever names its fields have. */
function requestOf(run: RunModel, send: ClientCall | undefined): Mark | undefined {
  if (send === undefined) return undefined
  const marks = during(run, send)
  return [...requests(marks, SEND_MESSAGE_V2), ...requests(marks, SEND_MESSAGE)][0]
}

/** In bytes; NaN when no request was made. */
function lengthOf(frame: Mark | undefined): number {
  return Number(frame?.data['length'] ?? NaN)
}

/** The answer to a send, as it was sent. */
function answerTo(run: RunModel, send: ClientCall): Mark | undefined {
  const opaque = requestOf(run, send)?.data['opaque']
  const answers = ofType(during(run, send), 'frame-sent').filter(({ data }) => data['isResponse'] === true)
  return answers.find(({ data }) => data['opaque'] === opaque)
}

function firstLength(run: RunModel): number {
  return lengthOf(requestOf(run, sendsOf(run)[0]))
}

/** What the text says of the run. A sentence with a claim that fails doesn't get past the build. */
export const { claims, outcomes, challenges }: LessonClaims = {
  claims: {
    'one-request-each': (run) => {
      const sends = sendsOf(run)
      return sends.length === 4 && sends.every((send) => requests(during(run, send), SEND_MESSAGE_V2).length === 1)
    },
    'properties-travel': (run) => {
      const appended = ofType(during(run, sendsOf(run)[0]!), 'log-append').map(({ data }) => data['keys'])
      return appended.join() === 'order-1'
    },
    'code-310': (run) => requestOf(run, sendsOf(run)[0])?.data['code'] === SEND_MESSAGE_V2,
    'four-hundred': (run) => firstLength(run) === SHORT_LENGTH,
    'answer-is-shorter': (run) => {
      const [first] = sendsOf(run)
      return lengthOf(answerTo(run, first!)) < firstLength(run)
    },
    compressed: (run) => {
      const [invoice] = sendsWithKeys(run, 'invoice')
      return lengthOf(requestOf(run, invoice)) < 600
    },
    'sent-again': (run) => {
      const lengths = sendsWithKeys(run, 'invoice').map((send) => lengthOf(requestOf(run, send)))
      return lengths.length === 2 && lengths[0] === lengths[1]
    },
  },
  outcomes: {
    /** Compressed once more, sent as it came back, or exactly as the first time. */
    again: (run) => {
      const [first, again] = sendsWithKeys(run, 'invoice').map((send) => lengthOf(requestOf(run, send)))
      if (first === undefined || again === undefined) return null
      return again === first ? 2 : again < first ? 0 : 1
    },
  },
  challenges: {
    saved: {
      seeds: 1,
      judge: (run, answer) => {
        if (run.key.variants?.['names'] !== 'long' || run.key.variants['header'] !== undefined) return 'other-run'
        return Number(answer) === firstLength(run) - SHORT_LENGTH ? null : 'other'
      },
      solution: { variants: { names: 'long' }, answer: '110' },
      wrong: { variants: { names: 'long' }, answer: '553' },
    },
    shortest: {
      seeds: 20,
      judge: (run) => {
        const sends = sendsOf(run)
        if (sends.length !== 4 || sends.some(({ outcome }) => outcome !== 'returned')) return 'not-sent'
        return firstLength(run) < 310 ? null : 'longer'
      },
      solution: { variants: { header: 'binary' } },
      wrong: { variants: { names: 'long', header: 'binary' } },
    },
  },
}
