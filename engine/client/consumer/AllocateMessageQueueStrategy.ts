import type { MessageQueue } from '../../common/message/MessageQueue'

/**
 * Shares the queues of a topic among the members of a group. Every member computes the whole by itself, from the same two lists,
 * and takes its part: nobody tells it. So the strategy must be the same everywhere, and leave nothing to chance.
 * Original: org.apache.rocketmq.client.consumer.AllocateMessageQueueStrategy.
 */
export interface AllocateMessageQueueStrategy {
  /**
   * @param mqAll all queues of the topic, sorted
   * @param cidAll the client ids of all members, sorted
   * @returns the queues of the member `currentCID`
   * @throws IllegalArgumentException when there is nothing to share, or nobody to share with
   */
  allocate(
    consumerGroup: string,
    currentCID: string,
    mqAll: readonly MessageQueue[],
    cidAll: readonly string[],
  ): MessageQueue[]
  getName(): string
}
