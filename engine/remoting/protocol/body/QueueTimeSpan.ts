import type { MessageQueue } from '../../../common/message/MessageQueue'

/** How old the messages of a queue are, and those that a group has consumed. Times in ms. Original: protocol.body.QueueTimeSpan. */
export interface QueueTimeSpan {
  readonly messageQueue: MessageQueue
  /** When the first message was stored, since 1970; -1 without messages. */
  readonly minTimeStamp: number
  readonly maxTimeStamp: number
  /** When the last message that the group has consumed was stored. */
  readonly consumeTimeStamp: number
  /** How long the next message has been waiting. */
  readonly delayTime: number
}
