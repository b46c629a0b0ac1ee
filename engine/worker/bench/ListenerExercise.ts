import type { Failure } from '../exercises/Exercise'
import type { ListenerLoad } from './ListenerLoad'
import { isBad, isSlow, SLOW_MILLIS } from './ListenerLoad'
import type { Bill, ListenerResult } from './ListenerResult'

/** Something that a listener is to achieve. What it says to the reader is in `content/exercises`. */
export interface ListenerExercise {
  readonly id: string
  load(seed: number): ListenerLoad
  /** `call` of a failure is the index of a delivery. It must also make sense of smaller loads. */
  judge(result: ListenerResult): Failure | null
}

/** Tries of a message before it has to be given up. */
const TRIES = 3
/** A quick order is billed this soon after it was sent, in ms. */
const SOON_MILLIS = 2000

/** A consumer dies, and messages come twice: each order is billed once all the same. */
const billOnce: ListenerExercise = {
  id: 'bill-once',
  load: (seed) => ({
    messages: 24 + (seed % 9), queues: 2 + (seed % 4), consumers: 2, threads: 4, bad: 0, slow: 0, maxReconsumeTimes: 3,
    middle: 'consumer-dies',
  }),
  judge: (result) => firstBilledTwice(result) ?? firstUnbilled(result, () => true),
}

/** A message whose body makes no sense is tried three times and becomes a dead letter; nothing waits for it meanwhile. */
const giveUp: ListenerExercise = {
  id: 'give-up',
  load: (seed) => ({
    messages: 20 + (seed % 7), queues: 2 + (seed % 3), consumers: 1, threads: 2, bad: 4 + (seed % 3), slow: 0,
    maxReconsumeTimes: 16,
    middle: 'nothing',
  }),
  judge(result) {
    const { deliveries, dead, key: { load } } = result
    const again = deliveries.find(({ reconsumeTimes }) => reconsumeTimes >= TRIES)
    if (again !== undefined) return { call: again.index, reason: 'too-often' }
    for (let index = 0; index < load.messages; index++) {
      const order = orderOf(index)
      if (!isBad(load, index)) continue
      const tries = deliveries.filter((each) => each.order === order)
      if (dead.some((each) => each.order === order)) {
        if (tries.length < TRIES) return { call: tries.at(-1)!.index, reason: 'too-soon' }
      } else if (tries.length > 0) {
        return { call: tries.at(-1)!.index, reason: result.isSettled ? 'lost' : 'not-given-up' }
      }
    }
    return firstBilledTwice(result)
      ?? firstUnbilled(result, (index) => !isBad(load, index))
      ?? firstLate(result, () => true)
  },
}

/** Orders that take the bank long don’t keep the others waiting. */
const quickFirst: ListenerExercise = {
  id: 'quick-first',
  load: (seed) => ({
    messages: 20 + (seed % 6), queues: 2 + (seed % 3), consumers: 1, threads: 2, bad: 0, slow: 4 + (seed % 2),
    maxReconsumeTimes: 3,
    middle: 'nothing',
  }),
  judge(result) {
    const { load } = result.key
    return firstBilledTwice(result)
      ?? firstUnbilled(result, () => true)
      ?? firstWithoutTheBank(result)
      ?? firstLate(result, (index) => !isSlow(load, index))
  },
}

export const LISTENER_EXERCISES: readonly ListenerExercise[] = [billOnce, giveUp, quickFirst]

function orderOf(index: number): string {
  return `order-${index}`
}

function billsOf({ bills }: ListenerResult, index: number): Bill[] {
  return bills.filter(({ order }) => order === orderOf(index))
}

/** The last call with the order's message; 0 when it never came. */
function lastCall({ deliveries }: ListenerResult, index: number): number {
  return deliveries.filter(({ order }) => order === orderOf(index)).at(-1)?.index ?? 0
}

function firstWhere(result: ListenerResult, reason: string, isWrong: (index: number) => boolean): Failure | null {
  for (let index = 0; index < result.key.load.messages; index++) {
    if (isWrong(index)) return { call: lastCall(result, index), reason }
  }
  return null
}

function firstBilledTwice(result: ListenerResult): Failure | null {
  return firstWhere(result, 'billed-twice', (index) => billsOf(result, index).length > 1)
}

function firstUnbilled(result: ListenerResult, isWanted: (index: number) => boolean): Failure | null {
  return firstWhere(result, 'not-billed', (index) => isWanted(index) && billsOf(result, index).length === 0)
}

/** A slow order that was billed without waiting for the bank. */
function firstWithoutTheBank(result: ListenerResult): Failure | null {
  const { load } = result.key
  return firstWhere(result, 'no-wait', (index) => isSlow(load, index) && billsOf(result, index).some(({ slept }) => slept < SLOW_MILLIS))
}

function firstLate(result: ListenerResult, isWanted: (index: number) => boolean): Failure | null {
  return firstWhere(result, 'late', (index) => {
    const sent = result.sent.find(({ order }) => order === orderOf(index))
    const [bill] = billsOf(result, index)
    if (sent === undefined || bill === undefined || !isWanted(index)) return false
    return bill.atMicros - sent.atMicros > SOON_MILLIS * 1000
  })
}

const SHRINKABLE = ['messages', 'queues'] as const

/** Loads with less of something, the boldest first. */
export function* smallerListenerLoads(load: ListenerLoad): Generator<ListenerLoad> {
  for (const field of SHRINKABLE) {
    const value = load[field]
    for (const smaller of new Set([1, Math.floor(value / 2), value - 1])) {
      if (smaller >= 1 && smaller < value) yield { ...load, [field]: smaller }
    }
  }
}
