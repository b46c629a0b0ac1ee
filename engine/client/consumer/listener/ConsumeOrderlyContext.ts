import type { MessageQueue } from '../../../common/message/MessageQueue'

/** Original: org.apache.rocketmq.client.consumer.listener.ConsumeOrderlyContext. */
export class ConsumeOrderlyContext {
  readonly messageQueue: MessageQueue
  autoCommit: boolean
  /** The pause before the next try, in ms, -1 if it is the one that the consumer is configured with. */
  suspendCurrentQueueTimeMillis: number

  constructor(messageQueue: MessageQueue) {
    this.messageQueue = messageQueue
    this.autoCommit = true
    this.suspendCurrentQueueTimeMillis = -1
  }
}
