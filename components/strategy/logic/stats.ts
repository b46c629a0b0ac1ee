import { SHOWN_MICROS } from '../../../engine/worker/protocol'
import type { CallError, Measurement, SelectedCall } from '../../../engine/worker/Measurement'

/** The few numbers by which two strategies are compared. */
export interface Summary {
  readonly stored: number
  readonly failed: number
  readonly imbalance: number
  /** Of which a message was stored: the others have no order. */
  readonly keys: number
  readonly brokenKeys: number
  /** Half of the calls were faster, in µs; null when no call came through. */
  readonly medianMicros: number | null
  /** Mean cost of a choice, in steps of the sandbox; null for a built-in, which runs outside of it. */
  readonly steps: number | null
}

export function hasFailed({ queueId }: SelectedCall): boolean {
  return queueId < 0
}

/** In ms: as exact as it is known, see {@link SHOWN_MICROS}. */
export function shownMillis(micros: number): string {
  return (Math.round(micros / SHOWN_MICROS) / (1000 / SHOWN_MICROS)).toFixed(1)
}

export function summaryOf({ calls, imbalance, orderBroken }: Measurement): Summary {
  const stored = calls.filter((call) => !hasFailed(call))
  const latencies = stored.map(({ latencyMicros }) => latencyMicros).sort((a, b) => a - b)
  const steps = calls.reduce((sum, call) => sum + call.steps, 0)
  return {
    stored: stored.length,
    failed: calls.length - stored.length,
    imbalance,
    keys: new Set(stored.map(({ key }) => key)).size,
    brokenKeys: orderBroken.length,
    medianMicros: latencies[Math.floor(latencies.length / 2)] ?? null,
    steps: steps === 0 ? null : steps / calls.length,
  }
}

/** A key, how many messages it has, and the queues that they went to. */
export interface KeyFate {
  readonly key: string
  /** Only those that were stored: of a key that has none there is nothing to say. */
  readonly messages: number
  readonly queues: readonly string[]
}

/** Every key, the one with most messages first. */
export function keyFates({ calls, orderBroken }: Measurement): KeyFate[] {
  const broken = new Map(orderBroken.map(({ key, queues }) => [key, queues]))
  const counts = new Map<string, number>()
  for (const call of calls) counts.set(call.key, (counts.get(call.key) ?? 0) + (hasFailed(call) ? 0 : 1))
  return [...counts]
    .map(([key, messages]) => ({ key, messages, queues: broken.get(key) ?? [] }))
    .sort((a, b) => b.messages - a.messages)
}

/** Something that called the reader's code: a send, a delivery or a member of a group. */
export interface Caller {
  readonly index: number
  readonly error: CallError | null
}

/** Calls whose code went wrong, one for each kind and line, with how often. */
export interface Mistake {
  readonly call: Caller
  readonly times: number
}

export function mistakesOf({ calls }: { readonly calls: readonly Caller[] }): Mistake[] {
  const found = new Map<string, Mistake>()
  for (const call of calls) {
    if (call.error === null) continue
    const id = `${call.error.kind} ${call.error.line} ${call.error.message}`
    const known = found.get(id)
    found.set(id, { call: known?.call ?? call, times: (known?.times ?? 0) + 1 })
  }
  return [...found.values()]
}
