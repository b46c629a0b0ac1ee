import type { MessageQueue } from '../../../common/message/MessageQueue'

/** Original: org.apache.rocketmq.client.consumer.listener.ConsumeOrderlyContext. */
export class ConsumeOrderlyContext {
  readonly messageQueue: MessageQueue
  autoCommit: boolean
  /** The pause before the next try, in ms; -1: as the consumer is configured. */
  suspendCurrentQueueTimeMillis: number

  constructor(messageQueue: MessageQueue) {
    this.messageQueue = messageQueue
    this.autoCommit = true
    this.suspendCurrentQueueTimeMillis = -1
  }
}
