import { assert } from '../assert'
import type { Blocking } from '../Blocking'
import { SIGNALLED } from '../Blocking'
import { WaitList } from './WaitList'

/** Opens once it has been counted down to zero and stays open. Original: java.util.concurrent.CountDownLatch. */
export class CountDownLatch {
  private count: number
  private readonly label: string
  private readonly waiters: WaitList

  constructor(count: number, label = 'latch') {
    assert(count >= 0, 'a latch counts down to zero', count)
    this.count = count
    this.label = label
    this.waiters = new WaitList()
  }

  getCount(): number {
    return this.count
  }

  countDown(): void {
    if (this.count === 0) return
    if (--this.count === 0) this.waiters.wakeAll()
  }

  /**
   * Waits until the latch is open, at most `timeoutMillis`. Original: CountDownLatch#await
   * @returns false when the time was over first
   * @throws InterruptedException
   */
  *await(timeoutMillis = Infinity): Blocking<boolean> {
    if (this.count === 0) return true
    if (timeoutMillis <= 0) return false
    return (yield* this.waiters.await('latch', timeoutMillis, this.label)) === SIGNALLED
  }
}
