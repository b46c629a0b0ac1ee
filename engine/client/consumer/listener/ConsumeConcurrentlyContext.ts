import type { MessageQueue } from '../../../common/message/MessageQueue'

/** Original: org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyContext. */
export class ConsumeConcurrentlyContext {
  readonly messageQueue: MessageQueue
  /** When a failed message comes again: -1 never (it goes to the dead letter queue), 0 as the broker thinks fit, else a delay level. */
  delayLevelWhenNextConsume: number
  /** The last message of the batch that went well, when the batch as a whole did. */
  ackIndex: number

  constructor(messageQueue: MessageQueue) {
    this.messageQueue = messageQueue
    this.delayLevelWhenNextConsume = 0
    this.ackIndex = 0x7fffffff
  }
}
