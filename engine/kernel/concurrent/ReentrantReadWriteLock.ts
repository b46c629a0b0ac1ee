import type { Blocking } from '../Blocking'
import { MICROS_PER_MILLI } from '../Blocking'
import { assert } from '../assert'
import { IllegalStateException } from '../errors'
import { Thread } from '../Thread'
import { WaitList } from './WaitList'

/** The half of a {@link ReentrantReadWriteLock} that readers or writers hold. */
export interface Lock {
  /** @throws InterruptedException */
  lockInterruptibly(): Blocking<void>
  unlock(): void
}

/** The half that writers hold. */
export interface WriteLock extends Lock {
  /** Gives up after `timeoutMillis`. @throws InterruptedException. @returns whether the lock is held now */
  tryLock(timeoutMillis: number): Blocking<boolean>
}

/**
 * Many readers at once, or one writer. Readers queue behind a writer that waits, so writers don't starve.
 * Original: java.util.concurrent.locks.ReentrantReadWriteLock.
 */
export class ReentrantReadWriteLock {
  private readonly label: string
  private readonly readers: Map<Thread, number>
  private writer: Thread | null
  private writeHolds: number
  private waitingWriters: number
  private readonly changed: WaitList

  constructor(label = 'read-write lock') {
    this.label = label
    this.readers = new Map()
    this.writer = null
    this.writeHolds = 0
    this.waitingWriters = 0
    this.changed = new WaitList()
  }

  /** How many threads read now. */
  get readerCount(): number {
    return this.readers.size
  }

  get isWriteLocked(): boolean {
    return this.writer !== null
  }

  /** Readers that come now queue behind it. */
  get hasWaitingWriters(): boolean {
    return this.waitingWriters > 0
  }

  /** Original: ReentrantReadWriteLock#isWriteLockedByCurrentThread */
  isWriteLockedByCurrentThread(): boolean {
    return this.writer === Thread.currentThread()
  }

  /** How many times the current thread holds the read lock. Original: ReentrantReadWriteLock#getReadHoldCount */
  getReadHoldCount(): number {
    return this.readers.get(Thread.currentThread()) ?? 0
  }

  readLock(): Lock {
    return { lockInterruptibly: () => this.lockRead(), unlock: () => this.unlockRead() }
  }

  writeLock(): WriteLock {
    return {
      lockInterruptibly: () => this.lockWrite(),
      tryLock: (timeoutMillis) => this.tryLockWrite(timeoutMillis),
      unlock: () => this.unlockWrite(),
    }
  }

  private *lockRead(): Blocking<void> {
    const thread = Thread.currentThread()
    const holds = this.readers.get(thread) ?? 0
    while (holds === 0 && this.writer !== thread && (this.writer !== null || this.waitingWriters > 0)) {
      yield* this.changed.await('lock', Infinity, `${this.label} (read)`)
    }
    assert(this.writer === null || this.writer === thread, 'nobody else writes while a thread reads')
    this.readers.set(thread, holds + 1)
  }

  private unlockRead(): void {
    const thread = Thread.currentThread()
    const holds = this.readers.get(thread)
    if (holds === undefined) throw new IllegalStateException(`${this.label} is not held for reading by this thread`)
    if (holds > 1) this.readers.set(thread, holds - 1)
    else this.readers.delete(thread)
    if (this.readers.size === 0) this.changed.wakeAll()
  }

  private *lockWrite(): Blocking<void> {
    const thread = Thread.currentThread()
    // In Java such a thread waits for itself, for ever, and all readers and writers behind it.
    assert(this.writer === thread || !this.readers.has(thread), 'a thread that reads does not ask for the write lock')
    this.waitingWriters++
    try {
      while (this.writer !== thread && (this.writer !== null || this.readers.size > 0)) {
        yield* this.changed.await('lock', Infinity, `${this.label} (write)`)
      }
    } catch (error) {
      // The readers that queued behind this writer need not wait any longer.
      this.changed.wakeAll()
      throw error
    } finally {
      this.waitingWriters--
    }
    assert(this.readers.size === 0 || this.writer === thread, 'nobody reads while a thread begins to write')
    this.writer = thread
    this.writeHolds++
  }

  private *tryLockWrite(timeoutMillis: number): Blocking<boolean> {
    const thread = Thread.currentThread()
    const deadline = thread.kernel.now + timeoutMillis * MICROS_PER_MILLI
    this.waitingWriters++
    let isFree = false
    try {
      while (this.writer !== thread && (this.writer !== null || this.readers.size > 0)) {
        const left = (deadline - thread.kernel.now) / MICROS_PER_MILLI
        if (left <= 0) return false
        yield* this.changed.await('lock', left, `${this.label} (write)`)
      }
      isFree = true
    } finally {
      this.waitingWriters--
      // The readers that queued behind this writer need not wait any longer.
      if (!isFree) this.changed.wakeAll()
    }
    this.writer = thread
    this.writeHolds++
    return true
  }

  private unlockWrite(): void {
    if (this.writer !== Thread.currentThread()) throw new IllegalStateException(`${this.label} is not held for writing`)
    if (--this.writeHolds > 0) return
    this.writer = null
    this.changed.wakeAll()
  }
}
