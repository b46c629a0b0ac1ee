import type { MessageQueue } from '../../../common/message/MessageQueue'
import type { ProcessQueue } from './ProcessQueue'

/**
 * A queue that is pulled from, and how far that has come. There is one for each queue that a consumer has; it wanders between
 * threads until the queue is given up. Original: org.apache.rocketmq.client.impl.consumer.PullRequest.
 */
export class PullRequest {
  readonly consumerGroup: string
  readonly messageQueue: MessageQueue
  readonly processQueue: ProcessQueue
  /** The number of the message to be pulled next. */
  nextOffset: number
  /** Of an ordered consumer: has it asked again for the offset since it has the lock? */
  previouslyLocked: boolean

  constructor(consumerGroup: string, messageQueue: MessageQueue, processQueue: ProcessQueue, nextOffset: number) {
    this.consumerGroup = consumerGroup
    this.messageQueue = messageQueue
    this.processQueue = processQueue
    this.nextOffset = nextOffset
    this.previouslyLocked = false
  }
}
