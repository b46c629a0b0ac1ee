import { javaSplit } from '../kernel/java/javaSplit'
import { MixAll } from './MixAll'
import { PopAckConstants } from './PopAckConstants'

const { RETRY_GROUP_TOPIC_PREFIX } = MixAll
const POP_RETRY_SEPARATOR_V1 = '_'
const POP_RETRY_SEPARATOR_V2 = '+'

/** How topics for popped messages that come again are called. Original: org.apache.rocketmq.common.KeyBuilder. */
export const KeyBuilder = {
  /** Takes the place of a revive queue where messages are popped in order. */
  POP_ORDER_REVIVE_QUEUE: 999,

  buildPopRetryTopic(topic: string, cid: string, enableRetryV2 = false): string {
    return enableRetryV2 ? KeyBuilder.buildPopRetryTopicV2(topic, cid) : KeyBuilder.buildPopRetryTopicV1(topic, cid)
  },

  /** With the group `a` and the topic `b_c` it is the same as with `a_b` and `c`: the second version came of that. */
  buildPopRetryTopicV1(topic: string, cid: string): string {
    return RETRY_GROUP_TOPIC_PREFIX + cid + POP_RETRY_SEPARATOR_V1 + topic
  },

  buildPopRetryTopicV2(topic: string, cid: string): string {
    return RETRY_GROUP_TOPIC_PREFIX + cid + POP_RETRY_SEPARATOR_V2 + topic
  },

  /** The topic that messages of a retry topic were sent to; another topic is its own. Original: #parseNormalTopic(String, String) */
  parseNormalTopic(topic: string, cid: string): string {
    if (!topic.startsWith(RETRY_GROUP_TOPIC_PREFIX)) return topic
    // Both separators have one letter.
    return topic.slice((RETRY_GROUP_TOPIC_PREFIX + cid + POP_RETRY_SEPARATOR_V1).length)
  },

  /** The same without the group, which only the second version's names tell. Original: #parseNormalTopic(String) */
  parseNormalTopicV2(retryTopic: string): string {
    if (!KeyBuilder.isPopRetryTopicV2(retryTopic)) return retryTopic
    const pieces = javaSplit(retryTopic, POP_RETRY_SEPARATOR_V2)
    return pieces.length === 2 ? pieces[1]! : retryTopic
  },

  buildPollingKey(topic: string, cid: string, queueId: number): string {
    return [topic, cid, queueId].join(PopAckConstants.SPLIT)
  },

  isPopRetryTopicV2(retryTopic: string): boolean {
    return retryTopic.startsWith(RETRY_GROUP_TOPIC_PREFIX) && retryTopic.includes(POP_RETRY_SEPARATOR_V2)
  },
} as const
