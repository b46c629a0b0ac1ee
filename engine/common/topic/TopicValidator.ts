import { isBlank } from '../../kernel/java/javaTrim'

/** Which topics there are by nature, and which names a topic can have. Original: org.apache.rocketmq.common.topic.TopicValidator. */
export const TopicValidator = {
  AUTO_CREATE_TOPIC_KEY_TOPIC: 'TBW102',
  RMQ_SYS_SCHEDULE_TOPIC: 'SCHEDULE_TOPIC_XXXX',
  RMQ_SYS_BENCHMARK_TOPIC: 'BenchmarkTest',
  RMQ_SYS_TRANS_HALF_TOPIC: 'RMQ_SYS_TRANS_HALF_TOPIC',
  RMQ_SYS_TRACE_TOPIC: 'RMQ_SYS_TRACE_TOPIC',
  RMQ_SYS_TRANS_OP_HALF_TOPIC: 'RMQ_SYS_TRANS_OP_HALF_TOPIC',
  RMQ_SYS_TRANS_CHECK_MAX_TIME_TOPIC: 'TRANS_CHECK_MAX_TIME_TOPIC',
  RMQ_SYS_SELF_TEST_TOPIC: 'SELF_TEST_TOPIC',
  RMQ_SYS_OFFSET_MOVED_EVENT: 'OFFSET_MOVED_EVENT',
  RMQ_SYS_ROCKSDB_OFFSET_TOPIC: 'CHECKPOINT_TOPIC',
  SYSTEM_TOPIC_PREFIX: 'rmq_sys_',
  SYNC_BROKER_MEMBER_GROUP_PREFIX: 'rmq_sys_SYNC_BROKER_MEMBER_',
  TOPIC_MAX_LENGTH: 127,

  isSystemTopic(topic: string): boolean {
    return SYSTEM_TOPICS.has(topic) || topic.startsWith(TopicValidator.SYSTEM_TOPIC_PREFIX)
  },

  /** Those that there are on every broker. Original: TopicValidator#getSystemTopicSet */
  systemTopics(): ReadonlySet<string> {
    return SYSTEM_TOPICS
  },

  isNotAllowedSendTopic(topic: string): boolean {
    return NOT_ALLOWED_SEND_TOPICS.has(topic)
  },

  /** Letters, digits, `%`, `|`, `_` and `-`, and nothing else. */
  isTopicOrGroupIllegal(name: string): boolean {
    return !/^[%|a-zA-Z0-9_-]+$/.test(name)
  },

  /** What is wrong with the topic, or null. Original: TopicValidator#validateTopic */
  validateTopic(topic: string): string | null {
    if (isBlank(topic)) return 'the topic is blank'
    if (TopicValidator.isTopicOrGroupIllegal(topic)) {
      return `the topic ${topic} contains illegal characters, allowed are letters, digits and %|_-`
    }
    if (topic.length > TopicValidator.TOPIC_MAX_LENGTH) {
      return `the topic is longer than ${TopicValidator.TOPIC_MAX_LENGTH} characters`
    }
    return null
  },
} as const

const NOT_ALLOWED_SEND_TOPICS: ReadonlySet<string> = new Set([
  TopicValidator.RMQ_SYS_SCHEDULE_TOPIC,
  TopicValidator.RMQ_SYS_TRANS_HALF_TOPIC,
  TopicValidator.RMQ_SYS_TRANS_OP_HALF_TOPIC,
  TopicValidator.RMQ_SYS_TRANS_CHECK_MAX_TIME_TOPIC,
  TopicValidator.RMQ_SYS_SELF_TEST_TOPIC,
  TopicValidator.RMQ_SYS_OFFSET_MOVED_EVENT,
])

/** In this order, which shows where two share a bucket of a Java HashSet. */
const SYSTEM_TOPICS: ReadonlySet<string> = new Set([
  TopicValidator.AUTO_CREATE_TOPIC_KEY_TOPIC,
  TopicValidator.RMQ_SYS_SCHEDULE_TOPIC,
  TopicValidator.RMQ_SYS_BENCHMARK_TOPIC,
  TopicValidator.RMQ_SYS_TRANS_HALF_TOPIC,
  TopicValidator.RMQ_SYS_TRACE_TOPIC,
  TopicValidator.RMQ_SYS_TRANS_OP_HALF_TOPIC,
  TopicValidator.RMQ_SYS_TRANS_CHECK_MAX_TIME_TOPIC,
  TopicValidator.RMQ_SYS_SELF_TEST_TOPIC,
  TopicValidator.RMQ_SYS_OFFSET_MOVED_EVENT,
  TopicValidator.RMQ_SYS_ROCKSDB_OFFSET_TOPIC,
])
