import { assert } from '../assert'
import type { Blocking } from '../Blocking'
import { TIMED_OUT } from '../Blocking'
import { WaitList } from './WaitList'

/** Hands out permits, first come, first served. Original: java.util.concurrent.Semaphore (fair). */
export class Semaphore {
  private permits: number
  private readonly label: string
  /** What each waiting thread wants; the first must be served before the others. */
  private readonly wanted: Array<{ readonly permits: number; readonly turn: WaitList }>

  constructor(permits: number, label = 'permit') {
    this.permits = permits
    this.label = label
    this.wanted = []
  }

  availablePermits(): number {
    return this.permits
  }

  getQueueLength(): number {
    return this.wanted.length
  }

  /** Takes permits that are there, unless others wait for theirs. Original: Semaphore#tryAcquire(int) */
  tryAcquireNow(permits = 1): boolean {
    if (this.wanted.length > 0 || this.permits < permits) return false
    this.permits -= permits
    return true
  }

  /**
   * Takes permits, waiting at most `timeoutMillis` for them. Original: Semaphore#tryAcquire(int, long, TimeUnit)
   * @returns false when the time was over first
   * @throws InterruptedException
   */
  *tryAcquire(timeoutMillis = 0, permits = 1): Blocking<boolean> {
    if (this.tryAcquireNow(permits)) return true
    if (timeoutMillis <= 0) return false
    const wish = { permits, turn: new WaitList() }
    this.wanted.push(wish)
    try {
      return (yield* wish.turn.await('semaphore', timeoutMillis, this.label)) !== TIMED_OUT
    } finally {
      this.withdraw(wish)
    }
  }

  *acquire(permits = 1): Blocking<void> {
    yield* this.tryAcquire(Infinity, permits)
  }

  release(permits = 1): void {
    assert(permits > 0, 'something is released', permits)
    this.permits += permits
    this.serve()
  }

  /** Takes permits away, even below zero. Original: Semaphore#reducePermits */
  reducePermits(reduction: number): void {
    this.permits -= reduction
  }

  private serve(): void {
    for (let next = this.wanted[0]; next !== undefined && this.permits >= next.permits; next = this.wanted[0]) {
      this.wanted.shift()
      if (next.turn.wakeOne()) this.permits -= next.permits
    }
  }

  private withdraw(wish: (typeof this.wanted)[number]): void {
    const index = this.wanted.indexOf(wish)
    if (index < 0) return
    this.wanted.splice(index, 1)
    this.serve()
  }
}
