import type { MessageExt } from '../../../common/message/MessageExt'
import type { Blocking } from '../../../kernel/Blocking'
import type { ConsumeOrderlyContext } from './ConsumeOrderlyContext'
import type { ConsumeOrderlyStatus } from './ConsumeOrderlyStatus'

/**
 * The application's code for messages that are consumed in the order of their queue, one batch at a time.
 * Original: org.apache.rocketmq.client.consumer.listener.MessageListenerOrderly.
 */
export abstract class MessageListenerOrderly {
  /** An exception counts as SUSPEND_CURRENT_QUEUE_A_MOMENT, as does null. */
  abstract consumeMessage(
    msgs: readonly MessageExt[],
    context: ConsumeOrderlyContext,
  ): Blocking<ConsumeOrderlyStatus | null>
}
