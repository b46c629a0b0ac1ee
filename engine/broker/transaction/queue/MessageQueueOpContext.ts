import { LinkedBlockingQueue } from '../../../kernel/concurrent/LinkedBlockingQueue'

/**
 * The half messages of one queue that are dealt with and not written down yet. Original: queue.MessageQueueOpContext.
 */
export class MessageQueueOpContext {
  /** Their numbers, each with a comma behind it. */
  readonly contextQueue: LinkedBlockingQueue<string>
  /** Characters of all of them. */
  totalSize: number
  /** When some were written down last, in ms since 1970. */
  lastWriteTimestamp: number

  constructor(timestamp: number, queueLength: number) {
    this.contextQueue = new LinkedBlockingQueue(queueLength, 'room for another half message that is dealt with')
    this.totalSize = 0
    this.lastWriteTimestamp = timestamp
  }
}
