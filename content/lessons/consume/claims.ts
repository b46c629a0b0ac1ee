import type { LessonClaims } from '../../../components/lesson/logic/claims'
import { about, between, gapsBetween, ofNode, ofType, requests, statesOf } from '../../../components/lesson/logic/runFacts'
import type { Mark, RunModel } from '../../../engine/worker/protocol'

const PULL_MESSAGE = 11
const QUERY_CONSUMER_OFFSET = 14
const UPDATE_CONSUMER_OFFSET = 15
const GET_MAX_OFFSET = 30
const HEART_BEAT = 34
const CONSUMER_SEND_MSG_BACK = 36
const GET_CONSUMER_LIST_BY_GROUP = 38
const NOTIFY_CONSUMER_IDS_CHANGED = 40
const SECOND = 1_000_000
const MILLI = 1000

const FIRST = 'billing-1'
const SECOND_MEMBER = 'billing-2'
const RETRY_TOPIC = '%RETRY%billing'

function asked(run: RunModel, node: string, code: number): Mark[] {
  return ofNode(requests(run.marks, code), node)
}

function assigned({ marks }: RunModel, node: string, topic: string): Mark[] {
  return ofNode(ofType(marks, 'queues-assigned'), node).filter(({ data }) => data['topic'] === topic)
}

function queuesOf(mark: Mark | undefined): string[] {
  return String(mark?.data['queues'] ?? '').split(', ').filter((queue) => queue !== '')
}

/** The deaths of the first consumer, the reader's doing or the scenario's. */
function deaths(run: RunModel): Mark[] {
  return ofNode(ofType(run.marks, 'process-killed'), FIRST)
}

function consumed(run: RunModel, key: string): Mark[] {
  return about(run, 'consume-ended', key).filter(({ data }) => data['outcome'] === 'CONSUME_SUCCESS')
}

function committed({ marks }: RunModel, queueId: number): Mark[] {
  return ofType(marks, 'offset-committed').filter(({ data }) => {
    return data['topic'] === 'OrderPaid' && data['queueId'] === queueId
  })
}

/** The start of `start()` of the first consumer, and its end. */
function startOf(run: RunModel): readonly [Mark, Mark] | null {
  const [, started] = ofNode(ofType(run.marks, 'client-call-started'), FIRST)
  const [, ended] = ofNode(ofType(run.marks, 'client-call-ended'), FIRST)
  return started === undefined || ended === undefined ? null : [started, ended]
}

function after(marks: readonly Mark[], mark: Mark | undefined): Mark | undefined {
  return mark === undefined ? undefined : marks.find(({ event }) => event > mark.event)
}

/** The queue that a message lies in, and its number there. */
function placeOf(run: RunModel, key: string): { readonly queueId: number; readonly offset: number } | null {
  const append = about(run, 'log-append', key)[0]
  if (append === undefined) return null
  return { queueId: Number(append.data['queueId']), offset: Number(append.data['queueOffset']) }
}

/** When the broker is told that a message is done with. */
function toldOf(run: RunModel, key: string): Mark | undefined {
  const place = placeOf(run, key)
  return place === null ? undefined : committed(run, place.queueId).find(({ data }) => Number(data['offset']) > place.offset)
}

const BURST = ['order-2000', 'order-2001', 'order-2002', 'order-2003', 'order-2004', 'order-2005']
const DONE_TWICE = ['order-2001', 'order-2002', 'order-2003']

/** What the text says of the run. A sentence with a claim that fails doesn't get past the build. */
export const { claims, outcomes }: LessonClaims = {
  claims: {
    'start-states': (run) => {
      const states = statesOf({ ...run, marks: ofNode(run.marks, FIRST) }, 'DefaultMQPushConsumerImpl', 'billing')
      return states.join() === 'CREATE_JUST,START_FAILED,RUNNING'
    },
    'says-it-is-there': (run) => {
      const start = startOf(run)
      if (start === null) return false
      return asked(run, FIRST, HEART_BEAT).some(({ event }) => event > start[0].event && event < start[1].event)
    },
    'waits-a-second': (run) => {
      const [notified] = requests(run.marks, NOTIFY_CONSUMER_IDS_CHANGED)
      const wait = between(notified, asked(run, FIRST, GET_CONSUMER_LIST_BY_GROUP)[0])
      return wait > 0.9 * SECOND && wait < 1.1 * SECOND
    },
    'alone-with-all': (run) => {
      const [own, retry] = ['OrderPaid', RETRY_TOPIC].map((topic) => queuesOf(assigned(run, FIRST, topic)[0]).length)
      return own === 4 && retry === 1
    },
    'asks-for-each': (run) => {
      const first = asked(run, FIRST, PULL_MESSAGE)[0]
      const before = (code: number): number => {
        return asked(run, FIRST, code).filter(({ event }) => event < (first?.event ?? 0)).length
      }
      return before(QUERY_CONSUMER_OFFSET) === 5 && before(GET_MAX_OFFSET) === 4
    },
    'half-a-second': (run) => {
      const wait = between(assigned(run, FIRST, 'OrderPaid')[0], asked(run, FIRST, PULL_MESSAGE)[0])
      return wait >= SECOND / 2 && wait < 0.51 * SECOND
    },
    'five-wait': (run) => {
      const held = ofType(run.marks, 'pull-held').slice(0, 5)
      return held.length === 5 && held.every(({ data, time }) => data['timeoutMillis'] === 15_000 && time < 3 * SECOND)
    },
    'told-at-once': (run) => {
      const joined = ofType(run.marks, 'process-started').find(({ node }) => node === SECOND_MEMBER)
      const told = after(requests(run.marks, NOTIFY_CONSUMER_IDS_CHANGED), joined)
      return between(told, after(asked(run, FIRST, GET_CONSUMER_LIST_BY_GROUP), told)) < MILLI
    },
    'keeps-two': (run) => queuesOf(assigned(run, FIRST, 'OrderPaid')[1]).join() === 'broker-a/0,broker-a/1',
    'a-second-without': (run) => {
      const [taken] = assigned(run, SECOND_MEMBER, 'OrderPaid')
      const gap = between(assigned(run, FIRST, 'OrderPaid')[1], taken)
      return queuesOf(taken).join() === 'broker-a/2,broker-a/3' && gap > 0.9 * SECOND && gap < 1.1 * SECOND
    },
    'no-retry-queue': (run) => {
      const death = deaths(run)[0]
      return death !== undefined && assigned(run, SECOND_MEMBER, RETRY_TOPIC).every(({ event }) => event > death.event)
    },
    'woken-in-a-millisecond': (run) => {
      const append = about(run, 'log-append', 'order-1001')[0]
      const wait = between(append, after(ofType(run.marks, 'pull-released'), append))
      return wait > 0 && wait < 1.5 * MILLI
    },
    'held-first': (run) => {
      const [started] = about(run, 'consume-started', 'order-1001')
      const held = ofNode(ofType(run.marks, 'messages-held'), FIRST).filter(({ data }) => data['offsets'] === '0')[0]
      return started !== undefined && held !== undefined && held.event < started.event
    },
    'pulls-meanwhile': (run) => {
      const [started] = about(run, 'consume-started', 'order-1001')
      const pulled = between(started, after(asked(run, FIRST, PULL_MESSAGE), started))
      return pulled < 0.1 * MILLI && between(started, about(run, 'consume-ended', 'order-1001')[0]) >= 100 * MILLI
    },
    'four-seconds-untold': (run) => {
      const [done] = consumed(run, 'order-1001')
      const wait = between(done, toldOf(run, 'order-1001'))
      return wait > 3.5 * SECOND && wait < 4.5 * SECOND
    },
    'sent-back': (run) => {
      const [failed] = about(run, 'consume-ended', 'order-1002')
      const back = after(asked(run, SECOND_MEMBER, CONSUMER_SEND_MSG_BACK), failed)
      const isFailure = failed?.data['outcome'] === 'RECONSUME_LATER' && failed.node === SECOND_MEMBER
      return isFailure && between(failed, back) < MILLI
    },
    'queue-of-level-three': (run) => {
      const parked = about(run, 'log-append', 'order-1002').find(({ data }) => data['topic'] === 'SCHEDULE_TOPIC_XXXX')
      return parked?.data['queueId'] === 2
    },
    'done-all-the-same': (run) => {
      const [failed] = about(run, 'consume-ended', 'order-1002')
      const held = after(ofNode(ofType(run.marks, 'messages-held'), SECOND_MEMBER), failed)
      return held?.data['offsets'] === '' && between(failed, held) < MILLI
    },
    'every-five-seconds': (run) => {
      const frames = asked(run, FIRST, UPDATE_CONSUMER_OFFSET)
      const rounds = frames.filter(({ time }, index) => index === 0 || time - frames[index - 1]!.time > SECOND)
      return rounds.length > 2 && gapsBetween(rounds).every((gap) => Math.abs(gap - 5 * SECOND) < 0.1 * SECOND)
    },
    'a-frame-a-queue': (run) => {
      const frames = asked(run, FIRST, UPDATE_CONSUMER_OFFSET)
      return frames.filter(({ time }) => time - frames[0]!.time < MILLI).length === 3
    },
    'ten-seconds-later': (run) => {
      const [failed] = about(run, 'consume-ended', 'order-1002')
      const retried = about(run, 'log-append', 'order-1002').find(({ data }) => data['topic'] === RETRY_TOPIC)
      const wait = between(failed, retried)
      return wait > 10 * SECOND && wait < 10.2 * SECOND
    },
    'by-the-other': (run) => {
      const [failed, again] = about(run, 'consume-ended', 'order-1002')
      return failed?.node === SECOND_MEMBER && again?.node === FIRST && again.data['outcome'] === 'CONSUME_SUCCESS'
        && again.data['reconsumeTimes'] === 1
    },
    'slow-one-first': (run) => {
      const [slow] = about(run, 'consume-started', 'order-2000')
      const [quick] = consumed(run, 'order-2001')
      const [slowDone] = consumed(run, 'order-2000')
      return slow !== undefined && quick !== undefined && slowDone !== undefined
        && slow.event < quick.event && quick.event < slowDone.event
    },
    'two-behind-it': (run) => {
      const done = DONE_TWICE.map((key) => consumed(run, key)[0])
      const [slow] = consumed(run, 'order-2000')
      const numbers = ['order-2000', ...DONE_TWICE].map((key) => placeOf(run, key)?.offset)
      return numbers.join() === '1,2,3,4' && gapsBetween(done.filter((mark) => mark !== undefined)).every((gap) => gap > 0)
        && done.every((mark) => mark !== undefined && slow !== undefined && mark.event < slow.event)
    },
    'stays-at-one': (run) => {
      const [quick] = consumed(run, 'order-2001')
      const place = placeOf(run, 'order-2000')
      if (quick === undefined || place === null) return false
      const meanwhile = committed(run, place.queueId).filter(({ time }) => Math.abs(time - quick.time) < SECOND)
      return meanwhile.length > 2 && meanwhile.every(({ data }) => data['offset'] === place.offset)
    },
    'three-and-three': (run) => {
      const [death] = deaths(run)
      const done = BURST.filter((key) => consumed(run, key).some(({ event }) => event < (death?.event ?? 0)))
      const held = ofNode(ofType(run.marks, 'messages-held'), FIRST).at(-1)
      return done.join() === DONE_TWICE.join() && held?.data['offsets'] === '1, 5, 6'
    },
    'taken-over-in-two-milliseconds': (run) => {
      const [death] = deaths(run)
      const taken = after(assigned(run, SECOND_MEMBER, 'OrderPaid'), death)
      return queuesOf(taken).length === 4 && between(death, taken) < 2 * MILLI
    },
    'three-twice': (run) => {
      const consumers = (key: string): string => consumed(run, key).map(({ node }) => node).join()
      const twice = BURST.filter((key) => consumers(key) === `${FIRST},${SECOND_MEMBER}`)
      return twice.join() === DONE_TWICE.join()
    },
    'none-lost': (run) => ['order-1001', 'order-1002', ...BURST].every((key) => consumed(run, key).length > 0),
  },
  outcomes: {
    /** How long a pull waits that finds nothing: 15 s, up to five more, or without end. */
    'how-long-held': (run) => {
      const [held] = ofType(run.marks, 'pull-held')
      const released = ofType(run.marks, 'pull-released').find(({ data }) => {
        return data['opaque'] === held?.data['opaque'] && data['from'] === held?.data['from']
      })
      const [append] = about(run, 'log-append', 'order-1001')
      if (held === undefined || released === undefined) return null
      if (append !== undefined && append.event < released.event) return null
      const wait = between(held, released)
      return wait < 15.1 * SECOND ? 0 : wait <= 20.1 * SECOND ? 1 : 2
    },
    /** A message that was consumed, and of which the broker was not told: done with, consumed once more, or lost. */
    'killed-untold': (run) => {
      const [death] = deaths(run)
      const [ended] = about(run, 'consume-ended', 'order-1001')
      if (death === undefined || ended === undefined || ended.node !== FIRST || ended.event > death.event) return null
      const told = toldOf(run, 'order-1001')
      if (told !== undefined && told.event < death.event) return null
      return consumed(run, 'order-1001').length > 1 ? 1 : told === undefined ? 2 : 0
    },
    /** Where a message goes that comes again: to the one that failed, to the owner of the retry topic's queue, or to all. */
    'who-gets-it-again': (run) => {
      const [failed, ...again] = about(run, 'consume-ended', 'order-1002')
      const started = about(run, 'consume-started', 'order-1002').slice(1)
      if (failed === undefined || failed.data['outcome'] !== 'RECONSUME_LATER' || again[0] === undefined) return null
      if (new Set(started.map(({ node }) => node)).size > 1) return 2
      return again[0].node === failed.node ? 0 : 1
    },
  },
}
