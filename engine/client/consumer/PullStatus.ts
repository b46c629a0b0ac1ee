/** How a pull has ended. Original: org.apache.rocketmq.client.consumer.PullStatus. */
export const PullStatus = {
  FOUND: 'FOUND',
  NO_NEW_MSG: 'NO_NEW_MSG',
  /** There are messages, but none that is wanted. */
  NO_MATCHED_MSG: 'NO_MATCHED_MSG',
  /** The queue does not reach to the offset, or no longer begins there. */
  OFFSET_ILLEGAL: 'OFFSET_ILLEGAL',
} as const
export type PullStatus = (typeof PullStatus)[keyof typeof PullStatus]
