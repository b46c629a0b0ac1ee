import { MixAll } from './MixAll'

const REVIVE_TOPIC = 'rmq_sys_REVIVE_LOG_'

/** Names and times of what keeps popped messages in mind. Times in ms. Original: org.apache.rocketmq.common.PopAckConstants. */
export const PopAckConstants = {
  /** A checkpoint comes back this much before its messages are visible again, so that it is there before the acks. */
  ackTimeInterval: 1000,
  SECOND: 1000,
  /** Queues of a retry topic. */
  retryQueueNum: 1,
  REVIVE_GROUP: `${MixAll.CID_RMQ_SYS_PREFIX}REVIVE_GROUP`,
  REVIVE_TOPIC,
  CK_TAG: 'ck',
  ACK_TAG: 'ack',
  BATCH_ACK_TAG: 'bAck',
  SPLIT: '@',

  buildClusterReviveTopic(clusterName: string): string {
    return REVIVE_TOPIC + clusterName
  },
} as const
