import type { MessageQueue } from '../../../common/message/MessageQueue'
import { assert } from '../../../kernel/assert'
import { AbstractAllocateMessageQueueStrategy } from './AbstractAllocateMessageQueueStrategy'

/**
 * Equal stretches: of 8 queues and 3 members the first two get 3 in a row, the last one 2. Members beyond the number of queues get
 * nothing. Original: org.apache.rocketmq.client.consumer.rebalance.AllocateMessageQueueAveragely.
 */
export class AllocateMessageQueueAveragely extends AbstractAllocateMessageQueueStrategy {
  allocate(
    _consumerGroup: string,
    currentCID: string,
    mqAll: readonly MessageQueue[],
    cidAll: readonly string[],
  ): MessageQueue[] {
    if (!this.check(currentCID, mqAll, cidAll)) return []
    const index = cidAll.indexOf(currentCID)
    const mod = mqAll.length % cidAll.length
    const least = Math.floor(mqAll.length / cidAll.length)
    const isBigger = index < mod
    const averageSize = mqAll.length <= cidAll.length ? 1 : least + (isBigger ? 1 : 0)
    const startIndex = isBigger ? index * averageSize : index * averageSize + mod
    const range = Math.max(0, Math.min(averageSize, mqAll.length - startIndex))
    assert(range <= least + 1, 'nobody gets more than one queue above the average', range, least)
    return mqAll.slice(startIndex, startIndex + range)
  }

  getName(): string {
    return 'AVG'
  }
}
