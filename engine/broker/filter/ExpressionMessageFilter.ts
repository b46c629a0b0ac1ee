import type { SubscriptionData } from '../../remoting/protocol/body/HeartbeatData'
import { FilterAPI } from '../../remoting/protocol/filter/FilterAPI'
import type { MessageFilter } from '../../store/get/MessageFilter'

/**
 * Lets messages pass if a subscription names the hash of their tag. Two tags can have the same hash: the consumer
 * looks again. Original: org.apache.rocketmq.broker.filter.ExpressionMessageFilter, for tags.
 */
export class ExpressionMessageFilter implements MessageFilter {
  private readonly subscriptionData: SubscriptionData

  constructor(subscriptionData: SubscriptionData) {
    this.subscriptionData = subscriptionData
  }

  isMatchedByConsumeQueue(tagsCode: number | null): boolean {
    const { classFilterMode, subString, codeSet } = this.subscriptionData
    return tagsCode === null || classFilterMode || subString === FilterAPI.SUB_ALL || codeSet.includes(tagsCode | 0)
  }

  isMatchedByCommitLog(): boolean {
    return true
  }
}
