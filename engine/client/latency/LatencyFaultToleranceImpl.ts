import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { ScheduledExecutorService } from '../../kernel/concurrent/ScheduledExecutorService'
import { currentTimeMillis } from '../../kernel/Process'
import type { Process } from '../../kernel/Process'
import type { ServiceDetector } from './ServiceDetector'
import type { LatencyFaultTolerance } from './LatencyFaultTolerance'

const DETECT_PERIOD_MILLIS = 3000

/** What is known about one broker. Original: LatencyFaultToleranceImpl.FaultItem. */
interface FaultItem {
  currentLatency: number
  /** The time (ms since 1970) from which the broker is considered again. */
  startTimestamp: number
  checkStamp: number
  reachableFlag: boolean
}

/** Original: org.apache.rocketmq.client.latency.LatencyFaultToleranceImpl, for broker names. */
export class LatencyFaultToleranceImpl implements LatencyFaultTolerance {
  detectTimeout: number
  detectInterval: number
  startDetectorEnable: boolean
  private readonly faultItemTable: Map<string, FaultItem>
  private readonly resolve: (brokerName: string) => string | null
  private readonly detector: ServiceDetector
  private readonly scheduledExecutorService: ScheduledExecutorService

  constructor(process: Process, resolve: (brokerName: string) => string | null, detector: ServiceDetector) {
    this.detectTimeout = 200
    this.detectInterval = 2000
    this.startDetectorEnable = false
    this.faultItemTable = new Map()
    this.resolve = resolve
    this.detector = detector
    this.scheduledExecutorService = new ScheduledExecutorService(process, 'LatencyFaultToleranceScheduledThread')
  }

  startDetector(): void {
    const detect = (): Blocking<void> => this.detectIfEnabled()
    const label = 'detect reachable brokers'
    this.scheduledExecutorService.scheduleAtFixedRate(label, detect, DETECT_PERIOD_MILLIS, DETECT_PERIOD_MILLIS)
  }

  shutdown(): void {
    this.scheduledExecutorService.shutdown()
  }

  private *detectIfEnabled(): Blocking<void> {
    if (this.startDetectorEnable) yield* this.detectByOneRound()
  }

  /** Asks the brokers that are due. Original: LatencyFaultToleranceImpl#detectByOneRound */
  *detectByOneRound(): Blocking<void> {
    for (const [brokerName, item] of this.faultItemTable) {
      if (currentTimeMillis() < item.checkStamp) continue
      item.checkStamp = currentTimeMillis() + this.detectInterval
      const address = this.resolve(brokerName)
      if (address === null) {
        this.faultItemTable.delete(brokerName)
      } else if (yield* this.detector.detect(address, this.detectTimeout)) {
        item.reachableFlag = true
      }
    }
  }

  updateFaultItem(name: string, currentLatency: number, notAvailableDuration: number, reachable: boolean): void {
    const now = currentTimeMillis()
    const unknown = { currentLatency, startTimestamp: 0, checkStamp: 0, reachableFlag: true }
    const item = this.faultItemTable.get(name) ?? unknown
    item.currentLatency = currentLatency
    const before = item.startTimestamp
    if (notAvailableDuration > 0) item.startTimestamp = Math.max(before, now + notAvailableDuration)
    assert(item.startTimestamp >= before, 'the pause of a broker is never cut short')
    item.reachableFlag = reachable
    this.faultItemTable.set(name, item)
  }

  isAvailable(name: string): boolean {
    const item = this.faultItemTable.get(name)
    return item === undefined || currentTimeMillis() >= item.startTimestamp
  }

  isReachable(name: string): boolean {
    return this.faultItemTable.get(name)?.reachableFlag ?? true
  }

  remove(name: string): void {
    this.faultItemTable.delete(name)
  }
}
