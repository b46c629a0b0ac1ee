/**
 * How a listener has ended. The order counts: a message trace has a number for it.
 * Original: org.apache.rocketmq.client.consumer.listener.ConsumeReturnType.
 */
export const ConsumeReturnType = {
  SUCCESS: 'SUCCESS',
  /** It took too long, even if it has succeeded. */
  TIME_OUT: 'TIME_OUT',
  EXCEPTION: 'EXCEPTION',
  RETURNNULL: 'RETURNNULL',
  FAILED: 'FAILED',
} as const
export type ConsumeReturnType = (typeof ConsumeReturnType)[keyof typeof ConsumeReturnType]
