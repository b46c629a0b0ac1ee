// @notrace-file: it only makes time pass, and says who waits.
import type { Blocking } from '../../kernel/Blocking'
import type { Lock, WriteLock } from '../../kernel/concurrent/ReentrantReadWriteLock'
import { ReentrantReadWriteLock } from '../../kernel/concurrent/ReentrantReadWriteLock'
import type { Process } from '../../kernel/Process'
import { sleepMicros } from '../../kernel/sleep'
import { Thread } from '../../kernel/Thread'
import type { TableLockEvent } from '../../trace/events'

/**
 * The lock of a name server whose tables are large: what is done under it takes time. Otherwise no code of ours takes any, so no
 * thread would ever find the lock taken. It tells the trace who waits and who has it.
 */
export class BusyTableLock extends ReentrantReadWriteLock {
  private readonly process: Process
  private readonly lookupMicros: number

  constructor(process: Process, lookupMicros: number) {
    super('route tables')
    this.process = process
    this.lookupMicros = lookupMicros
  }

  override readLock(): Lock {
    return this.told('read', super.readLock(), () => !this.isWriteLocked && !this.hasWaitingWriters)
  }

  override writeLock(): WriteLock {
    const lock = super.writeLock()
    return { ...this.told('write', lock, () => !this.isWriteLocked && this.readerCount === 0), tryLock: (millis) => lock.tryLock(millis) }
  }

  private told(mode: TableLockEvent['mode'], lock: Lock, isFree: () => boolean): Lock {
    return {
      lockInterruptibly: () => this.take(mode, lock, isFree),
      unlock: () => {
        lock.unlock()
        this.tell(mode, 'releases')
      },
    }
  }

  private *take(mode: TableLockEvent['mode'], lock: Lock, isFree: () => boolean): Blocking<void> {
    if (!isFree()) this.tell(mode, 'waits')
    yield* lock.lockInterruptibly()
    this.tell(mode, 'takes')
    yield* sleepMicros(this.lookupMicros, 'at work on the route tables')
  }

  private tell(mode: TableLockEvent['mode'], what: TableLockEvent['what']): void {
    const { kernel, name } = this.process
    kernel.emit({ type: 'table-lock', process: name, thread: Thread.currentThread().name, mode, what })
  }
}
