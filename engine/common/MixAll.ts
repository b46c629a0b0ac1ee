import { parseInt32 } from '../kernel/java/javaParse'

/** Names and numbers that everybody uses. Original: org.apache.rocketmq.common.MixAll. */
export const MixAll = {
  DEFAULT_CHARSET: 'UTF-8',
  MASTER_ID: 0,
  FIRST_SLAVE_ID: 1,
  DEFAULT_PRODUCER_GROUP: 'DEFAULT_PRODUCER',
  DEFAULT_CONSUMER_GROUP: 'DEFAULT_CONSUMER',
  TOOLS_CONSUMER_GROUP: 'TOOLS_CONSUMER',
  FILTERSRV_CONSUMER_GROUP: 'FILTERSRV_CONSUMER',
  SELF_TEST_CONSUMER_GROUP: 'SELF_TEST_C_GROUP',
  ONS_HTTP_PROXY_GROUP: 'CID_ONS-HTTP-PROXY',
  CID_ONSAPI_PERMISSION_GROUP: 'CID_ONSAPI_PERMISSION',
  CID_ONSAPI_OWNER_GROUP: 'CID_ONSAPI_OWNER',
  CID_ONSAPI_PULL_GROUP: 'CID_ONSAPI_PULL',
  CID_SYS_RMQ_TRANS: 'CID_RMQ_SYS_TRANS',
  CLIENT_INNER_PRODUCER_GROUP: 'CLIENT_INNER_PRODUCER',
  SELF_TEST_TOPIC: 'SELF_TEST_TOPIC',
  DEFAULT_TRACE_REGION_ID: 'DefaultRegion',
  RETRY_GROUP_TOPIC_PREFIX: '%RETRY%',
  DLQ_GROUP_TOPIC_PREFIX: '%DLQ%',
  CID_RMQ_SYS_PREFIX: 'CID_RMQ_SYS_',
  REPLY_TOPIC_POSTFIX: 'REPLY_TOPIC',
  REPLY_MESSAGE_FLAG: 'reply',
  LOGICAL_QUEUE_MOCK_BROKER_PREFIX: '__syslo__',
  UNIQUE_MSG_QUERY_FLAG: '_UNIQUE_KEY_QUERY',
  IS_SUPPORT_HEART_BEAT_V2: 'IS_SUPPORT_HEART_BEAT_V2',
  IS_SUB_CHANGE: 'IS_SUB_CHANGE',
  ZONE_NAME: '__ZONE_NAME',
  ZONE_MODE: '__ZONE_MODE',
  ORDER_TOPIC_CONFIG: 'ORDER_TOPIC_CONFIG',

  getRetryTopic(consumerGroup: string): string {
    return MixAll.RETRY_GROUP_TOPIC_PREFIX + consumerGroup
  },

  getDLQTopic(consumerGroup: string): string {
    return MixAll.DLQ_GROUP_TOPIC_PREFIX + consumerGroup
  },

  getReplyTopic(clusterName: string): string {
    return `${clusterName}_${MixAll.REPLY_TOPIC_POSTFIX}`
  },

  /** The port that takes everything but pulls. Original: MixAll#brokerVIPChannel. @throws NumberFormatException */
  brokerVIPChannel(isChange: boolean, brokerAddr: string): string {
    if (!isChange) return brokerAddr
    const colon = brokerAddr.lastIndexOf(':')
    return `${brokerAddr.slice(0, colon)}:${parseInt32(brokerAddr.slice(colon + 1)) - 2}`
  },
} as const
