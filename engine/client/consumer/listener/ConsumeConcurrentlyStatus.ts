/** What a listener says of a batch. Original: org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus. */
export const ConsumeConcurrentlyStatus = {
  CONSUME_SUCCESS: 'CONSUME_SUCCESS',
  /** The messages go back to the broker, which delivers them again, later. */
  RECONSUME_LATER: 'RECONSUME_LATER',
} as const
export type ConsumeConcurrentlyStatus = (typeof ConsumeConcurrentlyStatus)[keyof typeof ConsumeConcurrentlyStatus]
