import type { Blocking } from '../../kernel/Blocking'
import { WaitList } from '../../kernel/concurrent/WaitList'
import { InterruptedException } from '../../kernel/errors'
import { Thread } from '../../kernel/Thread'

/**
 * Threads sleep here until there is something for them to do. A call that comes while a thread is busy is not lost: that
 * thread's next sleep ends at once. Original: org.apache.rocketmq.store.ha.WaitNotifyObject.
 */
export class WaitNotifyObject {
  /** Has the thread been called since it last slept? */
  private readonly waitingThreadTable: Map<Thread, boolean>
  private readonly waitPoint: WaitList
  private readonly label: string

  constructor(label: string) {
    this.waitingThreadTable = new Map()
    this.waitPoint = new WaitList()
    this.label = label
  }

  /** Sleeps `interval` ms, or until {@link wakeupAll}. Original: WaitNotifyObject#allWaitForRunning */
  *allWaitForRunning(interval: number): Blocking<void> {
    const thread = Thread.currentThread()
    const isCalled = this.waitingThreadTable.get(thread) === true
    this.waitingThreadTable.set(thread, false)
    if (isCalled) return
    try {
      yield* this.waitPoint.await('sleep', interval, this.label)
    } catch (error) {
      if (!(error instanceof InterruptedException)) throw error
    }
    this.waitingThreadTable.set(thread, false)
  }

  /** Original: WaitNotifyObject#wakeupAll */
  wakeupAll(): void {
    for (const thread of this.waitingThreadTable.keys()) this.waitingThreadTable.set(thread, true)
    this.waitPoint.wakeAll()
  }

  /** The current thread will not sleep here any more. Original: WaitNotifyObject#removeFromWaitingThreadTable */
  removeFromWaitingThreadTable(): void {
    this.waitingThreadTable.delete(Thread.currentThread())
  }
}
