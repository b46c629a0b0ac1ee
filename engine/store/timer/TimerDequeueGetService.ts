import type { Blocking } from '../../kernel/Blocking'
import { ServiceThread } from '../../kernel/concurrent/ServiceThread'
import { swallowingErrors } from './swallowingErrors'
import type { TimerMessageStore } from './TimerMessageStore'

/** Takes slots off the wheel that are due. Original: TimerMessageStore.TimerDequeueGetService. */
export class TimerDequeueGetService extends ServiceThread {
  private readonly store: TimerMessageStore

  constructor(store: TimerMessageStore) {
    super(store.process)
    this.store = store
  }

  getServiceName(): string {
    return 'TimerDequeueGetService'
  }

  *run(): Blocking<void> {
    while (!this.isStopped()) {
      let outcome = -1
      const store = this.store
      yield* swallowingErrors(function* () {
        outcome = yield* store.dequeue()
      })
      if (outcome === -1) yield* this.waitForRunning(store.precisionMs / 10)
    }
  }
}
