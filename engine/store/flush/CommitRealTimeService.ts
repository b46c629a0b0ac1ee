import type { Blocking } from '../../kernel/Blocking'
import { ServiceThread } from '../../kernel/concurrent/ServiceThread'
import { currentTimeMillis } from '../../kernel/Process'
import type { MappedFileQueue } from '../logfile/MappedFileQueue'
import type { StoreContext } from '../StoreContext'

const RETRY_TIMES_OVER = 10

/**
 * With a pool of memory to write to: copies to the files what is written there, every 200 ms, and in between
 * as soon as four pages are written. Only then can it be read and flushed. Original: CommitLog.CommitRealTimeService.
 */
export class CommitRealTimeService extends ServiceThread {
  private readonly context: StoreContext
  private readonly mappedFileQueue: MappedFileQueue
  /** Called when there is more in the files than before. */
  private readonly onCommitted: () => void
  private lastCommitTimestamp: number

  constructor(context: StoreContext, mappedFileQueue: MappedFileQueue, onCommitted: () => void) {
    super(context.process)
    this.context = context
    this.mappedFileQueue = mappedFileQueue
    this.onCommitted = onCommitted
    this.lastCommitTimestamp = 0
  }

  getServiceName(): string {
    return 'CommitRealTimeService'
  }

  override getJoinTime(): number {
    return 1000 * 60 * 5
  }

  *run(): Blocking<void> {
    const config = this.context.messageStoreConfig
    while (!this.isStopped()) {
      this.commit(this.leastPages())
      yield* this.waitForRunning(config.commitIntervalCommitLog)
    }
    for (let attempt = 0; attempt < RETRY_TIMES_OVER; attempt++) if (this.commit(0)) return
  }

  private leastPages(): number {
    const config = this.context.messageStoreConfig
    const now = currentTimeMillis()
    if (now < this.lastCommitTimestamp + config.commitCommitLogThoroughInterval) return config.commitCommitLogLeastPages
    this.lastCommitTimestamp = now
    return 0
  }

  /** @returns true when there was nothing to be done */
  private commit(commitLeastPages: number): boolean {
    if (this.mappedFileQueue.commit(commitLeastPages)) return true
    this.lastCommitTimestamp = currentTimeMillis()
    this.onCommitted()
    return false
  }
}
