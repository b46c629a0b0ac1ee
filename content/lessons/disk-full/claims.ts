import type { LessonClaims } from '../../../components/lesson/logic/claims'
import { between, ofNode, ofType, sendsWithKeys } from '../../../components/lesson/logic/runFacts'
import type { Mark, RunModel } from '../../../engine/worker/protocol'

const SECOND = 1_000_000
const BROKER = 'broker-a'
const ORDERS = 14

function rounds(run: RunModel): Mark[] {
  return ofNode(ofType(run.marks, 'timer-fired'), BROKER).filter(({ data }) => data['label'] === 'clean the commit log')
}

function faultsOf(run: RunModel, what: string): Mark[] {
  return ofType(run.marks, 'fault').filter(({ data }) => data['what'] === what && data['target'] === BROKER)
}

/** Deletions of files of the commit log between two marks; after the first, without a second. */
function deleted(run: RunModel, from: Mark | undefined, to?: Mark): Mark[] {
  if (from === undefined) return []
  const all = ofNode(ofType(run.marks, 'disk-deleted'), BROKER).filter(({ data }) => String(data['path']).includes('/commitlog/'))
  return all.filter(({ event }) => event > from.event && (to === undefined || event < to.event))
}

/** Keys that a consumer's listener was given, in order. */
function givenTo(run: RunModel, node: string): string[] {
  return ofNode(ofType(run.marks, 'consume-ended'), node).map(({ data }) => String(data['keys']))
}

/** The last round that begins before a mark, and the first behind it. */
function roundAfter(run: RunModel, mark: Mark | undefined): Mark | undefined {
  return mark && rounds(run).find(({ event }) => event > mark.event)
}

function wasRefused(run: RunModel): boolean {
  const [send] = sendsWithKeys(run, 'too-late')
  return send?.outcome === 'threw' && send.result.includes('code 14')
}

/** What the text says of the run. A sentence with a claim that fails doesn't get past the build. */
export const { claims, outcomes, challenges }: LessonClaims = {
  claims: {
    'first-after-a-minute': (run) => Math.abs((rounds(run)[0]?.time ?? 0) - 60 * SECOND) < SECOND / 10,
    'all-consumed': (run) => {
      const first = rounds(run)[0]
      const orders = ofNode(ofType(run.marks, 'consume-ended'), 'warehouse').filter(({ event }) => first !== undefined && event < first.event)
      return new Set(orders.map(({ data }) => data['keys'])).size === ORDERS
    },
    'nothing-in-the-first': (run) => {
      const [first, second] = rounds(run)
      return second !== undefined && deleted(run, first, second).length === 0
    },
    'four-files': (run) => {
      const [, toFour] = faultsOf(run, 'skew-clock')
      return deleted(run, toFour, faultsOf(run, 'full-disk')[0]).length === 4
    },
    'tenth-of-a-second': (run) => {
      const [one, two] = deleted(run, faultsOf(run, 'skew-clock')[1])
      return Math.abs(between(one, two) - SECOND / 10) < SECOND / 100
    },
    'nine-before': (run) => {
      const killed = ofNode(ofType(run.marks, 'process-killed'), 'archive')[0]
      const before = ofNode(ofType(run.marks, 'consume-ended'), 'archive').filter(({ event }) => killed !== undefined && event < killed.event)
      return before.map(({ data }) => data['keys']).join() === [0, 1, 2, 3, 4, 5, 6, 7, 8].map((number) => `order-${number}`).join()
    },
    'three-missed': (run) => {
      const given = givenTo(run, 'archive')
      return given.includes('order-12') && ['order-9', 'order-10', 'order-11'].every((keys) => !given.includes(keys))
    },
    'young-ones-too': (run) => deleted(run, faultsOf(run, 'full-disk')[0]).length === 2,
    'no-room': (run) => wasRefused(run),
  },
  outcomes: {
    /** Those that are consumed, those that are old, or none: in the round after the clock was first set ahead. */
    old: (run) => {
      const [ahead, toFour] = faultsOf(run, 'skew-clock')
      if (toFour === undefined || roundAfter(run, ahead) === undefined) return null
      return deleted(run, ahead, toFour).length === 0 ? 2 : 1
    },
    /** Nothing, what is old, or all but the last file. */
    forced: (run) => {
      const full = faultsOf(run, 'full-disk')[0]
      if (full === undefined || roundAfter(run, full) === undefined) return null
      return deleted(run, full).length === 0 ? 0 : 2
    },
  },
  challenges: {
    /** A full disk deletes nothing that is young; what is old has been deleted at its hour. */
    'young-ones-stay': {
      seeds: 20,
      judge: (run) => {
        const full = faultsOf(run, 'full-disk')[0]
        if (full === undefined || roundAfter(run, full) === undefined) return 'not-full'
        if (deleted(run, full).length > 0) return 'deleted'
        return deleted(run, run.marks[0], full).length === 4 ? null : 'old-stay'
      },
      solution: { variants: { force: 'off' } },
      wrong: { variants: { hour: 'eleven' } },
    },
    /** What the archive is told, and where it reads on. */
    'first-number': {
      seeds: 1,
      judge: (run, answer) => {
        if (!givenTo(run, 'archive').includes('order-12')) return 'not-there'
        if (answer.trim() === '12') return null
        return answer.trim() === '9' ? 'wanted' : 'other'
      },
      solution: { answer: '12' },
      wrong: { answer: '9' },
    },
  },
}
