import type { MessageQueue } from '../../../common/message/MessageQueue'
import { assert } from '../../../kernel/assert'
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
    const result = mqAll.filter((_, position) => position % cidAll.length === index)
    const most = Math.ceil(mqAll.length / cidAll.length)
    assert(result.length <= most, 'nobody gets more than one queue above the average', result.length, most)
    return result
  }

  getName(): string {
    return 'AVG_BY_CIRCLE'
  }
}
