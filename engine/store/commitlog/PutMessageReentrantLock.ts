import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { ReentrantLock } from '../../kernel/concurrent/ReentrantLock'

/**
 * Held while a message gets its place in the commit log, which has one end and so one writer at a time. Threads that wait for
 * it sleep. Original: org.apache.rocketmq.store.PutMessageReentrantLock.
 */
export class PutMessageReentrantLock {
  private readonly putMessageNormalLock: ReentrantLock

  constructor() {
    this.putMessageNormalLock = new ReentrantLock('put message lock')
  }

  lock(): Blocking<void> {
    return this.putMessageNormalLock.lock()
  }

  isHeldByCurrentThread(): boolean {
    return this.putMessageNormalLock.isHeldByCurrentThread()
  }

  unlock(): void {
    assert(this.isHeldByCurrentThread(), 'who opens the put lock holds it')
    this.putMessageNormalLock.unlock()
  }
}
