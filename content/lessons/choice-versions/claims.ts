import type { LessonClaims } from '../../../components/lesson/logic/claims'
import { about, during, ofNode, ofType, requests, SEND_MESSAGE_V2, sendsWithKeys, storedIn } from '../../../components/lesson/logic/runFacts'
import type { ClientCall, RunModel } from '../../../engine/worker/protocol'

const SECOND = 1_000_000
const BROKERS: Readonly<Record<string, string>> = { '10.0.0.21:10911': 'a', '10.0.0.22:10911': 'b' }
const EARLIER = ['471', '480', '511']

/** The brokers that a send's requests went to, in order: `ab`. */
function triedAt(run: RunModel, version: string, send: ClientCall): string {
  const own = ofNode(during(run, send), `shop-${version}`)
  return requests(own, SEND_MESSAGE_V2).map(({ data }) => BROKERS[String(data['to'])]).join('')
}

/** What the first send of a version has tried that met the slow disk. */
function triedBy(run: RunModel, version: string): string | undefined {
  return sendsWithKeys(run, `${version}-before-`).map((send) => triedAt(run, version, send)).find((tried) => tried.startsWith('a'))
}

/** `broker-a/0` and so on, for the sends after the broker’s return. */
function queuesAfter(run: RunModel, version: string): string[] {
  return sendsWithKeys(run, `${version}-after-`).map((send) => {
    const at = storedIn(send)
    return at === null ? '' : `${at.broker}/${at.queue}`
  })
}

function isOk({ result }: ClientCall): boolean {
  return result.includes('SEND_OK')
}

/** What the text says of the run. A sentence with a claim that fails doesn't get past the build. */
export const { claims, outcomes, challenges }: LessonClaims = {
  claims: {
    'stored-late': (run) => {
      const [late] = sendsWithKeys(run, '471-before-').filter((send) => !isOk(send))
      return late !== undefined && late.result.includes('FLUSH_DISK_TIMEOUT')
    },
    'three-times-there': (run) => triedBy(run, '471') === 'aaa',
    'three-copies': (run) => about(run, 'log-append', '471-before-2').length === 3,
    'three-queues': (run) => {
      const queues = about(run, 'log-append', '480-before-2').map(({ data }) => data['queueId'])
      return triedBy(run, '480') === 'aaa' && queues.join() === '0,1,2'
    },
    'another-one': (run) => triedBy(run, '511') === 'ab' && sendsWithKeys(run, '511-before-').every(isOk),
    'today-another': (run) => triedBy(run, '532') === 'ab' && sendsWithKeys(run, '532-before-').every(isOk),
    'all-saved': (run) => {
      return [...EARLIER, '532'].every((version) => {
        const sends = sendsWithKeys(run, `${version}-dead-`)
        return sends.length === 6 && sends.every((send) => isOk(send) && storedIn(send)?.broker === 'broker-a')
      })
    },
    'twelve-seconds': (run) => {
      const back = ofType(run.marks, 'fault').find(({ data }) => data['what'] === 'restart')
      const [first] = sendsWithKeys(run, '511-after-')
      return back !== undefined && first !== undefined && Math.round((first.fromTime - back.time) / SECOND) === 12
    },
    'still-out': (run) => EARLIER.every((version) => {
      const queues = queuesAfter(run, version)
      return queues.length === 6 && queues.every((queue) => queue.startsWith('broker-a/'))
    }),
    uneven: (run) => queuesAfter(run, '511').filter((queue) => queue === 'broker-a/0').length === 4,
    'back-again': (run) => queuesAfter(run, '532').filter((queue) => queue.startsWith('broker-b/')).length === 3,
    even: (run) => {
      return ['dead', 'after'].every((phase) => {
        const counts = new Map<string, number>()
        for (const send of sendsWithKeys(run, `532-${phase}-`)) {
          const at = storedIn(send)
          counts.set(`${at?.broker}/${at?.queue}`, (counts.get(`${at?.broker}/${at?.queue}`) ?? 0) + 1)
        }
        return counts.size > 2 && new Set(counts.values()).size === 1
      })
    },
  },
  outcomes: {
    /** Of a producer of 4.7.1: the second try goes to broker-b, to broker-a, or there is none. */
    'next-try': (run) => {
      const tried = triedBy(run, '471')
      return tried === undefined ? null : tried[1] === undefined ? 2 : tried[1] === 'b' ? 0 : 1
    },
  },
  challenges: {
    /** All first sends of the two oldest are acknowledged with SEND_OK, and the disk is as slow as before. */
    'all-ok': {
      seeds: 20,
      judge: (run) => {
        const sends = ['471', '480'].flatMap((version) => sendsWithKeys(run, `${version}-before-`))
        if (sends.length < 12 || sends.some(({ toTime }) => toTime === null)) return 'not-sent'
        if (sends.some((send) => !isOk(send))) return 'not-ok'
        return ['471', '480'].some((version) => triedBy(run, version) === undefined) ? 'not-met' : null
      },
      solution: { variants: { latency: 'off' } },
      wrong: { faults: [{ atMillis: 1500, fault: { kind: 'restart', node: 'broker-b' } }] },
    },
  },
}
