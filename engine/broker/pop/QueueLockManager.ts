import { assert } from '../../kernel/assert'

/**
 * The queues that a thread pops from, or commits the offset of: one thread at a time for each group, and the others don't wait. (In the
 * original a thread removes locks that have not been taken for a minute. Here only locks that are held are kept, so that none is needed.)
 * Original: org.apache.rocketmq.broker.processor.PopMessageProcessor.QueueLockManager.
 */
export class QueueLockManager {
  /** `topic@group@queueId` of each lock that is held. */
  private readonly held: Set<string>

  constructor() {
    this.held = new Set()
  }

  /** @returns whether the caller has the lock now */
  tryLock(lockKey: string): boolean {
    if (this.held.has(lockKey)) return false
    this.held.add(lockKey)
    return true
  }

  unLock(lockKey: string): void {
    const wasHeld = this.held.delete(lockKey)
    assert(wasHeld, 'a lock is given back once', lockKey)
  }
}
