import type { Blocking } from '../../kernel/Blocking'
import { CountDownLatch } from '../../kernel/concurrent/CountDownLatch'
import { ServiceThread } from '../../kernel/concurrent/ServiceThread'
import { swallowingErrors } from './swallowingErrors'
import type { TimerMessageStore } from './TimerMessageStore'
import type { TimerRequest } from './TimerRequest'

/** The most messages that are put onto the wheel together. */
const BATCH = 11

/**
 * Puts messages onto the wheel, and says which second it is. (5.3.2 looks at the time every ten milliseconds, this one ten times a
 * second and when a second is over.) Original: TimerMessageStore.TimerEnqueuePutService.
 */
export class TimerEnqueuePutService extends ServiceThread {
  private readonly store: TimerMessageStore

  constructor(store: TimerMessageStore) {
    super(store.process)
    this.store = store
  }

  getServiceName(): string {
    return 'TimerEnqueuePutService'
  }

  *run(): Blocking<void> {
    while (!this.isStopped() || !this.store.enqueuePutQueue.isEmpty()) {
      yield* swallowingErrors(() => this.fetchAndPutTimerRequest())
    }
  }

  /** Original: TimerEnqueuePutService#fetchAndPutTimerRequest */
  private *fetchAndPutTimerRequest(): Blocking<void> {
    const { store } = this
    const tmpCommitQueueOffset = store.currQueueOffset
    const requests = yield* this.fetchTimerRequests()
    if (requests.length > 0) yield* this.putAll(requests)
    store.commitQueueOffset = requests.at(-1)?.msg?.queueOffset ?? tmpCommitQueueOffset
    store.maybeMoveWriteTime()
  }

  /** Waits for a message, but not beyond the end of the second; what comes right behind it is taken along. */
  private *fetchTimerRequests(): Blocking<TimerRequest[]> {
    const { enqueuePutQueue, precisionMs } = this.store
    const leftOfSecond = precisionMs - (this.process.currentTimeMillis() % precisionMs)
    const requests: TimerRequest[] = []
    let next = yield* enqueuePutQueue.poll(Math.min(leftOfSecond, precisionMs / 10))
    for (; next !== null; next = requests.length < BATCH ? yield* enqueuePutQueue.poll(3) : null) requests.push(next)
    return requests
  }

  /** Until all are on the wheel. */
  private *putAll(requests: readonly TimerRequest[]): Blocking<void> {
    const { store } = this
    while (!this.isStopped()) {
      const latch = new CountDownLatch(requests.length, 'messages for the wheel')
      for (const request of requests) {
        request.setLatch(latch)
        yield* store.putMessageToTimerWheel(request)
      }
      yield* store.checkDequeueLatch(latch)
      if (requests.every((request) => request.isSucc())) return
      yield* store.holdMomentForUnknownError()
    }
  }
}
