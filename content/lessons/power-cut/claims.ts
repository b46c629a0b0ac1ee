import type { LessonClaims } from '../../../components/lesson/logic/claims'
import { about, ofNode, ofType, sendsWithKeys } from '../../../components/lesson/logic/runFacts'
import type { ClientCall, Mark, RunModel } from '../../../engine/worker/protocol'

const MASTER = 'broker-a'
const ORDERS = 10
const ORDERS_AFTER = 12
const RECORD_BYTES = 240

function cutOf(run: RunModel): Mark | undefined {
  return ofNode(ofType(run.marks, 'power-cut'), MASTER)[0]
}

function recoveryOf(run: RunModel): Mark | undefined {
  const cut = cutOf(run)
  return ofNode(ofType(run.marks, 'store-recovered'), MASTER).find(({ time }) => cut !== undefined && time > cut.time)
}

function isAcknowledged({ result }: ClientCall): boolean {
  return result.includes('sendStatus=SEND_OK')
}

function idOf(send: ClientCall | undefined): string | undefined {
  return /offsetMsgId=(\w+)/.exec(send?.result ?? '')?.[1]
}

/** The keys of orders that were acknowledged before the cut, and that the broker doesn't have behind its recovery; null without one. */
function lostOrders(run: RunModel): string[] | null {
  const [cut, recovery] = [cutOf(run), recoveryOf(run)]
  if (cut === undefined || recovery === undefined) return null
  return sendsWithKeys(run, 'order-').flatMap((send, number) => {
    const keys = `order-${number}`
    const stored = ofNode(about(run, 'log-append', keys), MASTER)[0]
    const isThere = stored !== undefined && Number(stored.data['physicalOffset']) < Number(recovery.data['position'])
    return isAcknowledged(send) && send.toTime !== null && send.toTime < cut.time && !isThere ? [keys] : []
  })
}

/** The keys of messages that the listener has been given, of some. */
function consumed(run: RunModel, keys: string): string[] {
  const ended = ofType(run.marks, 'consume-ended').map(({ data }) => String(data['keys']))
  return ended.filter((each) => each.startsWith(keys))
}

/** The keys of messages that were acknowledged after the cut and never given to the listener. */
function skipped(run: RunModel): string[] {
  const given = new Set(consumed(run, 'after-'))
  return sendsWithKeys(run, 'after-').flatMap((send, number) => {
    return isAcknowledged(send) && !given.has(`after-${number}`) ? [`after-${number}`] : []
  })
}

function flushesOfTheLog(run: RunModel): Mark[] {
  return ofNode(ofType(run.marks, 'disk-flush'), MASTER).filter(({ data }) => String(data['path']).includes('/commitlog/'))
}

/** What the text says of the run. A sentence with a claim that fails doesn't get past the build. */
export const { claims, outcomes, challenges }: LessonClaims = {
  claims: {
    'ten-ok': (run) => sendsWithKeys(run, 'order-').length === ORDERS && sendsWithKeys(run, 'order-').every(isAcknowledged),
    'one-flush': (run) => {
      const cut = cutOf(run)
      const before = flushesOfTheLog(run).filter(({ time }) => cut !== undefined && time < cut.time)
      return before.length === 1 && before[0]!.data['length'] === 3 * RECORD_BYTES
    },
    'all-consumed': (run) => {
      const cut = cutOf(run)
      const before = ofType(run.marks, 'consume-ended').filter(({ time }) => cut !== undefined && time < cut.time)
      return new Set(before.map(({ data }) => data['keys'])).size === ORDERS
    },
    'three-left': (run) => recoveryOf(run)?.data['records'] === 3 && lostOrders(run)?.length === 7,
    'same-id': (run) => {
      const id = idOf(sendsWithKeys(run, 'order-')[3])
      return id !== undefined && id === idOf(sendsWithKeys(run, 'after-')[0])
    },
    'all-stored': (run) => sendsWithKeys(run, 'after-').length === ORDERS_AFTER && sendsWithKeys(run, 'after-').every(isAcknowledged),
    'from-ten': (run) => {
      const cut = cutOf(run)
      const told = ofNode(ofType(run.marks, 'offset-committed'), MASTER).find(({ time }) => cut !== undefined && time > cut.time)
      return told?.data['offset'] === ORDERS
    },
    'seven-skipped': (run) => skipped(run).join() === [0, 1, 2, 3, 4, 5, 6].map((number) => `after-${number}`).join(),
  },
  outcomes: {
    /** All ten, all but the last, or three. */
    survivors: (run) => {
      const lost = lostOrders(run)
      if (lost === null) return null
      return lost.length === 0 ? 0 : lost.length === 1 ? 1 : 2
    },
    /** All twelve, five, or none. */
    given: (run) => {
      const left = skipped(run).length
      if (sendsWithKeys(run, 'after-').length < ORDERS_AFTER || consumed(run, 'after-').length === 0) return null
      return left === 0 ? 0 : left < ORDERS_AFTER ? 1 : 2
    },
  },
  challenges: {
    /** The power is cut, and everything that was acknowledged is there and consumed. */
    'none-lost': {
      seeds: 20,
      judge: (run) => {
        const lost = lostOrders(run)
        if (lost === null) return 'no-cut'
        if (lost.length > 0) return 'lost'
        return skipped(run).length > 0 ? 'skipped' : null
      },
      solution: { variants: { disk: 'sync' } },
      wrong: { variants: { replication: 'waited-for' } },
    },
    /** One of the acknowledged orders is gone, and only one. */
    'lose-one': {
      seeds: 1,
      judge: (run) => {
        const lost = lostOrders(run)
        if (lost === null) return 'no-cut'
        if (lost.length === 1) return null
        return lost.length === 0 ? 'none' : 'more'
      },
      solution: { faults: [{ atMillis: 11_500, fault: { kind: 'power-cut', node: MASTER } }] },
      wrong: { faults: [{ atMillis: 10_700, fault: { kind: 'power-cut', node: MASTER } }] },
    },
  },
}
