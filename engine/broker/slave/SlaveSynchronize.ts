import type { Blocking } from '../../kernel/Blocking'
import { RemotingException } from '../../remoting/exception/RemotingException'
import type { ConsumerOffsetManager } from '../offset/ConsumerOffsetManager'
import type { TimerMessageStore } from '../../store/timer/TimerMessageStore'
import type { TimerMetrics } from '../timer/TimerMetrics'
import type { BrokerOuterAPI } from '../out/BrokerOuterAPI'
import type { ScheduleMessageService } from '../schedule/ScheduleMessageService'
import type { SubscriptionGroupManager } from '../subscription/SubscriptionGroupManager'
import type { TopicConfigManager } from '../topic/TopicConfigManager'

/** The slave's own tables, for which it asks its master. */
export interface SlaveTables {
  readonly topicConfigManager: TopicConfigManager
  readonly consumerOffsetManager: ConsumerOffsetManager
  readonly scheduleMessageService: ScheduleMessageService
  readonly subscriptionGroupManager: SubscriptionGroupManager
  readonly timerMetrics: TimerMetrics
  /** Null without a wheel. */
  readonly timerMessageStore: TimerMessageStore | null
}

/**
 * A slave asks its master for what is not in the commit log: which topics and groups there are, how far the groups have
 * come, how far the delivery of delayed messages, and how far the timing wheel, if it turns. (The original also asks for the ways in
 * which groups take messages, which brokers don't have here.)
 * Original: org.apache.rocketmq.broker.slave.SlaveSynchronize.
 */
export class SlaveSynchronize {
  private readonly ownAddr: string
  private readonly brokerOuterAPI: BrokerOuterAPI
  private readonly tables: SlaveTables
  private masterAddr: string | null

  constructor(ownAddr: string, brokerOuterAPI: BrokerOuterAPI, tables: SlaveTables) {
    this.ownAddr = ownAddr
    this.brokerOuterAPI = brokerOuterAPI
    this.tables = tables
    this.masterAddr = null
  }

  getMasterAddr(): string | null {
    return this.masterAddr
  }

  /** Null if there is no master, or if it is unknown. */
  setMasterAddr(masterAddr: string | null): void {
    this.masterAddr = masterAddr
  }

  /** Asks one question after the other, and those without an answer again in a minute. Original: SlaveSynchronize#syncAll */
  *syncAll(): Blocking<void> {
    yield* this.ask((masterAddr) => this.syncTopicConfig(masterAddr))
    yield* this.ask((masterAddr) => this.syncConsumerOffset(masterAddr))
    yield* this.ask((masterAddr) => this.syncDelayOffset(masterAddr))
    yield* this.ask((masterAddr) => this.syncSubscriptionGroupConfig(masterAddr))
    if (this.followsWheel()) yield* this.ask((masterAddr) => this.syncTimerMetrics(masterAddr))
  }

  /** Asks more often than for the rest: what the master has delivered, this slave must not keep. Original: #syncTimerCheckPoint */
  *syncTimerCheckPoint(): Blocking<void> {
    const timer = this.tables.timerMessageStore
    if (timer === null || !this.followsWheel()) return
    yield* this.ask(function* (this: SlaveSynchronize, masterAddr: string): Blocking<void> {
      const masters = yield* this.brokerOuterAPI.getTimerCheckPoint(masterAddr)
      if (masters !== null) timer.getTimerCheckpoint().follow(masters)
    }.bind(this))
  }

  /** Until a message has come for it, the wheel of a slave does not turn. */
  private followsWheel(): boolean {
    const timer = this.tables.timerMessageStore
    return timer !== null && timer.isRunning() && !timer.isShouldRunningDequeue()
  }

  /** Original: SlaveSynchronize#syncTimerMetrics */
  private *syncTimerMetrics(masterAddr: string): Blocking<void> {
    const masters = yield* this.brokerOuterAPI.getTimerMetrics(masterAddr)
    if (masters !== null) yield* this.tables.timerMetrics.follow(masters)
  }

  private *ask(question: (masterAddr: string) => Blocking<void>): Blocking<void> {
    if (this.masterAddr === null || this.masterAddr === this.ownAddr) return
    try {
      yield* question(this.masterAddr)
    } catch (error) {
      if (!(error instanceof RemotingException)) throw error
    }
  }

  /** Nothing is to be done while both tables have the same version. Original: SlaveSynchronize#syncTopicConfig */
  private *syncTopicConfig(masterAddr: string): Blocking<void> {
    const { topicConfigManager } = this.tables
    const masters = yield* this.brokerOuterAPI.getAllTopicConfig(masterAddr)
    if (masters === null || topicConfigManager.getDataVersion().equals(masters.dataVersion)) return
    yield* topicConfigManager.replaceAll(masters)
  }

  /** Their version says little, so they are always taken. Original: SlaveSynchronize#syncConsumerOffset */
  private *syncConsumerOffset(masterAddr: string): Blocking<void> {
    const masters = yield* this.brokerOuterAPI.getAllConsumerOffset(masterAddr)
    if (masters !== null) yield* this.tables.consumerOffsetManager.putAll(masters)
  }

  /** Original: SlaveSynchronize#syncDelayOffset */
  private *syncDelayOffset(masterAddr: string): Blocking<void> {
    const masters = yield* this.brokerOuterAPI.getAllDelayOffset(masterAddr)
    if (masters !== null) yield* this.tables.scheduleMessageService.loadWhenSyncDelayOffset(masters)
  }

  /** Original: SlaveSynchronize#syncSubscriptionGroupConfig */
  private *syncSubscriptionGroupConfig(masterAddr: string): Blocking<void> {
    const { subscriptionGroupManager } = this.tables
    const masters = yield* this.brokerOuterAPI.getAllSubscriptionGroupConfig(masterAddr)
    if (masters === null || subscriptionGroupManager.getDataVersion().equals(masters.dataVersion)) return
    yield* subscriptionGroupManager.replaceAll(masters)
  }
}
