// @notrace-file: the boundary to the reader's code; what happens beyond it has events of its own.

/** Runs foreign code: isolated from everything, and stopped when it takes too much. */
export interface Sandbox {
  /**
   * Compiles a strategy and makes one instance of it. Its constructor may ask for the time and for random numbers, so
   * this is called in a thread of the process to which the strategy belongs.
   * @throws StrategyError
   */
  load(source: string): SandboxedStrategy
  /**
   * Compiles an AllocateMessageQueueStrategy and makes an instance of it, which is only looked at; members have their own.
   * @throws StrategyError
   */
  loadAllocation(source: string): SandboxedAllocation
  /**
   * Compiles a message listener and makes an instance of it.
   * @param application what it can reach besides its messages
   * @throws StrategyError
   */
  loadListener(source: string, application: OfferedApplication): SandboxedListener
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

/** What a strategy is asked to choose for. */
export interface OfferedChoice {
  readonly message: OfferedMessage
  readonly arg: unknown
}

/** What a strategy has chosen in several calls. */
export interface ChosenQueues {
  /** For each call that was made: an index into the queues. The one that was refused has -1. */
  readonly queues: readonly number[]
  /** For each call: see {@link SandboxedStrategy.steps}. */
  readonly steps: readonly number[]
  /** Why the last call has no queue; null when it has one. */
  readonly refusal: StrategyError | null
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
  /**
   * Does what it has chosen so far follow from its messages and from chance alone? Not if it has hooks or has asked for the time,
   * and not if it came so near a limit of the sandbox that the next time it might be stopped.
   */
  readonly isTimeless: boolean
  /** One of `mqs`. @throws StrategyError */
  select<Q extends OfferedQueue>(mqs: readonly Q[], msg: OfferedMessage, arg: unknown): Q
  /**
   * The same as a call of {@link select} for each of `asked`, at a fraction of the price: they go over in one piece. It ends early
   * after a call that was refused, and when the calls have taken long.
   * @param offers what is chosen for, each as often as it likes
   * @param asked indices into `offers`
   * @throws StrategyError when the strategy can't be called any more
   */
  selectAll(mqs: readonly OfferedQueue[], offers: readonly OfferedChoice[], asked: readonly number[]): ChosenQueues
  /** @throws StrategyError */
  sendMessageBefore(send: OfferedSend): void
  /** @throws StrategyError */
  sendMessageAfter(send: OfferedSend): void
}

/** A reader's way to share queues among the members of a group. */
export interface SandboxedAllocation {
  /** What the last call took; see {@link SandboxedStrategy.steps}. */
  readonly steps: number
  /** A member with an instance and a module of its own, in a thread of its process. @returns its number @throws StrategyError */
  join(): number
  /** Indices into `mqs`, in the code's own order, in a thread of the member's process. @throws StrategyError */
  allocate(member: number, group: string, cid: string, mqs: readonly OfferedQueue[], cids: readonly string[]): number[]
}

/** What a listener's application has besides messages. It is outside of the process: what is in it outlives a crash. */
export interface OfferedApplication {
  /** Null for a key that nobody has put. */
  get(key: string): string | null
  put(key: string, value: string): void
  /** Takes money for an order, each time that it is called. `slept`: what the listener had slept before, in this call, in ms. */
  bill(order: string, slept: number): void
}

/** A message as a listener sees it. */
export interface OfferedMessageExt extends OfferedMessage {
  readonly msgId: string | null
  readonly brokerName: string | null
  readonly queueId: number
  readonly queueOffset: number
  readonly reconsumeTimes: number
  readonly bornTimestamp: number
  readonly storeTimestamp: number
}

/** How a call of a listener has ended, and what it has written into its context. */
export interface ListenerAnswer {
  /** A name of ConsumeConcurrentlyStatus or ConsumeOrderlyStatus, or null. */
  readonly status: string | null
  /** How long it has slept, in ms: its thread has to wait for that before the status counts. */
  readonly slept: number
  readonly delayLevel: number
  readonly ackIndex: number
  readonly suspendMillis: number
  readonly autoCommit: boolean
}

/** One instance of a reader's listener; it lives as long as its process. */
export interface SandboxedListener {
  readonly steps: number
  /** Is it a MessageListenerOrderly? */
  readonly isOrderly: boolean
  /** @throws StrategyError whose `slept` is what it had slept before it went wrong, in ms */
  consume(msgs: readonly OfferedMessageExt[], queue: OfferedQueue): ListenerAnswer
}

/**
 * | kind            | what the code did                                                                    |
 * |-----------------|--------------------------------------------------------------------------------------|
 * | `syntax`        | it doesn't compile, or imports what there isn't                                      |
 * | `no-class`      | its default export is no class with the method that is wanted                        |
 * | `threw`         | it threw something                                                                   |
 * | `budget`        | it took more steps than it has                                                       |
 * | `memory`        | it took more memory than it has                                                      |
 * | `stack`         | it called itself too deeply                                                          |
 * | `not-a-queue`   | it returned null, undefined, or something else that is no MessageQueue               |
 * | `foreign-queue` | it returned a MessageQueue that is not in the list                                   |
 * | `not-a-list`    | it returned no array where one of MessageQueues is wanted                            |
 * | `not-a-status`  | a listener returned something else than a status or null                             |
 */
export type StrategyErrorKind =
  'syntax' | 'no-class' | 'threw' | 'budget' | 'memory' | 'stack' | 'not-a-queue' | 'foreign-queue' | 'not-a-list'
  | 'not-a-status'

/** A reader's strategy did something that it can't or may not do. */
export class StrategyError extends Error {
  readonly kind: StrategyErrorKind
  /** In the reader's source, from 1; null when it is not known. */
  readonly line: number | null
  /** From 1; null when it is not known. */
  readonly column: number | null
  /** What was thrown or returned, in the words of the code. */
  readonly detail: string
  /** How long a listener had slept in the call that went wrong, in ms. */
  readonly slept: number

  constructor(
    kind: StrategyErrorKind,
    detail: string,
    line: number | null = null,
    column: number | null = null,
    slept = 0,
  ) {
    super(line === null ? `${kind}: ${detail}` : `${kind}: ${detail} (line ${line})`)
    this.name = 'StrategyError'
    this.kind = kind
    this.line = line
    this.column = column
    this.detail = detail
    this.slept = slept
  }
}
