import type { Message } from '../../common/message/Message'
import type { MessageQueue } from '../../common/message/MessageQueue'

/**
 * The strategy that chooses a queue: the one decision about sending that an application can take over.
 * Original: org.apache.rocketmq.client.producer.MessageQueueSelector.
 */
export interface MessageQueueSelector {
  /** `arg` was given to the send, such as an order's number. Null makes the send fail. */
  select(mqs: readonly MessageQueue[], msg: Message, arg: unknown): MessageQueue | null
}
