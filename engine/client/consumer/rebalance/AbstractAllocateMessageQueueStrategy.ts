import type { MessageQueue } from '../../../common/message/MessageQueue'
import { IllegalArgumentException } from '../../../kernel/errors'
import type { AllocateMessageQueueStrategy } from '../AllocateMessageQueueStrategy'

/**
 * What all strategies check first.
 * Original: org.apache.rocketmq.client.consumer.rebalance.AbstractAllocateMessageQueueStrategy.
 */
export abstract class AbstractAllocateMessageQueueStrategy implements AllocateMessageQueueStrategy {
  abstract allocate(
    consumerGroup: string,
    currentCID: string,
    mqAll: readonly MessageQueue[],
    cidAll: readonly string[],
  ): MessageQueue[]

  abstract getName(): string

  /**
   * @returns false for a client that is no member of the group: it gets nothing
   * @throws IllegalArgumentException for an empty id or list
   */
  protected check(currentCID: string, mqAll: readonly MessageQueue[], cidAll: readonly string[]): boolean {
    if (currentCID === '') throw new IllegalArgumentException('currentCID is empty')
    if (mqAll.length === 0) throw new IllegalArgumentException('mqAll is empty')
    if (cidAll.length === 0) throw new IllegalArgumentException('cidAll is empty')
    return cidAll.includes(currentCID)
  }
}
