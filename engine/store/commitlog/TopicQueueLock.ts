import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { ReentrantLock } from '../../kernel/concurrent/ReentrantLock'
import { javaHashCode } from '../../kernel/java/javaHashCode'

/**
 * Admits one writer at a time to each queue of each topic: from the moment a message gets its number in the queue until it is
 * written, no other thread may number a message of that queue. Several queues share a lock.
 * Original: org.apache.rocketmq.store.TopicQueueLock.
 */
export class TopicQueueLock {
  private readonly locks: readonly ReentrantLock[]
  /** A text in Java keeps its hash; here the lock that the hash leads to is kept. */
  private readonly lockOf: Map<string, ReentrantLock>

  constructor(size: number) {
    assert(size > 0, 'there is a lock', size)
    this.locks = Array.from({ length: size }, (_, stripe) => new ReentrantLock(`topic queue lock ${stripe}`))
    this.lockOf = new Map()
  }

  lock(topicQueueKey: string): Blocking<void> {
    return this.stripe(topicQueueKey).lock()
  }

  isHeldByCurrentThread(topicQueueKey: string): boolean {
    return this.stripe(topicQueueKey).isHeldByCurrentThread()
  }

  unlock(topicQueueKey: string): void {
    const lock = this.stripe(topicQueueKey)
    assert(lock.isHeldByCurrentThread(), 'who opens the lock of a queue holds it', topicQueueKey)
    lock.unlock()
  }

  private stripe(topicQueueKey: string): ReentrantLock {
    const known = this.lockOf.get(topicQueueKey)
    if (known !== undefined) return known
    const lock = this.locks[(javaHashCode(topicQueueKey) & 0x7fffffff) % this.locks.length]!
    this.lockOf.set(topicQueueKey, lock)
    return lock
  }
}
