/** What a listener says of a batch. Original: org.apache.rocketmq.client.consumer.listener.ConsumeOrderlyStatus. */
export const ConsumeOrderlyStatus = {
  SUCCESS: 'SUCCESS',
  /** Only without auto-commit, as COMMIT. */
  ROLLBACK: 'ROLLBACK',
  COMMIT: 'COMMIT',
  /** The same messages come again after a pause, and nothing else of their queue before. */
  SUSPEND_CURRENT_QUEUE_A_MOMENT: 'SUSPEND_CURRENT_QUEUE_A_MOMENT',
} as const
export type ConsumeOrderlyStatus = (typeof ConsumeOrderlyStatus)[keyof typeof ConsumeOrderlyStatus]
