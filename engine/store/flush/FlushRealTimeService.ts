import type { Blocking } from '../../kernel/Blocking'
import { ServiceThread } from '../../kernel/concurrent/ServiceThread'
import { currentTimeMillis } from '../../kernel/Process'
import { sleep } from '../../kernel/sleep'
import type { MappedFileQueue } from '../logfile/MappedFileQueue'
import type { StoreContext } from '../StoreContext'

const RETRY_TIMES_OVER = 10

/**
 * With ASYNC_FLUSH: flushes the commit log every half second if at least four pages are dirty, and every ten seconds
 * in any case. A power cut may take what was written since. Original: CommitLog.FlushRealTimeService.
 */
export class FlushRealTimeService extends ServiceThread {
  private readonly context: StoreContext
  private readonly mappedFileQueue: MappedFileQueue
  private lastFlushTimestamp: number

  constructor(context: StoreContext, mappedFileQueue: MappedFileQueue) {
    super(context.process)
    this.context = context
    this.mappedFileQueue = mappedFileQueue
    this.lastFlushTimestamp = 0
  }

  getServiceName(): string {
    return 'FlushRealTimeService'
  }

  override getJoinTime(): number {
    return 1000 * 60 * 5
  }

  *run(): Blocking<void> {
    const config = this.context.messageStoreConfig
    while (!this.isStopped()) {
      const leastPages = this.leastPages()
      if (config.flushCommitLogTimed) yield* sleep(config.flushIntervalCommitLog)
      else yield* this.waitForRunning(config.flushIntervalCommitLog)
      yield* this.mappedFileQueue.flush(leastPages)
      const storeTimestamp = this.mappedFileQueue.getStoreTimestamp()
      if (storeTimestamp > 0) this.context.getStoreCheckpoint().physicMsgTimestamp = storeTimestamp
    }
    yield* this.flushTheRest()
  }

  /** Decided before the sleep: a thorough flush comes when ten seconds have passed at the time of the flush before. */
  private leastPages(): number {
    const config = this.context.messageStoreConfig
    const now = currentTimeMillis()
    if (now < this.lastFlushTimestamp + config.flushCommitLogThoroughInterval) return config.flushCommitLogLeastPages
    this.lastFlushTimestamp = now
    return 0
  }

  private *flushTheRest(): Blocking<void> {
    for (let attempt = 0; attempt < RETRY_TIMES_OVER; attempt++) {
      if (yield* this.mappedFileQueue.flush(0)) return
    }
  }
}
