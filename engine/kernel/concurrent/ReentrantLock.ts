import { assert } from '../assert'
import type { Blocking } from '../Blocking'
import { TIMED_OUT } from '../Blocking'
import { DeadlockError, IllegalStateException } from '../errors'
import { Thread } from '../Thread'
import { WaitList } from './WaitList'

/** For each thread the lock that it will wait for without end: how a circle of waiting threads is found. */
const waitsForLock = new WeakMap<Thread, ReentrantLock>()

/** One thread at a time, which may enter again. Original: java.util.concurrent.locks.ReentrantLock. */
export class ReentrantLock {
  readonly label: string
  private owner: Thread | null
  private holds: number
  private readonly waiters: WaitList

  constructor(label = 'lock') {
    this.label = label
    this.owner = null
    this.holds = 0
    this.waiters = new WaitList()
  }

  isLocked(): boolean {
    return this.owner !== null
  }

  isHeldByCurrentThread(): boolean {
    return this.owner === Thread.currentThread()
  }

  /**
   * Waits for the lock, whatever it takes: an interrupt is kept for later. Original: ReentrantLock#lock
   * @throws DeadlockError when the owner, directly or through others, waits for the current thread
   */
  *lock(): Blocking<void> {
    const thread = Thread.currentThread()
    if (this.takeIfFree(thread)) return
    this.checkForDeadlock(thread)
    waitsForLock.set(thread, this)
    yield* this.waiters.awaitUninterruptibly('lock', this.label)
    assert(this.owner === thread, 'who comes back from waiting holds the lock')
    waitsForLock.delete(thread)
  }

  /**
   * Original: ReentrantLock#tryLock(long, TimeUnit)
   * @returns false when the lock could not be had within `timeoutMillis`
   * @throws InterruptedException
   */
  *tryLock(timeoutMillis = 0): Blocking<boolean> {
    if (this.takeIfFree(Thread.currentThread())) return true
    if (timeoutMillis <= 0) return false
    return (yield* this.waiters.await('lock', timeoutMillis, this.label)) !== TIMED_OUT
  }

  unlock(): void {
    if (this.owner !== Thread.currentThread()) throw new IllegalStateException(`${this.label} is not held by this thread`)
    if (--this.holds > 0) return
    this.owner = null
    if (this.waiters.length > 0) this.waiters.handOver((next) => this.give(next))
  }

  private takeIfFree(thread: Thread): boolean {
    if (this.owner !== null && this.owner !== thread) return false
    this.take(thread)
    return true
  }

  /** A thread that is given the lock no longer waits for it, although it runs only later. */
  private give(next: Thread): void {
    waitsForLock.delete(next)
    this.take(next)
  }

  private take(thread: Thread): void {
    assert(this.owner === null || this.owner === thread, 'a lock has one owner')
    this.owner = thread
    this.holds++
  }

  private checkForDeadlock(thread: Thread): void {
    const circle = [{ process: thread.process.name, thread: thread.name, waitsFor: this.label }]
    for (let owner = this.owner; owner !== null; ) {
      const lock = waitsForLock.get(owner)
      if (lock === undefined) return
      circle.push({ process: owner.process.name, thread: owner.name, waitsFor: lock.label })
      if (lock.owner === thread) throw new DeadlockError(circle)
      owner = lock.owner
    }
  }
}
