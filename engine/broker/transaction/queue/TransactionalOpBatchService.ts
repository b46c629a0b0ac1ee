import type { Blocking } from '../../../kernel/Blocking'
import { ServiceThread } from '../../../kernel/concurrent/ServiceThread'
import { currentTimeMillis, type Process } from '../../../kernel/Process'
import type { BrokerConfig } from '../../BrokerConfig'
import type { TransactionalMessageServiceImpl } from './TransactionalMessageServiceImpl'

/**
 * Writes down which half messages are dealt with, many in one record: every three seconds, or sooner when there are many. In 5.3.2
 * it wakes up also when there are none; this one starts with the first and keeps to the same moments.
 * Original: org.apache.rocketmq.broker.transaction.queue.TransactionalOpBatchService.
 */
export class TransactionalOpBatchService extends ServiceThread {
  private readonly brokerConfig: BrokerConfig
  private readonly service: TransactionalMessageServiceImpl
  /** When it looks next, in ms since 1970. */
  private wakeupTimestamp: number
  private isResting: boolean

  constructor(process: Process, brokerConfig: BrokerConfig, service: TransactionalMessageServiceImpl) {
    super(process)
    this.brokerConfig = brokerConfig
    this.service = service
    this.wakeupTimestamp = process.currentTimeMillis() + brokerConfig.transactionOpBatchInterval
    this.isResting = false
  }

  getServiceName(): string {
    return 'TransactionalOpBatchService'
  }

  /** There is something to write down, and so there is when it starts. */
  somethingToDo(): void {
    this.start()
    if (this.isResting) this.wakeup()
  }

  *run(): Blocking<void> {
    this.skipMissedMoments()
    while (!this.isStopped()) {
      if (!this.service.hasOps()) yield* this.rest()
      if (this.isStopped()) return
      const interval = this.wakeupTimestamp - currentTimeMillis()
      if (interval > 0) yield* this.waitForRunning(interval)
      this.wakeupTimestamp = yield* this.service.batchSendOpMessage()
    }
  }

  private *rest(): Blocking<void> {
    this.isResting = true
    yield* this.waitForRunning(Infinity)
    this.isResting = false
    this.skipMissedMoments()
  }

  private skipMissedMoments(): void {
    const { transactionOpBatchInterval } = this.brokerConfig
    const missed = Math.ceil((currentTimeMillis() - this.wakeupTimestamp) / transactionOpBatchInterval)
    if (missed > 0) this.wakeupTimestamp += missed * transactionOpBatchInterval
  }
}
