import { MessageConst } from '../../../common/message/MessageConst'
import type { MessageExt } from '../../../common/message/MessageExt'
import type { MessageQueue } from '../../../common/message/MessageQueue'
import type { Blocking } from '../../../kernel/Blocking'
import { currentTimeMillis, type Process } from '../../../kernel/Process'
import type { CMResult, ConsumeMessageDirectlyResult } from '../../../remoting/protocol/body/ConsumeMessageDirectlyResult'
import { Thread } from '../../../kernel/Thread'

/** How a listener has ended. Original: org.apache.rocketmq.client.consumer.listener.ConsumeReturnType, without TIME_OUT */
export type ListenerOutcome = 'RETURNED' | 'RETURNNULL' | 'EXCEPTION'

/**
 * Calls a listener, and tells the trace of each message that it gets and of how that ends. An exception goes no further: for the
 * consumer it is the same as a listener that returns nothing.
 */
export class ListenerCalls {
  private readonly process: Process
  private readonly group: string

  constructor(process: Process, group: string) {
    this.process = process
    this.group = group
  }

  /** @returns the listener's status, or null when it has returned none */
  *call<S extends string>(
    msgs: readonly MessageExt[], mq: MessageQueue, body: () => Blocking<S | null>,
  ): Blocking<S | null> {
    const now = String(currentTimeMillis())
    for (const msg of msgs) msg.putProperty(MessageConst.PROPERTY_CONSUME_START_TIMESTAMP, now)
    this.traceStart(msgs, mq)
    let status: S | null = null
    let outcome: ListenerOutcome = 'RETURNED'
    let failure = ''
    try {
      status = yield* body()
      if (status === null) outcome = 'RETURNNULL'
    } catch (error) {
      outcome = 'EXCEPTION'
      failure = String(error)
    }
    this.traceEnd(msgs, mq, status ?? outcome, failure)
    return status
  }

  /** The same for an operator. */
  *callDirectly<S extends string>(
    msg: MessageExt,
    mq: MessageQueue,
    result: ConsumeMessageDirectlyResult,
    resultOf: Readonly<Record<S, CMResult>>,
    body: () => Blocking<S | null>,
  ): Blocking<ConsumeMessageDirectlyResult> {
    const begin = currentTimeMillis()
    let failure: unknown = null
    const status = yield* this.call([msg], mq, function* () {
      try {
        return yield* body()
      } catch (error) {
        failure = error
        throw error
      }
    })
    if (status !== null) result.consumeResult = resultOf[status]
    else result.consumeResult = failure === null ? 'CR_RETURN_NULL' : 'CR_THROW_EXCEPTION'
    result.remark = failure === null ? null : String(failure)
    result.spentTimeMills = currentTimeMillis() - begin
    return result
  }

  private traceStart(msgs: readonly MessageExt[], mq: MessageQueue): void {
    const { kernel } = this.process
    if (!kernel.wants('consume-started')) return
    for (const msg of msgs) kernel.emit({ type: 'consume-started', ...this.about(msg, mq) })
  }

  private traceEnd(msgs: readonly MessageExt[], mq: MessageQueue, outcome: string, error: string): void {
    const { kernel } = this.process
    if (!kernel.wants('consume-ended')) return
    for (const msg of msgs) kernel.emit({ type: 'consume-ended', ...this.about(msg, mq), outcome, error })
  }

  /** `topic`: where the message lies, and not where it came from if it comes again. */
  private about(msg: MessageExt, mq: MessageQueue) {
    const { process, group } = this
    const { queueOffset, reconsumeTimes } = msg
    return {
      process: process.name, thread: Thread.currentThread().name, group, topic: mq.topic, brokerName: mq.brokerName,
      queueId: mq.queueId, queueOffset, keys: msg.getKeys() ?? '', reconsumeTimes,
    }
  }
}
