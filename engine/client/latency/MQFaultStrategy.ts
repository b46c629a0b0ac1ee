import type { MessageQueue } from '../../common/message/MessageQueue'
import { assert } from '../../kernel/assert'
import type { Process } from '../../kernel/Process'
import type { ClientConfig } from '../ClientConfig'
import type { TopicPublishInfo } from '../impl/producer/TopicPublishInfo'
import { LatencyFaultToleranceImpl } from './LatencyFaultToleranceImpl'
import type { ServiceDetector } from './ServiceDetector'

/**
 * The default strategy for choosing a queue: round robin that avoids the broker that has just failed and, if switched on,
 * brokers that were slow recently. Original: org.apache.rocketmq.client.latency.MQFaultStrategy.
 */
export class MQFaultStrategy {
  readonly latencyFaultTolerance: LatencyFaultToleranceImpl
  sendLatencyFaultEnable: boolean
  private startDetectorEnable: boolean
  /** The latency that a failed send counts for, in ms. */
  protected isolationLatency: number
  /** A send that took this long (ms) … */
  latencyMax: readonly number[]
  /** … keeps its broker out of the choice for that long (ms). */
  notAvailableDuration: readonly number[]

  constructor(
    process: Process,
    config: ClientConfig,
    resolve: (brokerName: string) => string | null,
    detector: ServiceDetector,
  ) {
    this.latencyFaultTolerance = new LatencyFaultToleranceImpl(process, resolve, detector)
    this.latencyFaultTolerance.detectInterval = config.detectInterval
    this.latencyFaultTolerance.detectTimeout = config.detectTimeout
    this.sendLatencyFaultEnable = config.sendLatencyEnable
    this.startDetectorEnable = false
    this.isolationLatency = 10_000
    this.latencyMax = [50, 100, 550, 1800, 3000, 5000, 15_000]
    this.notAvailableDuration = [0, 0, 2000, 5000, 6000, 10_000, 30_000]
    assert(this.latencyMax.length === this.notAvailableDuration.length, 'each class of latency has its pause')
    this.setStartDetectorEnable(config.startDetectorEnable)
  }

  isStartDetectorEnable(): boolean {
    return this.startDetectorEnable
  }

  setStartDetectorEnable(enable: boolean): void {
    this.startDetectorEnable = enable
    this.latencyFaultTolerance.startDetectorEnable = enable
  }

  startDetector(): void {
    this.latencyFaultTolerance.startDetector()
  }

  shutdown(): void {
    this.latencyFaultTolerance.shutdown()
  }

  /** Original: MQFaultStrategy#selectOneMessageQueue. Null when the topic has no queues. */
  selectOneMessageQueue(
    tpInfo: TopicPublishInfo,
    lastBrokerName: string | null,
    resetIndex: boolean,
  ): MessageQueue | null {
    const isNotLastBroker = (mq: MessageQueue): boolean => lastBrokerName === null || mq.brokerName !== lastBrokerName
    if (!this.sendLatencyFaultEnable) {
      return tpInfo.selectOneMessageQueue(isNotLastBroker) ?? tpInfo.selectOneMessageQueue()
    }
    if (resetIndex) tpInfo.resetIndex()
    const isAvailable = (mq: MessageQueue): boolean => this.latencyFaultTolerance.isAvailable(mq.brokerName)
    const isReachable = (mq: MessageQueue): boolean => this.latencyFaultTolerance.isReachable(mq.brokerName)
    return (
      tpInfo.selectOneMessageQueue(isAvailable, isNotLastBroker) ??
      tpInfo.selectOneMessageQueue(isReachable, isNotLastBroker) ??
      tpInfo.selectOneMessageQueue()
    )
  }

  /**
   * Remembers how long a send to a broker took. `isolation`: it failed, and counts as very slow.
   * Original: MQFaultStrategy#updateFaultItem
   */
  updateFaultItem(brokerName: string, currentLatency: number, isolation: boolean, reachable: boolean): void {
    if (!this.sendLatencyFaultEnable) return
    const duration = this.computeNotAvailableDuration(isolation ? this.isolationLatency : currentLatency)
    this.latencyFaultTolerance.updateFaultItem(brokerName, currentLatency, duration, reachable)
  }

  protected computeNotAvailableDuration(currentLatency: number): number {
    for (let index = this.latencyMax.length - 1; index >= 0; index--) {
      if (currentLatency >= this.latencyMax[index]!) return this.notAvailableDuration[index]!
    }
    return 0
  }
}
