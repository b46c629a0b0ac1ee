/** The outcome of reading from a queue. Original: org.apache.rocketmq.store.GetMessageStatus. */
export const GetMessageStatus = {
  FOUND: 'FOUND',
  /** There are messages, but the filter lets none of the examined ones pass. */
  NO_MATCHED_MESSAGE: 'NO_MATCHED_MESSAGE',
  /** The queue still has the entry, but the commit log no longer has the message. */
  MESSAGE_WAS_REMOVING: 'MESSAGE_WAS_REMOVING',
  /** The queue's file for this offset is missing. */
  OFFSET_FOUND_NULL: 'OFFSET_FOUND_NULL',
  OFFSET_OVERFLOW_BADLY: 'OFFSET_OVERFLOW_BADLY',
  /** The number that the next message will have: everything is consumed. */
  OFFSET_OVERFLOW_ONE: 'OFFSET_OVERFLOW_ONE',
  OFFSET_TOO_SMALL: 'OFFSET_TOO_SMALL',
  NO_MATCHED_LOGIC_QUEUE: 'NO_MATCHED_LOGIC_QUEUE',
  NO_MESSAGE_IN_QUEUE: 'NO_MESSAGE_IN_QUEUE',
  OFFSET_RESET: 'OFFSET_RESET',
} as const
export type GetMessageStatus = (typeof GetMessageStatus)[keyof typeof GetMessageStatus]
