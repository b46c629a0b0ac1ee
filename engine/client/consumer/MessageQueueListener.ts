import type { MessageQueue } from '../../common/message/MessageQueue'

/** Hears which queues a consumer has now. Original: org.apache.rocketmq.client.consumer.MessageQueueListener. */
export interface MessageQueueListener {
  /** `mqAll`: all queues of the topic; `mqDivided`: those of this consumer. */
  messageQueueChanged(topic: string, mqAll: readonly MessageQueue[], mqDivided: readonly MessageQueue[]): void
}
