// @notrace-file: the boundary to the reader's code; what happens beyond it has events of its own.

/** Runs foreign code: isolated from everything, and stopped when it takes too much. */
export interface Sandbox {
  /**
   * Compiles a strategy and makes one instance of it. Its constructor may ask for the time and for random numbers, so
   * this is called in a thread of the process to which the strategy belongs.
   * @throws StrategyError
   */
  load(source: string): SandboxedStrategy
  /** Ends all strategies that were loaded. */
  dispose(): void
}

/** A queue as a strategy sees it: the part of MessageQueue that is data. */
export interface OfferedQueue {
  readonly topic: string
  readonly brokerName: string
  readonly queueId: number
}

/** A message as a strategy sees it. */
export interface OfferedMessage {
  readonly topic: string
  readonly flag: number
  readonly body: Uint8Array | null
  readonly properties: { entries(): Iterable<readonly [string, string]> }
}

/** What a hook is told of a send; see SendMessageContext. */
export interface OfferedSend {
  readonly producerGroup: string
  readonly message: OfferedMessage
  readonly mq: OfferedQueue
  readonly brokerAddr: string
  readonly bornHost: string
  readonly communicationMode: string
  readonly msgType: string
  /** Null before the send, and when there is none. */
  readonly sendResult: OfferedResult | null
  /** Class and text of what the send failed with; null when it didn't. */
  readonly exception: { readonly name: string; readonly message: string } | null
  /** Virtual time since `sendMessageBefore`, in ms. */
  readonly costMillis: number
}

export interface OfferedResult {
  readonly sendStatus: string
  readonly msgId: string
  readonly offsetMsgId: string | null
  readonly queueOffset: number
}

/** One instance of a reader's strategy; it lives as long as the run. */
export interface SandboxedStrategy {
  /** Does it want to be told of sends? */
  readonly hasHooks: boolean
  /** What the last call took: statements that have run, and what built-in functions did on top. */
  readonly steps: number
  /** One of `mqs`. @throws StrategyError */
  select<Q extends OfferedQueue>(mqs: readonly Q[], msg: OfferedMessage, arg: unknown): Q
  /** @throws StrategyError */
  sendMessageBefore(send: OfferedSend): void
  /** @throws StrategyError */
  sendMessageAfter(send: OfferedSend): void
}

/**
 * | kind            | what the code did                                                                    |
 * |-----------------|--------------------------------------------------------------------------------------|
 * | `syntax`        | it doesn't compile, or imports what there isn't                                      |
 * | `no-class`      | its default export is no class with a method `select`                                |
 * | `threw`         | it threw something                                                                   |
 * | `budget`        | it took more steps than it has                                                       |
 * | `memory`        | it took more memory than it has                                                      |
 * | `stack`         | it called itself too deeply                                                          |
 * | `not-a-queue`   | it returned null, undefined, or something else that is no MessageQueue               |
 * | `foreign-queue` | it returned a MessageQueue that is not in the list                                   |
 */
export type StrategyErrorKind =
  'syntax' | 'no-class' | 'threw' | 'budget' | 'memory' | 'stack' | 'not-a-queue' | 'foreign-queue'

/** A reader's strategy did something that it can't or may not do. */
export class StrategyError extends Error {
  readonly kind: StrategyErrorKind
  /** In the reader's source, from 1; null when it is not known. */
  readonly line: number | null
  /** From 1; null when it is not known. */
  readonly column: number | null
  /** What was thrown or returned, in the words of the code. */
  readonly detail: string

  constructor(kind: StrategyErrorKind, detail: string, line: number | null = null, column: number | null = null) {
    super(line === null ? `${kind}: ${detail}` : `${kind}: ${detail} (line ${line})`)
    this.name = 'StrategyError'
    this.kind = kind
    this.line = line
    this.column = column
    this.detail = detail
  }
}
