import type { MessageQueue } from '../../../common/message/MessageQueue'
import { AbstractAllocateMessageQueueStrategy } from './AbstractAllocateMessageQueueStrategy'

/**
 * In turn, as cards are dealt: of 8 queues and 3 members the first gets 0, 3 and 6. So the queues of one broker are spread over the
 * members. Original: org.apache.rocketmq.client.consumer.rebalance.AllocateMessageQueueAveragelyByCircle.
 */
export class AllocateMessageQueueAveragelyByCircle extends AbstractAllocateMessageQueueStrategy {
  allocate(
    _consumerGroup: string,
    currentCID: string,
    mqAll: readonly MessageQueue[],
    cidAll: readonly string[],
  ): MessageQueue[] {
    if (!this.check(currentCID, mqAll, cidAll)) return []
    const index = cidAll.indexOf(currentCID)
    return mqAll.filter((_, position) => position % cidAll.length === index)
  }

  getName(): string {
    return 'AVG_BY_CIRCLE'
  }
}
