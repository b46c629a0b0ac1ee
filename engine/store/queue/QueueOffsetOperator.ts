import { assert } from '../../kernel/assert'

/**
 * The number that the next message of each queue gets. It is handed out when the message is written, long before the
 * consume queue hears of it. Original: org.apache.rocketmq.store.queue.QueueOffsetOperator.
 */
export class QueueOffsetOperator {
  private topicQueueTable: Map<string, number>

  constructor() {
    this.topicQueueTable = new Map()
  }

  /** `topicQueueKey` is `topic-queueId`. */
  getQueueOffset(topicQueueKey: string): number {
    return this.topicQueueTable.get(topicQueueKey) ?? 0
  }

  increaseQueueOffset(topicQueueKey: string, messageNum: number): void {
    assert(messageNum > 0, 'numbers go up', messageNum)
    this.topicQueueTable.set(topicQueueKey, this.getQueueOffset(topicQueueKey) + messageNum)
  }

  /** Original: QueueOffsetOperator#setTopicQueueTable */
  setTopicQueueTable(table: ReadonlyMap<string, number>): void {
    this.topicQueueTable = new Map(table)
  }

  /** The queue begins anew at 0. Original: QueueOffsetOperator#remove */
  remove(topicQueueKey: string): void {
    this.topicQueueTable.delete(topicQueueKey)
  }

  getTopicQueueTable(): ReadonlyMap<string, number> {
    return this.topicQueueTable
  }
}
