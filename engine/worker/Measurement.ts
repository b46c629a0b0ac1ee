import type { RunKey } from './protocol'

/** What a send takes is shown in steps of this size, in µs: below that it is a matter of which thread had its slice first. */
export const SHOWN_MICROS = 100

/** One call of `send`, and where the strategy sent it. */
export interface SelectedCall {
  /** From 0. */
  readonly index: number
  /** The message's key, which is also the argument that the strategy gets. */
  readonly key: string
  readonly broker: string
  /** -1 when the send failed. */
  readonly queueId: number
  /** `SEND_OK` or another status, or the class of the exception. */
  readonly outcome: string
  readonly latencyMicros: number
  /** What the strategy's own call took, in steps of the sandbox. */
  readonly steps: number
  /** Virtual time of the call's beginning, in µs. */
  readonly atMicros: number
  /** What the reader's code did wrong; null when it did nothing wrong. */
  readonly error: CallError | null
}

export interface CallError {
  readonly kind: string
  readonly message: string
  readonly line: number | null
  readonly column: number | null
}

/** What a strategy made of a load, without recorded statements: enough for charts, tables and exercises. */
export interface Measurement {
  readonly key: RunKey
  readonly queues: ReadonlyArray<{ readonly broker: string; readonly queueId: number }>
  readonly calls: readonly SelectedCall[]
  /** Messages, in the order of `queues`. */
  readonly perQueue: readonly number[]
  readonly perBroker: ReadonlyArray<{ readonly broker: string; readonly count: number }>
  /** Largest over mean, of all queues; 0 when no message was stored. */
  readonly imbalance: number
  /** Keys whose messages went to more than one queue, and these queues, such as `room1-broker-a/0`. */
  readonly orderBroken: ReadonlyArray<{ readonly key: string; readonly queues: readonly string[] }>
}
