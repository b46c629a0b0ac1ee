import type { MessageExt } from '../../../common/message/MessageExt'
import type { Blocking } from '../../../kernel/Blocking'
import type { ConsumeConcurrentlyContext } from './ConsumeConcurrentlyContext'
import type { ConsumeConcurrentlyStatus } from './ConsumeConcurrentlyStatus'

/**
 * The application's code for messages of which several are consumed at a time, in any order. (An interface in the original; a class
 * here, because that is how one tells at run time which of the two kinds a listener is.)
 * Original: org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently.
 */
export abstract class MessageListenerConcurrently {
  /** An exception counts as RECONSUME_LATER, as does null. */
  abstract consumeMessage(
    msgs: readonly MessageExt[],
    context: ConsumeConcurrentlyContext,
  ): Blocking<ConsumeConcurrentlyStatus | null>
}
