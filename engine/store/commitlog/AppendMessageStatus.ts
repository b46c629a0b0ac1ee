/**
 * The outcome of writing a record into one file. Original:
 * org.apache.rocketmq.store.AppendMessageStatus.
 */
export const AppendMessageStatus = {
  PUT_OK: 'PUT_OK',
  /** No room: the rest of the file is now a blank record, and the next file must be tried. */
  END_OF_FILE: 'END_OF_FILE',
  MESSAGE_SIZE_EXCEEDED: 'MESSAGE_SIZE_EXCEEDED',
  PROPERTIES_SIZE_EXCEEDED: 'PROPERTIES_SIZE_EXCEEDED',
  UNKNOWN_ERROR: 'UNKNOWN_ERROR',
} as const
export type AppendMessageStatus = (typeof AppendMessageStatus)[keyof typeof AppendMessageStatus]
