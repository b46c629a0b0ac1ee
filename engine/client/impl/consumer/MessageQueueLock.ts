import type { MessageQueue } from '../../../common/message/MessageQueue'
import { MessageQueueMap } from '../../../common/message/MessageQueueMap'
import { ReentrantLock } from '../../../kernel/concurrent/ReentrantLock'

/** One lock for each queue, within this process. Original: org.apache.rocketmq.client.impl.consumer.MessageQueueLock. */
export class MessageQueueLock {
  private readonly mqLockTable: MessageQueueMap<ReentrantLock>

  constructor() {
    this.mqLockTable = new MessageQueueMap(32)
  }

  fetchLockObject(mq: MessageQueue): ReentrantLock {
    let lock = this.mqLockTable.get(mq)
    if (lock === undefined) this.mqLockTable.set(mq, (lock = new ReentrantLock(`queue ${mq.key()}`)))
    return lock
  }
}
