import type { Blocking } from '../../kernel/Blocking'
import { ServiceThread } from '../../kernel/concurrent/ServiceThread'
import { swallowingErrors } from './swallowingErrors'
import type { TimerMessageStore } from './TimerMessageStore'

/**
 * Makes the wheel's files safe, once a second: first the log, then what leads into it. (5.3.2 writes the numbers of messages also while
 * they don't change.) Original: TimerMessageStore.TimerFlushService.
 */
export class TimerFlushService extends ServiceThread {
  private readonly store: TimerMessageStore

  constructor(store: TimerMessageStore) {
    super(store.process)
    this.store = store
  }

  getServiceName(): string {
    return 'TimerFlushService'
  }

  *run(): Blocking<void> {
    while (!this.isStopped()) {
      yield* swallowingErrors(() => this.flush())
      yield* this.waitForRunning(this.store.storeConfig.timerFlushIntervalMs)
    }
  }

  private *flush(): Blocking<void> {
    const { store } = this
    store.prepareTimerCheckPoint()
    yield* store.timerLog.getMappedFileQueue().flush(0)
    yield* store.getTimerWheel().flush()
    yield* store.getTimerCheckpoint().flush()
    if (store.timerMetrics.hasChanged()) yield* store.timerMetrics.persist()
  }
}
