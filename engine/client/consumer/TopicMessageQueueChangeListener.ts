import type { MessageQueue } from '../../common/message/MessageQueue'

/** Hears that a topic has other queues now. Original: org.apache.rocketmq.client.consumer.TopicMessageQueueChangeListener. */
export interface TopicMessageQueueChangeListener {
  onChanged(topic: string, messageQueues: readonly MessageQueue[]): void
}
