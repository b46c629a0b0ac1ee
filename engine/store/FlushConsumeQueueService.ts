import type { Blocking } from '../kernel/Blocking'
import { ServiceThread } from '../kernel/concurrent/ServiceThread'
import { currentTimeMillis } from '../kernel/Process'
import type { ConsumeQueueStore } from './queue/ConsumeQueueStore'
import type { StoreContext } from './StoreContext'

const RETRY_TIMES_OVER = 3

/**
 * Flushes the consume queues: those with at least two dirty pages every second, all of them every minute. There is no
 * hurry, since they can be built anew. Original: DefaultMessageStore.FlushConsumeQueueService.
 */
export class FlushConsumeQueueService extends ServiceThread {
  private readonly context: StoreContext
  private readonly consumeQueueStore: ConsumeQueueStore
  private lastFlushTimestamp: number

  constructor(context: StoreContext, consumeQueueStore: ConsumeQueueStore) {
    super(context.process)
    this.context = context
    this.consumeQueueStore = consumeQueueStore
    this.lastFlushTimestamp = 0
  }

  getServiceName(): string {
    return 'FlushConsumeQueueService'
  }

  override getJoinTime(): number {
    return 1000 * 60
  }

  *run(): Blocking<void> {
    while (!this.isStopped()) {
      yield* this.waitForRunning(this.context.messageStoreConfig.flushIntervalConsumeQueue)
      yield* this.doFlush(1)
    }
    yield* this.doFlush(RETRY_TIMES_OVER)
  }

  /** `retryTimes` > 1: thoroughly, the service ends. Original: FlushConsumeQueueService#doFlush */
  private *doFlush(retryTimes: number): Blocking<void> {
    const config = this.context.messageStoreConfig
    const checkpoint = this.context.getStoreCheckpoint()
    const now = currentTimeMillis()
    const isTime = now >= this.lastFlushTimestamp + config.flushConsumeQueueThoroughInterval
    const isThorough = isTime || retryTimes === RETRY_TIMES_OVER
    const logicsMsgTimestamp = isTime ? checkpoint.logicsMsgTimestamp : 0
    if (isTime) this.lastFlushTimestamp = now
    for (let attempt = 0; attempt < retryTimes; attempt++) {
      if (yield* this.consumeQueueStore.flush(isThorough ? 0 : config.flushConsumeQueueLeastPages)) break
    }
    if (!isThorough) return
    // Entries that came while it was flushing are not covered by this checkpoint.
    if (logicsMsgTimestamp > 0) checkpoint.logicsMsgTimestamp = logicsMsgTimestamp
    yield* checkpoint.flush()
  }
}
