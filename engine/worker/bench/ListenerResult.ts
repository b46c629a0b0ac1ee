import type { CallError } from '../Measurement'
import type { ListenerKey } from './BenchKey'

/** One call of the listener with one message. */
export interface ListenerCall {
  /** From 0, in the order in which the calls began. */
  readonly index: number
  /** The message's key. */
  readonly order: string
  readonly consumer: string
  readonly queueId: number
  /** From 0: how often it was tried before. */
  readonly reconsumeTimes: number
  /** Virtual time, in µs. */
  readonly startMicros: number
  /** Null for a call that had not ended when its consumer died, or the run. */
  readonly endMicros: number | null
  /** What came of it, such as `CONSUME_SUCCESS`, `RETURNNULL` or `EXCEPTION`; empty for a call that had not ended. */
  readonly outcome: string
  /** In steps of the sandbox. */
  readonly steps: number
  /** What the code did wrong; null when it did nothing wrong. */
  readonly error: CallError | null
}

/** Money taken for an order. */
export interface Bill {
  readonly order: string
  /** The time that the code had then, in µs. */
  readonly atMicros: number
  /** What the code had slept in this call before, in ms. */
  readonly slept: number
}

/** What a listener made of a load. */
export interface ListenerResult {
  readonly key: ListenerKey
  readonly deliveries: readonly ListenerCall[]
  readonly bills: readonly Bill[]
  /** Every message that was stored, in order. */
  readonly sent: ReadonlyArray<{ readonly order: string; readonly atMicros: number }>
  /** Orders whose messages have become dead letters. */
  readonly dead: ReadonlyArray<{ readonly order: string; readonly atMicros: number }>
  /** Is every message consumed or a dead letter? False when the run's time was up before. */
  readonly isSettled: boolean
  readonly endMicros: number
}

const DONE: ReadonlySet<string> = new Set(['CONSUME_SUCCESS', 'SUCCESS', 'COMMIT'])

/** Was the message consumed by this call? */
export function isDone({ outcome }: ListenerCall): boolean {
  return DONE.has(outcome)
}
