import type { Blocking } from '../../kernel/Blocking'
import { ServiceThread } from '../../kernel/concurrent/ServiceThread'
import type { Process } from '../../kernel/Process'
import type { BrokerConfig } from '../BrokerConfig'
import type { TransactionMetrics } from './TransactionMetrics'

/**
 * Writes the numbers of open transactions to the disk, every three seconds while they change. (In 5.3.2 it writes them also while
 * they don't, and until the first time, for three seconds, it does nothing as fast as it can.)
 * Original: org.apache.rocketmq.broker.transaction.TransactionMetricsFlushService.
 */
export class TransactionMetricsFlushService extends ServiceThread {
  private readonly brokerConfig: BrokerConfig
  private readonly metrics: TransactionMetrics

  constructor(process: Process, brokerConfig: BrokerConfig, metrics: TransactionMetrics) {
    super(process)
    this.brokerConfig = brokerConfig
    this.metrics = metrics
  }

  getServiceName(): string {
    return 'TransactionFlushService'
  }

  *run(): Blocking<void> {
    while (!this.isStopped()) {
      yield* this.waitForRunning(this.brokerConfig.transactionMetricFlushInterval)
      if (this.metrics.hasChanged()) yield* this.metrics.persist()
    }
  }
}
