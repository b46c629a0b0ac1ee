import type { Semaphore } from '../../kernel/concurrent/Semaphore'

/**
 * One permit of a semaphore, given back at the first call of {@link release}: several ways lead to the end of a call, and
 * some of them cross. Original: org.apache.rocketmq.remoting.common.SemaphoreReleaseOnlyOnce.
 */
export class SemaphoreReleaseOnlyOnce {
  private readonly semaphore: Semaphore
  private released: boolean

  constructor(semaphore: Semaphore) {
    this.semaphore = semaphore
    this.released = false
  }

  release(): void {
    if (this.released) return
    this.released = true
    this.semaphore.release()
  }
}
