import type { Blocking } from '../../../kernel/Blocking'
import { ServiceThread } from '../../../kernel/concurrent/ServiceThread'
import type { Process } from '../../../kernel/Process'
import { currentTimeMillis } from '../../../kernel/Process'

/** Original: system properties rocketmq.client.rebalance.waitInterval and minInterval */
const WAIT_INTERVAL_MILLIS = 20_000
const MIN_INTERVAL_MILLIS = 1000

/**
 * Looks every 20 s whether each consumer has the queues that it is to have, and sooner when somebody calls; never twice in a second.
 * Original: org.apache.rocketmq.client.impl.consumer.RebalanceService.
 */
export class RebalanceService extends ServiceThread {
  private readonly doRebalance: () => Blocking<boolean>
  /** In ms since 1970. */
  private lastRebalanceTimestamp: number

  /** `doRebalance` returns whether everybody has what it is to have. */
  constructor(process: Process, doRebalance: () => Blocking<boolean>) {
    super(process)
    this.doRebalance = doRebalance
    this.lastRebalanceTimestamp = process.currentTimeMillis()
  }

  getServiceName(): string {
    return 'RebalanceService'
  }

  *run(): Blocking<void> {
    let realWaitInterval = WAIT_INTERVAL_MILLIS
    while (!this.isStopped()) {
      yield* this.waitForRunning(realWaitInterval)
      const interval = currentTimeMillis() - this.lastRebalanceTimestamp
      if (interval < MIN_INTERVAL_MILLIS) {
        realWaitInterval = MIN_INTERVAL_MILLIS - interval
      } else {
        const balanced = yield* this.doRebalance()
        realWaitInterval = balanced ? WAIT_INTERVAL_MILLIS : MIN_INTERVAL_MILLIS
        this.lastRebalanceTimestamp = currentTimeMillis()
      }
    }
  }
}
