import type { ListenerCall, ListenerResult } from '../../../engine/worker/bench/ListenerResult'
import { isDone } from '../../../engine/worker/protocol'

const MICROS_PER_SECOND = 1_000_000

export interface ListenerNumbers {
  readonly all: number
  /** Orders. */
  readonly consumed: number
  readonly calls: number
  /** Calls with a message that was tried before. */
  readonly again: number
  readonly dead: number
  /** Orders. */
  readonly twice: number
  readonly billed: number
  readonly billedTwice: number
  /** From the sending to the bill, in ms; null when nothing was billed. */
  readonly medianMillis: number | null
  /** From the first order's sending until all were settled, in ms; null if they weren't. */
  readonly tookMillis: number | null
  /** Mean of all calls. */
  readonly steps: number
}

export function listenerNumbers(result: ListenerResult): ListenerNumbers {
  const { deliveries, bills, sent, dead } = result
  const done = countBy(deliveries.filter(isDone).map(({ order }) => order))
  const billed = countBy(bills.map(({ order }) => order))
  const sentAt = new Map(sent.map(({ order, atMicros }) => [order, atMicros]))
  const waits = bills.flatMap(({ order, atMicros }) => {
    const from = sentAt.get(order)
    return from === undefined ? [] : [atMicros - from]
  }).sort((one, other) => one - other)
  const first = sent[0]?.atMicros ?? 0
  const last = Math.max(first, ...settledAt(result).values())
  return {
    all: sent.length,
    consumed: done.size,
    calls: deliveries.length,
    again: deliveries.filter(({ reconsumeTimes }) => reconsumeTimes > 0).length,
    dead: dead.length,
    twice: [...done.values()].filter((count) => count > 1).length,
    billed: billed.size,
    billedTwice: [...billed.values()].filter((count) => count > 1).length,
    medianMillis: waits.length === 0 ? null : waits[Math.floor(waits.length / 2)]! / 1000,
    tookMillis: result.isSettled ? (last - first) / 1000 : null,
    steps: deliveries.reduce((sum, { steps }) => sum + steps, 0) / Math.max(1, deliveries.length),
  }
}

function countBy(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}

/** When each order was consumed for the first time or became a dead letter, in µs. */
function settledAt({ deliveries, dead }: ListenerResult): Map<string, number> {
  const times = new Map<string, number>()
  const ends = [...deliveries.filter(isDone).map(({ order, endMicros }) => ({ order, atMicros: endMicros! })), ...dead]
  for (const { order, atMicros } of ends) times.set(order, Math.min(atMicros, times.get(order) ?? Infinity))
  return times
}

/** How many orders wait, from one time to the next. */
export interface LagPoint {
  /** Since the first order was sent, in seconds. */
  readonly seconds: number
  readonly waiting: number
}

export function lagPointsOf(result: ListenerResult): LagPoint[] {
  const first = result.sent[0]?.atMicros ?? 0
  const changes = [
    ...result.sent.map(({ atMicros }) => ({ atMicros, by: 1 })),
    ...[...settledAt(result).values()].map((atMicros) => ({ atMicros, by: -1 })),
  ].sort((one, other) => one.atMicros - other.atMicros || other.by - one.by)
  let waiting = 0
  return changes.map(({ atMicros, by }) => {
    waiting += by
    return { seconds: (atMicros - first) / MICROS_PER_SECOND, waiting }
  })
}

/** Calls that did not end with the message consumed. */
export function hasNotSucceeded(delivery: ListenerCall): boolean {
  return !isDone(delivery)
}
