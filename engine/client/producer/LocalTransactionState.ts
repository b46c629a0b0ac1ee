/** How the application's part of a transaction has ended. Original: org.apache.rocketmq.client.producer.LocalTransactionState. */
export const LocalTransactionState = {
  COMMIT_MESSAGE: 'COMMIT_MESSAGE',
  ROLLBACK_MESSAGE: 'ROLLBACK_MESSAGE',
  /** The broker asks later. */
  UNKNOW: 'UNKNOW',
} as const
export type LocalTransactionState = (typeof LocalTransactionState)[keyof typeof LocalTransactionState]
