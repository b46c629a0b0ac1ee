import type { Message } from '../../common/message/Message'
import type { MessageQueue } from '../../common/message/MessageQueue'

/**
 * The strategy by which a queue is chosen: the one thing about sending that an application may decide for itself.
 * Original: org.apache.rocketmq.client.producer.MessageQueueSelector.
 */
export interface MessageQueueSelector {
  /** `arg` is what was given to `send`, such as an order's number. Null is an error. */
  select(mqs: readonly MessageQueue[], msg: Message, arg: unknown): MessageQueue | null
}
