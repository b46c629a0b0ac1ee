import type { MessageExt } from '../../../common/message/MessageExt'
import type { MessageQueue } from '../../../common/message/MessageQueue'
import type { Blocking } from '../../../kernel/Blocking'
import { currentTimeMillis } from '../../../kernel/Process'
import { ConsumeReturnType } from '../../consumer/listener/ConsumeReturnType'
import type { ConsumeMessageContext } from '../../hook/ConsumeMessageHook'
import type { DefaultMQPushConsumerImpl } from './DefaultMQPushConsumerImpl'

const MILLIS_PER_MINUTE = 60 * 1000
const SUCCESSES = ['CONSUME_SUCCESS', 'SUCCESS', 'COMMIT']
const FAILURES = ['RECONSUME_LATER', 'SUSPEND_CURRENT_QUEUE_A_MOMENT']

/**
 * What hooks hear of one batch: before the listener gets it, and how it has ended. Without hooks there is nothing to tell. In the
 * original, either service says this between the lines of its own.
 */
export class ConsumeHooks {
  private readonly impl: DefaultMQPushConsumerImpl
  private readonly timeoutMillis: number
  private hasException: boolean
  private readonly context: ConsumeMessageContext | null
  private readonly beginTimestamp: number

  /** Tells the hooks that the listener is about to get the batch. `timeoutMillis`: more than that is too long. */
  constructor(
    impl: DefaultMQPushConsumerImpl,
    msgList: readonly MessageExt[],
    mq: MessageQueue,
    timeoutMillis: number = impl.defaultMQPushConsumer.consumeTimeout * MILLIS_PER_MINUTE,
  ) {
    const { consumerGroup, namespace, accessChannel } = impl.defaultMQPushConsumer
    this.impl = impl
    this.timeoutMillis = timeoutMillis
    this.hasException = false
    this.context = !impl.hasHook() ? null : {
      consumerGroup,
      msgList,
      mq,
      namespace: namespace === '' ? null : namespace,
      accessChannel,
      success: false,
      status: null,
      returnType: null,
      mqTraceContext: null,
    }
    if (this.context !== null) impl.executeHookBefore(this.context)
    this.beginTimestamp = currentTimeMillis()
  }

  /** The same call of the listener, of which is remembered whether it threw. */
  noting<S>(body: () => Blocking<S>): () => Blocking<S> {
    if (this.context === null) return body
    return function* (this: ConsumeHooks): Blocking<S> {
      try {
        return yield* body()
      } catch (error) {
        this.hasException = true
        throw error
      }
    }.bind(this)
  }

  /** `answer`: the listener's, null if there was none; `status`: what that means. */
  after(answer: string | null, status: string): void {
    if (this.context === null) return
    this.context.returnType = this.returnType(answer)
    this.context.status = status
    this.context.success = SUCCESSES.includes(status)
    this.impl.executeHookAfter(this.context)
  }

  /** Too long is too long, however well it went. */
  private returnType(answer: string | null): ConsumeReturnType {
    if (answer === null) return this.hasException ? ConsumeReturnType.EXCEPTION : ConsumeReturnType.RETURNNULL
    if (currentTimeMillis() - this.beginTimestamp >= this.timeoutMillis) return ConsumeReturnType.TIME_OUT
    return FAILURES.includes(answer) ? ConsumeReturnType.FAILED : ConsumeReturnType.SUCCESS
  }
}
