/** Original: org.apache.rocketmq.store.config.BrokerRole. */
export const BrokerRole = {
  ASYNC_MASTER: 'ASYNC_MASTER',
  SYNC_MASTER: 'SYNC_MASTER',
  SLAVE: 'SLAVE',
} as const
export type BrokerRole = (typeof BrokerRole)[keyof typeof BrokerRole]
