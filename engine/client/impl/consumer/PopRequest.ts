import type { MessageQueue } from '../../../common/message/MessageQueue'
import type { PopProcessQueue } from './PopProcessQueue'

/**
 * A broker, or one queue of it, that is popped from. Unlike a pull it has no offset: the broker knows.
 * Original: org.apache.rocketmq.client.impl.consumer.PopRequest.
 */
export class PopRequest {
  readonly consumerGroup: string
  /** With the queue -1 for all queues of its broker. */
  readonly messageQueue: MessageQueue
  readonly popProcessQueue: PopProcessQueue
  /** Where a group that is new begins: 0 with the first message, 1 at the end. */
  readonly initMode: number

  constructor(consumerGroup: string, messageQueue: MessageQueue, popProcessQueue: PopProcessQueue, initMode: number) {
    this.consumerGroup = consumerGroup
    this.messageQueue = messageQueue
    this.popProcessQueue = popProcessQueue
    this.initMode = initMode
  }
}
