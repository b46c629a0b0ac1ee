import type { LessonClaims } from '../../../components/lesson/logic/claims'
import {
  about, ofType, requests, SEND_MESSAGE_V2, sendsOf, took, sendWith,
} from '../../../components/lesson/logic/runFacts'
import type { ClientCall, Mark, RunModel } from '../../../engine/worker/protocol'

const SECOND = 1_000_000
const MILLI = 1000

/** The first request with a message after a call has begun; the call may be over by then. */
function requestAfter(run: RunModel, call: ClientCall | undefined): Mark | undefined {
  return requests(run.marks, SEND_MESSAGE_V2).find(({ event }) => call !== undefined && event >= call.from)
}

function answersTo(run: RunModel, request: Mark | undefined): Mark[] {
  return ofType(run.marks, 'frame-sent').filter(({ data }) => {
    return data['isResponse'] === true && data['opaque'] === request?.data['opaque'] && data['from'] === request?.data['to']
  })
}

function faultTime(run: RunModel, what: string): number {
  return ofType(run.marks, 'fault').find(({ data }) => data['what'] === what)?.time ?? NaN
}

/** What the text says of the run. A sentence with a claim that fails doesn't get past the build. */
export const { claims, outcomes, challenges }: LessonClaims = {
  claims: {
    'same-request': (run) => {
      const codes = ['sync', 'async', 'oneway'].map((keys) => requestAfter(run, sendWith(run, keys))?.data['code'])
      return codes.every((code) => code === SEND_MESSAGE_V2)
    },
    'one-round-trip': (run) => {
      const send = sendWith(run, 'sync')
      return send?.outcome === 'returned' && took(send) < MILLI && answersTo(run, requestAfter(run, send)).length === 1
    },
    'returns-first': (run) => {
      const send = sendWith(run, 'async')
      const request = requestAfter(run, send)
      return send?.toTime === send?.fromTime && request !== undefined && request.event > send!.to!
    },
    'callback-elsewhere': (run) => {
      const send = sendWith(run, 'async')
      return answersTo(run, requestAfter(run, send)).length === 1 && about(run, 'log-append', 'async').length === 1
    },
    'no-answer-at-all': (run) => {
      const request = requestAfter(run, sendWith(run, 'oneway'))
      return request?.data['isOneway'] === true && answersTo(run, request).length === 0 && about(run, 'log-append', 'oneway').length === 1
    },
    'no-answer-in-time': (run) => {
      const send = sendWith(run, 'no-answer')
      return send?.outcome === 'threw' && send.result.includes('RemotingTimeoutException') && Math.round(took(send) / SECOND) === 3
    },
    'stored-after-all': (run) => {
      const [append] = about(run, 'log-append', 'no-answer')
      return append !== undefined && append.time > faultTime(run, 'restore-link') && sendWith(run, 'no-answer')?.outcome === 'threw'
    },
    'oneway-after-all': (run) => {
      const [append] = about(run, 'log-append', 'into-silence')
      return append !== undefined && append.time - sendWith(run, 'into-silence')!.fromTime > 4 * SECOND
    },
    'nobody-to-connect-to': (run) => {
      const send = sendWith(run, 'nobody-there')
      return send?.outcome === 'threw' && send.result.includes('RemotingConnectException') && took(send) < MILLI
    },
    'three-times-refused': (run) => {
      const send = sendWith(run, 'async-nobody-there')
      const next = sendWith(run, 'oneway-nobody-there')
      const refused = ofType(run.marks, 'connection-refused').filter(({ event }) => event > send!.from && event < next!.from)
      return send?.outcome === 'returned' && refused.length === 3
    },
    'gone-without-a-word': (run) => {
      const send = sendWith(run, 'oneway-nobody-there')
      return send?.outcome === 'returned' && about(run, 'log-append', 'oneway-nobody-there').length === 0
    },
  },
  outcomes: {
    /** Never; at once; once the link is there again. */
    'after-the-silence': (run) => {
      const send = sendWith(run, 'no-answer')
      const cut = faultTime(run, 'cut-link')
      if (send?.outcome !== 'threw' || !(send.fromTime > cut) || send.toTime === null) return null
      const [append] = about(run, 'log-append', 'no-answer')
      return append === undefined ? 0 : append.time < send.toTime ? 1 : 2
    },
  },
  challenges: {
    /** What failed stays failed. */
    'stay-lost': {
      seeds: 20,
      judge: (run) => {
        const send = sendWith(run, 'no-answer')
        if (send?.outcome !== 'threw') return 'not-failed'
        if (sendsOf(run).length < 9) return 'not-sent'
        return about(run, 'log-append', 'no-answer').length === 0 ? null : 'stored'
      },
      solution: { faults: [{ atMillis: 5000, fault: { kind: 'kill', node: 'broker-a' } }] },
      wrong: { faults: [{ atMillis: 9000, fault: { kind: 'power-cut', node: 'broker-a' } }] },
    },
  },
}
