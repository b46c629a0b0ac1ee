import type { Blocking } from '../../kernel/Blocking'
import { ServiceThread } from '../../kernel/concurrent/ServiceThread'
import { swallowingErrors } from './swallowingErrors'
import type { TimerMessageStore } from './TimerMessageStore'

/** Fetches what comes into the wheel's topic. Original: TimerMessageStore.TimerEnqueueGetService. */
export class TimerEnqueueGetService extends ServiceThread {
  private readonly store: TimerMessageStore

  constructor(store: TimerMessageStore) {
    super(store.process)
    this.store = store
  }

  getServiceName(): string {
    return 'TimerEnqueueGetService'
  }

  *run(): Blocking<void> {
    while (!this.isStopped()) {
      let isAny = false
      const store = this.store
      yield* swallowingErrors(function* () {
        isAny = yield* store.enqueue(0)
      })
      if (!isAny) yield* this.waitForRunning(store.precisionMs / 10)
    }
  }
}
