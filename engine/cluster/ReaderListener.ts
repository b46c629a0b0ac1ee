// @notrace-file: a step into `consumeMessage` leads straight into the reader's code.
import type { ConsumeConcurrentlyContext } from '../client/consumer/listener/ConsumeConcurrentlyContext'
import type { ConsumeConcurrentlyStatus } from '../client/consumer/listener/ConsumeConcurrentlyStatus'
import type { ConsumeOrderlyContext } from '../client/consumer/listener/ConsumeOrderlyContext'
import type { ConsumeOrderlyStatus } from '../client/consumer/listener/ConsumeOrderlyStatus'
import { MessageListenerConcurrently } from '../client/consumer/listener/MessageListenerConcurrently'
import { MessageListenerOrderly } from '../client/consumer/listener/MessageListenerOrderly'
import type { MessageExt } from '../common/message/MessageExt'
import type { MessageQueue } from '../common/message/MessageQueue'
import type { Blocking } from '../kernel/Blocking'
import type { Process } from '../kernel/Process'
import { sleep } from '../kernel/sleep'
import type { ListenerAnswer, OfferedApplication, Sandbox, SandboxedListener } from '../ports/Sandbox'
import { StrategyError } from '../ports/Sandbox'

/** Either kind; which one it is shows at run time, as in the original. */
export type MessageListener = MessageListenerConcurrently | MessageListenerOrderly

/**
 * The listener that a reader has written, in the sandbox. The code runs in one moment, at the beginning of the call; what it has
 * slept, its thread waits for afterwards, in virtual time, and only then the status counts or the exception is thrown.
 */
class ReaderListener {
  private readonly process: Process
  private readonly listener: SandboxedListener | null
  /** Why there is none. */
  private readonly failure: StrategyError | null
  readonly isOrderly: boolean

  constructor(process: Process, sandbox: Sandbox, source: string, application: OfferedApplication) {
    this.process = process
    let listener: SandboxedListener | null = null
    let failure: StrategyError | null = null
    try {
      listener = sandbox.loadListener(source, application)
    } catch (error) {
      failure = this.noted(error, 'load')
    }
    this.listener = listener
    this.failure = failure
    this.isOrderly = listener?.isOrderly ?? false
  }

  /** Null as well for what is no status: the reader is told. @throws StrategyError for what the code throws */
  *consume(msgs: readonly MessageExt[], queue: MessageQueue): Blocking<ListenerAnswer | null> {
    const { listener } = this
    if (listener === null) throw this.failure
    try {
      const answer = listener.consume(msgs, queue)
      this.called(listener.steps)
      yield* this.wait(answer.slept)
      return answer
    } catch (error) {
      if (!(error instanceof StrategyError)) throw error
      this.called(listener.steps)
      this.noted(error, 'consumeMessage')
      yield* this.wait(error.slept)
      if (error.kind === 'not-a-status') return null
      throw error
    }
  }

  private *wait(millis: number): Blocking<void> {
    if (millis > 0) yield* sleep(millis, 'the listener works')
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

class ConcurrentReaderListener extends MessageListenerConcurrently {
  private readonly reader: ReaderListener

  constructor(reader: ReaderListener) {
    super()
    this.reader = reader
  }

  *consumeMessage(
    msgs: readonly MessageExt[],
    context: ConsumeConcurrentlyContext,
  ): Blocking<ConsumeConcurrentlyStatus | null> {
    const answer = yield* this.reader.consume(msgs, context.messageQueue)
    if (answer === null) return null
    context.delayLevelWhenNextConsume = answer.delayLevel
    context.ackIndex = answer.ackIndex
    return answer.status as ConsumeConcurrentlyStatus | null
  }
}

class OrderlyReaderListener extends MessageListenerOrderly {
  private readonly reader: ReaderListener

  constructor(reader: ReaderListener) {
    super()
    this.reader = reader
  }

  *consumeMessage(msgs: readonly MessageExt[], context: ConsumeOrderlyContext): Blocking<ConsumeOrderlyStatus | null> {
    const answer = yield* this.reader.consume(msgs, context.messageQueue)
    if (answer === null) return null
    context.autoCommit = answer.autoCommit
    context.suspendCurrentQueueTimeMillis = answer.suspendMillis
    return answer.status as ConsumeOrderlyStatus | null
  }
}

/**
 * For {@link ClusterOptions}: every process has an instance of its own, and all have one application outside of them.
 * @param applicationOf what the code of a process can reach
 */
export function readersListener(
  sandbox: Sandbox,
  source: string,
  applicationOf: (process: Process) => OfferedApplication,
): (process: Process) => MessageListener {
  return (process) => {
    const reader = new ReaderListener(process, sandbox, source, applicationOf(process))
    return reader.isOrderly ? new OrderlyReaderListener(reader) : new ConcurrentReaderListener(reader)
  }
}
