import type { HashFunction } from '../../../common/consistenthash/ConsistentHashRouter'
import { ConsistentHashRouter } from '../../../common/consistenthash/ConsistentHashRouter'
import type { MessageQueue } from '../../../common/message/MessageQueue'
import { IllegalArgumentException } from '../../../kernel/errors'
import { AbstractAllocateMessageQueueStrategy } from './AbstractAllocateMessageQueueStrategy'

/**
 * Members have places on a ring, and a queue goes to the member whose place comes next. When a member comes or goes, few queues
 * change hands; in return some members have more than others, or nothing.
 * Original: org.apache.rocketmq.client.consumer.rebalance.AllocateMessageQueueConsistentHash.
 */
export class AllocateMessageQueueConsistentHash extends AbstractAllocateMessageQueueStrategy {
  private readonly virtualNodeCnt: number
  private readonly customHashFunction: HashFunction | undefined

  /** @param virtualNodeCnt the number of places of each member. @throws IllegalArgumentException when that is negative */
  constructor(virtualNodeCnt = 10, customHashFunction?: HashFunction) {
    super()
    if (virtualNodeCnt < 0) throw new IllegalArgumentException(`a member can't have ${virtualNodeCnt} places`)
    this.virtualNodeCnt = virtualNodeCnt
    this.customHashFunction = customHashFunction
  }

  allocate(
    _consumerGroup: string,
    currentCID: string,
    mqAll: readonly MessageQueue[],
    cidAll: readonly string[],
  ): MessageQueue[] {
    if (!this.check(currentCID, mqAll, cidAll)) return []
    const cidNodes = cidAll.map((key) => ({ key }))
    const router = new ConsistentHashRouter(cidNodes, this.virtualNodeCnt, this.customHashFunction)
    return mqAll.filter((mq) => router.routeNode(mq.toString())?.key === currentCID)
  }

  getName(): string {
    return 'CONSISTENT_HASH'
  }
}
