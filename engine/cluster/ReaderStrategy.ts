// @notrace-file: a step into `select` leads straight into the reader's code.
import type { SendMessageContext } from '../client/hook/SendMessageContext'
import type { MessageQueueSelector } from '../client/producer/MessageQueueSelector'
import type { Message } from '../common/message/Message'
import type { MessageQueue } from '../common/message/MessageQueue'
import { MICROS_PER_MILLI } from '../kernel/Blocking'
import type { Process } from '../kernel/Process'
import type { OfferedSend, Sandbox, SandboxedStrategy } from '../ports/Sandbox'
import { StrategyError } from '../ports/Sandbox'

/**
 * The strategy that a reader has written, as an application has it: an object of the sandbox behind RocketMQ's own
 * interface. What it does wrong, a send sees as RocketMQ's producer would: what it throws fails the send, and so does null.
 * The original would send to whatever object `select` returns; here only a queue of the list counts, all else is null.
 */
export class ReaderStrategy implements MessageQueueSelector {
  private readonly process: Process
  private strategy: SandboxedStrategy | null
  /** Why there is none. */
  private readonly failure: StrategyError | null
  /** When the messages under way were handed to `sendMessageBefore`, in µs. */
  private readonly begun: Map<Message, number>
  /** Undefined unless the reader's class has hooks, so that others don't pay for them. */
  readonly sendMessageBefore: ((context: SendMessageContext) => void) | undefined
  readonly sendMessageAfter: ((context: SendMessageContext) => void) | undefined

  /** In a thread of the process. A class that can't be made fails every send instead. */
  constructor(process: Process, sandbox: Sandbox, source: string) {
    this.process = process
    this.strategy = null
    this.begun = new Map()
    let failure: StrategyError | null = null
    try {
      this.strategy = sandbox.load(source)
    } catch (error) {
      failure = this.noted(error, 'load')
    }
    this.failure = failure
    const hasHooks = this.strategy?.hasHooks ?? false
    this.sendMessageBefore = hasHooks ? (context) => this.before(context) : undefined
    this.sendMessageAfter = hasHooks ? (context) => this.after(context) : undefined
  }

  /** What the last call took; see {@link SandboxedStrategy.steps}. */
  get steps(): number {
    return this.strategy?.steps ?? 0
  }

  hookName(): string {
    return 'strategy'
  }

  select(mqs: readonly MessageQueue[], msg: Message, arg: unknown): MessageQueue | null {
    const { strategy } = this
    if (strategy === null) throw this.failure
    try {
      const mq = strategy.select(mqs, msg, arg)
      this.called(strategy.steps)
      return mq
    } catch (error) {
      this.called(strategy.steps)
      const { kind } = this.noted(error, 'select')
      if (kind === 'not-a-queue' || kind === 'foreign-queue') return null
      throw error
    }
  }

  private before(context: SendMessageContext): void {
    this.begun.set(context.message, this.process.kernel.now)
    this.tell('sendMessageBefore', offered(context, 0))
  }

  private after(context: SendMessageContext): void {
    const { now } = this.process.kernel
    const begun = this.begun.get(context.message) ?? now
    this.begun.delete(context.message)
    this.tell('sendMessageAfter', offered(context, Math.floor((now - begun) / MICROS_PER_MILLI)))
  }

  /** What a hook throws, the producer swallows; the reader is told all the same. */
  private tell(hook: 'sendMessageBefore' | 'sendMessageAfter', send: OfferedSend): void {
    try {
      this.strategy?.[hook](send)
    } catch (error) {
      throw this.noted(error, hook)
    }
  }

  private called(steps: number): void {
    this.process.kernel.emit({ type: 'strategy-called', process: this.process.name, steps })
  }

  private noted(error: unknown, method: string): StrategyError {
    if (!(error instanceof StrategyError)) throw error
    const { kind, detail, line, column } = error
    this.process.kernel.emit({ type: 'strategy-failed', process: this.process.name, method, kind, detail, line, column })
    return error
  }
}

/** For {@link ClusterOptions}: every application of the cluster has an instance of its own. */
export function readersStrategy(sandbox: Sandbox, source: string): (process: Process) => ReaderStrategy {
  return (process) => new ReaderStrategy(process, sandbox, source)
}

function offered(context: SendMessageContext, costMillis: number): OfferedSend {
  const { producerGroup, message, mq, brokerAddr, bornHost, communicationMode, msgType } = context
  const { sendResult, exception } = context
  return {
    producerGroup,
    message,
    mq,
    brokerAddr,
    bornHost,
    communicationMode,
    msgType,
    sendResult: sendResult && {
      sendStatus: sendResult.sendStatus,
      msgId: sendResult.msgId,
      offsetMsgId: sendResult.offsetMsgId,
      queueOffset: sendResult.queueOffset,
    },
    exception: exception instanceof Error ? { name: exception.name, message: exception.message } : null,
    costMillis,
  }
}
