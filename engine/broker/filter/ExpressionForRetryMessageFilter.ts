import { MessageConst } from '../../common/message/MessageConst'
import { MixAll } from '../../common/MixAll'
import type { JavaHashMap } from '../../kernel/java/JavaHashMap'
import type { SubscriptionData } from '../../remoting/protocol/body/HeartbeatData'
import type { ConsumerFilterData } from './ConsumerFilterData'
import type { ConsumerFilterManager } from './ConsumerFilterManager'
import { ExpressionMessageFilter } from './ExpressionMessageFilter'

/**
 * Judges a message that comes again by the selector for the topic that it was sent to. A consumer subscribes to its retry topic by
 * `*`, so this takes one that pulls from there with a selector of its own.
 * Original: org.apache.rocketmq.broker.filter.ExpressionForRetryMessageFilter.
 */
export class ExpressionForRetryMessageFilter extends ExpressionMessageFilter {
  private readonly consumerFilterManager: ConsumerFilterManager

  constructor(
    subscriptionData: SubscriptionData, consumerFilterData: ConsumerFilterData | null, manager: ConsumerFilterManager,
  ) {
    super(subscriptionData, consumerFilterData)
    this.consumerFilterManager = manager
  }

  protected override realFilterData(properties: JavaHashMap<string> | null): ConsumerFilterData | null {
    const { topic } = this.subscriptionData
    if (!topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX)) return this.consumerFilterData
    const realTopic = properties?.get(MessageConst.PROPERTY_RETRY_TOPIC) ?? null
    if (realTopic === null) return null
    return this.consumerFilterManager.get(realTopic, topic.slice(MixAll.RETRY_GROUP_TOPIC_PREFIX.length))
  }
}
