import type { Blocking } from '../../kernel/Blocking'
import { ServiceThread } from '../../kernel/concurrent/ServiceThread'
import { currentTimeMillis } from '../../kernel/Process'
import type { ConsumeQueueStore } from '../queue/ConsumeQueueStore'
import type { StoreContext } from '../StoreContext'

/**
 * Flushes the consume queues: those with at least two dirty pages every second, all of them every minute. There is no
 * hurry, since they can be rebuilt. Original: DefaultMessageStore.FlushConsumeQueueService.
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
      yield* this.doFlush()
    }
    yield* this.flushThoroughly()
  }

  /** Original: FlushConsumeQueueService#doFlush */
  private *doFlush(): Blocking<void> {
    const { flushConsumeQueueThoroughInterval, flushConsumeQueueLeastPages } = this.context.messageStoreConfig
    const now = currentTimeMillis()
    if (now < this.lastFlushTimestamp + flushConsumeQueueThoroughInterval) {
      yield* this.consumeQueueStore.flush(flushConsumeQueueLeastPages)
      return
    }
    this.lastFlushTimestamp = now
    yield* this.flushThoroughly()
  }

  private *flushThoroughly(): Blocking<void> {
    const checkpoint = this.context.getStoreCheckpoint()
    // Entries that come while it is flushing are not covered by this checkpoint.
    const { logicsMsgTimestamp } = checkpoint
    yield* this.consumeQueueStore.flushAll()
    checkpoint.logicsFlushed(logicsMsgTimestamp)
    yield* checkpoint.flush()
  }
}
