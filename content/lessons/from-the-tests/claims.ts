import type { LessonClaims } from '../../../components/lesson/logic/claims'
import { about, during, ofNode, ofType, requests, SEND_MESSAGE_V2, sendsWithKeys, statesOf } from '../../../components/lesson/logic/runFacts'
import type { ClientCall, Mark, RunModel } from '../../../engine/worker/protocol'

const GET_ROUTEINFO_BY_TOPIC = 105
const MILLI = 1000
/** Bytes of the body of the small message, and of the large one as the application has it. */
const [SMALL, LARGE] = [1, 28]

/** The record of a message in the commit log. */
function recordOf(run: RunModel, keys: string): Mark | undefined {
  return about(run, 'log-append', keys)[0]
}

/** The frames that a node sends within a call. */
function sentWithin(run: RunModel, call: ClientCall | undefined, node: string): Mark[] {
  return call === undefined ? [] : ofNode(ofType(during(run, call), 'frame-sent'), node)
}

/** The length of the body that is stored of a large message. Records with keys of one length differ in their bodies only. */
function storedBody(run: RunModel, small: string, large: string): number {
  const [one, other] = [small, large].map((keys) => Number(recordOf(run, keys)?.data['length'] ?? NaN))
  return SMALL + other! - one!
}

function hooks(run: RunModel): Mark[] {
  return about(run, 'send-hook', 'with-a-hook')
}

/** Was a message stored only when its call had long returned, and was it answered then? */
function isStoredAfterReturn(run: RunModel, keys: string): boolean {
  const [call, record] = [sendsWithKeys(run, keys)[0], recordOf(run, keys)]
  const answer = ofNode(ofType(run.marks, 'frame-received'), 'test').find(({ event, data }) => {
    return event > (record?.event ?? Infinity) && data['isResponse'] === true && data['code'] === 0
  })
  return call?.outcome === 'returned' && call.to! < record!.event && answer !== undefined
}

/** What the text says of the run. A sentence with a claim that fails doesn't get past the build. */
export const { claims, outcomes, challenges }: LessonClaims = {
  claims: {
    'a-real-broker': (run) => ['namesrv', 'broker-a'].every((node) => ofNode(ofType(run.marks, 'process-started'), node).length === 1),
    running: (run) => statesOf({ ...run, marks: ofNode(run.marks, 'test') }, 'DefaultMQProducerImpl', 'FooBar_PID').at(-1) === 'RUNNING',
    'zero-refused': (run) => {
      const call = sendsWithKeys(run, 'zero-bytes')[0]
      return call?.outcome === 'threw' && call.result.startsWith('MQClientException') && call.result.includes('zero bytes')
    },
    'no-frame': (run) => {
      const call = sendsWithKeys(run, 'zero-bytes')[0]
      return call !== undefined && sentWithin(run, call, 'test').length === 0 && call.toTime === call.fromTime
    },
    'another-exception': (run) => sendsWithKeys(run, 'no-name-server')[0]?.result.startsWith('IllegalStateException') === true,
    'no-route': (run) => {
      const call = sendsWithKeys(run, 'no-route')[0]
      return call?.outcome === 'threw' && call.result.startsWith('MQClientException: no route info')
    },
    'asked-twice': (run) => requests(sentWithin(run, sendsWithKeys(run, 'no-route')[0], 'test'), GET_ROUTEINFO_BY_TOPIC).length === 2,
    'sync-stored': (run) => {
      const call = sendsWithKeys(run, 'sync-small')[0]
      return call?.outcome === 'returned' && call.result.includes('sendStatus=SEND_OK') && recordOf(run, 'sync-small') !== undefined
    },
    compressed: (run) => sendsWithKeys(run, 'sync-large')[0]?.result.includes('SEND_OK') === true && storedBody(run, 'sync-small', 'sync-large') !== LARGE,
    grows: (run) => storedBody(run, 'sync-small', 'sync-large') > LARGE!,
    'async-returns-first': (run) => isStoredAfterReturn(run, 'async-small'),
    'no-time-at-all': (run) => {
      const call = sendsWithKeys(run, 'async-small')[0]!
      return call.toTime === call.fromTime && sentWithin(run, call, 'test').length === 0
    },
    'async-compressed': (run) => {
      return isStoredAfterReturn(run, 'async-large') && storedBody(run, 'async-small', 'async-large') === storedBody(run, 'sync-small', 'sync-large')
    },
    'hook-sees-both': (run) => {
      const [before, after] = hooks(run)
      return sendsWithKeys(run, 'with-a-hook')[0]?.result.includes('SEND_OK') === true && before?.data['status'] === '' && after?.data['status'] === 'SEND_OK'
    },
    'before-and-after': (run) => {
      const [before, after] = hooks(run)
      const [sent] = requests(sentWithin(run, sendsWithKeys(run, 'with-a-hook')[0], 'test'), SEND_MESSAGE_V2)
      return hooks(run).length === 2 && before!.event < sent!.event && sent!.event < recordOf(run, 'with-a-hook')!.event
        && recordOf(run, 'with-a-hook')!.event < after!.event && after!.time - before!.time < MILLI
    },
  },
  outcomes: {
    /** The one that the test expects, another one, or none: the call waits. */
    'which-exception': (run) => {
      const call = sendsWithKeys(run, 'no-name-server')[0]
      if (call === undefined) return null
      if (call.outcome === 'unfinished') return 2
      if (call.outcome !== 'threw') return null
      return call.result.startsWith('MQClientException: no name server') ? 0 : 1
    },
  },
  challenges: {
    /** The number that the compressed body takes, read off the run. */
    'how-many-bytes': {
      seeds: 1,
      judge: (run, answer) => {
        const bytes = Number(answer.trim().split(/\s/)[0])
        if (!Number.isInteger(bytes) || bytes < 1) return 'no-number'
        if (bytes === LARGE) return 'as-before'
        return bytes === storedBody(run, 'sync-small', 'sync-large') ? null : 'other-number'
      },
      solution: { answer: '36' },
      wrong: { answer: '28' },
    },
  },
}
