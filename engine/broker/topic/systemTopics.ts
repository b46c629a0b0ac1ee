import { PermName } from '../../common/constant/PermName'
import { MixAll } from '../../common/MixAll'
import { TopicConfig } from '../../common/TopicConfig'
import { TopicValidator } from '../../common/topic/TopicValidator'
import type { MessageStoreConfig } from '../../store/config/MessageStoreConfig'
import { TIMER_TOPIC } from '../../store/timer/timerTopic'
import type { BrokerConfig } from '../BrokerConfig'

const READ_WRITE = PermName.PERM_READ | PermName.PERM_WRITE
const SCHEDULE_TOPIC_QUEUE_NUM = 18
const REVIVE_TOPIC_PREFIX = 'rmq_sys_REVIVE_LOG_'

/** The topics that every broker has from the beginning. Original: TopicConfigManager#init */
export function systemTopics(brokerConfig: BrokerConfig, messageStoreConfig: MessageStoreConfig): TopicConfig[] {
  const { brokerClusterName: cluster, brokerName, defaultTopicQueueNums, reviveQueueNum } = brokerConfig
  const clusterPerm = PermName.PERM_INHERIT | (brokerConfig.clusterTopicEnable ? READ_WRITE : 0)
  const brokerPerm = PermName.PERM_INHERIT | (brokerConfig.brokerTopicEnable ? READ_WRITE : 0)
  const topics = [
    topic(TopicValidator.RMQ_SYS_SELF_TEST_TOPIC, 1),
    topic(TopicValidator.RMQ_SYS_BENCHMARK_TOPIC, 1024),
    topic(cluster, 16, clusterPerm),
    topic(brokerName, 1, brokerPerm),
    topic(TopicValidator.RMQ_SYS_OFFSET_MOVED_EVENT, 1),
    topic(TopicValidator.RMQ_SYS_SCHEDULE_TOPIC, SCHEDULE_TOPIC_QUEUE_NUM),
    topic(MixAll.getReplyTopic(cluster), 1),
    topic(REVIVE_TOPIC_PREFIX + cluster, reviveQueueNum),
    topic(TopicValidator.SYNC_BROKER_MEMBER_GROUP_PREFIX + brokerName, 1, PermName.PERM_INHERIT),
    topic(TopicValidator.RMQ_SYS_TRANS_HALF_TOPIC, 1),
    topic(TopicValidator.RMQ_SYS_TRANS_OP_HALF_TOPIC, 1),
  ]
  if (brokerConfig.autoCreateTopicEnable) {
    // The model for new topics.
    const perm = READ_WRITE | PermName.PERM_INHERIT
    topics.push(topic(TopicValidator.AUTO_CREATE_TOPIC_KEY_TOPIC, defaultTopicQueueNums, perm))
  }
  if (brokerConfig.traceTopicEnable) topics.push(topic(brokerConfig.msgTraceTopicName, 1))
  if (messageStoreConfig.timerWheelEnable) topics.push(topic(TIMER_TOPIC, 1))
  return topics
}

function topic(name: string, queueNums: number, perm: number = READ_WRITE): TopicConfig {
  return new TopicConfig(name, queueNums, queueNums, perm)
}
