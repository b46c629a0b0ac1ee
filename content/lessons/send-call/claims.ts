import type { LessonClaims } from '../../../components/lesson/logic/claims'
import {
  during, gapsBetween, ofType, storedIn, requests, SEND_MESSAGE_V2, sendHitByKill, sendsOf, statesOf,
} from '../../../components/lesson/logic/runFacts'
import type { ClientCall, RunModel } from '../../../engine/worker/protocol'

const HEART_BEAT = 34
const REGISTER_BROKER = 103
const GET_ROUTEINFO_BY_TOPIC = 105
const SECOND = 1_000_000

/** The queues that the acknowledged sends went to, as numbers in the order of the route. */
function queueNumbers(run: RunModel, sends: readonly ClientCall[]): number[] {
  const route = ofType(run.marks, 'route-changed').find(({ data }) => data['process'] === 'order-service')
  const brokers = String(route?.data['what']).split(', ')
  return sends.flatMap((send) => {
    const queue = storedIn(send)
    return queue === null ? [] : [brokers.indexOf(queue.broker) * 4 + queue.queue]
  })
}

function framesOf(run: RunModel, send: ClientCall): number {
  return ofType(during(run, send), 'frame-sent').length
}

/** What the text says of the run. A sentence with a claim that fails doesn't get past the build. */
export const { claims, outcomes, challenges }: LessonClaims = {
  claims: {
    'two-milliseconds': (run) => {
      const [first] = sendsOf(run)
      return first!.outcome === 'returned' && first!.toTime! - first!.fromTime < 2000
    },
    'start-states': (run) => {
      return statesOf(run, 'DefaultMQProducerImpl', 'order-service').slice(0, 3).join() === 'CREATE_JUST,START_FAILED,RUNNING'
    },
    'asks-name-server': (run) => requests(during(run, sendsOf(run)[0]!), GET_ROUTEINFO_BY_TOPIC).length === 1,
    'registers-every-30': (run) => {
      const ofBroker = requests(run.marks, REGISTER_BROKER).filter(({ node }) => node === 'broker-a').slice(-3)
      return ofBroker.length === 3 && gapsBetween(ofBroker).every((gap) => Math.abs(gap - 30 * SECOND) < 0.1 * SECOND)
    },
    'polls-every-30': (run) => {
      const polls = requests(run.marks, GET_ROUTEINFO_BY_TOPIC).filter(({ time }) => time > 2 * SECOND)
      const rounds = polls.filter(({ time }, index) => index === 0 || time - polls[index - 1]!.time > SECOND)
      return rounds.length > 1 && gapsBetween(rounds).every((gap) => Math.abs(gap - 30 * SECOND) < 0.1 * SECOND)
    },
    'eight-queues': (run) => {
      const queues = sendsOf(run).slice(0, 8).map((send) => storedIn(send)!)
      const known = new Set(queues.map(({ broker, queue }) => `${broker} ${queue}`))
      return [0, 1, 2, 3].every((queue) => known.has(`broker-a ${queue}`) && known.has(`broker-b ${queue}`))
    },
    'each-queue-once': (run) => new Set(queueNumbers(run, sendsOf(run).slice(0, 8))).size === 8,
    'code-310': (run) => requests(during(run, sendsOf(run)[0]!), SEND_MESSAGE_V2).length === 1,
    'flushed-after-ten-seconds': (run) => {
      const { node, time } = ofType(run.marks, 'log-append')[0]!
      const flush = ofType(run.marks, 'disk-flush').find((mark) => {
        return mark.node === node && String(mark.data['path']).includes('/commitlog/') && mark.time > time
      })
      return flush !== undefined && flush.time - time > 9 * SECOND && flush.time - time < 11 * SECOND
    },
    'answers-before-flush': (run) => {
      const [first] = sendsOf(run)
      const flushes = ofType(during(run, first!), 'disk-flush')
      const flushed = flushes.some(({ data }) => String(data['path']).includes('/commitlog/'))
      return !flushed && first!.result.includes('SEND_OK')
    },
    'half-a-second-later': (run) => {
      const [first, second] = sendsOf(run)
      return Math.abs(second!.fromTime - first!.toTime! - SECOND / 2) < 1000
    },
    'second-needs-a-connection': (run) => {
      const second = sendsOf(run)[1]!
      const marks = during(run, second)
      return requests(marks, GET_ROUTEINFO_BY_TOPIC).length === 0 && ofType(marks, 'connection-opened').length === 1
        && framesOf(run, second) === 4 && requests(marks, HEART_BEAT).length === 1
    },
    'third-takes-two-frames': (run) => {
      const third = sendsOf(run)[2]!
      return ofType(during(run, third), 'connection-opened').length === 0 && framesOf(run, third) === 2
    },
    'fourteen-orders': (run) => sendsOf(run).length === 14,
  },
  outcomes: {
    /** The same queue, the one after it, or any. */
    'next-queue': (run) => {
      const [first, second] = queueNumbers(run, sendsOf(run).slice(0, 2))
      if (run.key.selector !== null || typeof run.key.code === 'string' || first === undefined || second === undefined) return null
      return second === first ? 0 : second === (first + 1) % 8 ? 1 : 2
    },
    /** An exception at once, one after three seconds, or SEND_OK from the other broker. */
    'broker-killed': (run) => {
      const hit = sendHitByKill(run)
      if (hit === null || hit.send.toTime === null) return null
      const { outcome, fromTime, toTime } = hit.send
      if (outcome === 'threw') return toTime - fromTime < 3 * SECOND ? 0 : 1
      return storedIn(hit.send)?.broker === hit.node ? null : 2
    },
  },
  challenges: {
    /** The caller waits for the whole budget, and gets an exception. */
    'three-seconds': {
      seeds: 20,
      judge: (run) => {
        const failed = sendsOf(run).filter(({ outcome }) => outcome === 'threw')
        if (failed.length === 0) return 'none-failed'
        return failed.some(({ fromTime, toTime }) => toTime! - fromTime >= 3 * SECOND) ? null : 'too-soon'
      },
      solution: {
        faults: ['broker-a', 'broker-b'].map((to) => ({ atMillis: 1200, fault: { kind: 'cut-link', from: 'order-service', to } })),
      },
      wrong: { faults: ['broker-a', 'broker-b'].map((node) => ({ atMillis: 1200, fault: { kind: 'kill', node } })) },
    },
  },
}
