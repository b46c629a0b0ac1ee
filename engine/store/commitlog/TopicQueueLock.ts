import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { ReentrantLock } from '../../kernel/concurrent/ReentrantLock'
import { javaHashCode } from '../../kernel/java/javaHashCode'

/**
 * One writer at a time for each queue of each topic: between giving a message its number in the queue and writing it,
 * nobody else may do the same for that queue. There are fewer locks than queues; several queues may share one.
 * Original: org.apache.rocketmq.store.TopicQueueLock.
 */
export class TopicQueueLock {
  private readonly locks: readonly ReentrantLock[]

  constructor(size: number) {
    assert(size > 0, 'there is a lock', size)
    this.locks = Array.from({ length: size }, (_, stripe) => new ReentrantLock(`topic queue lock ${stripe}`))
  }

  *lock(topicQueueKey: string): Blocking<void> {
    yield* this.stripe(topicQueueKey).lock()
  }

  isHeldByCurrentThread(topicQueueKey: string): boolean {
    return this.stripe(topicQueueKey).isHeldByCurrentThread()
  }

  unlock(topicQueueKey: string): void {
    assert(this.isHeldByCurrentThread(topicQueueKey), 'who opens the lock of a queue holds it', topicQueueKey)
    this.stripe(topicQueueKey).unlock()
  }

  private stripe(topicQueueKey: string): ReentrantLock {
    return this.locks[(javaHashCode(topicQueueKey) & 0x7fffffff) % this.locks.length]!
  }
}
