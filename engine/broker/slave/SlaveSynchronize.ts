import type { Blocking } from '../../kernel/Blocking'
import { RemotingException } from '../../remoting/exception/RemotingException'
import type { BrokerOuterAPI } from '../out/BrokerOuterAPI'
import type { TopicConfigManager } from '../topic/TopicConfigManager'

/**
 * A slave asks its master for what is not in the commit log: which topics there are. (The original also asks for the
 * offsets of consumers, the groups, the offsets of delay levels and the timer's state, none of which brokers have here.)
 * Original: org.apache.rocketmq.broker.slave.SlaveSynchronize.
 */
export class SlaveSynchronize {
  private readonly ownAddr: string
  private readonly brokerOuterAPI: BrokerOuterAPI
  private readonly topicConfigManager: TopicConfigManager
  private masterAddr: string | null

  constructor(ownAddr: string, brokerOuterAPI: BrokerOuterAPI, topicConfigManager: TopicConfigManager) {
    this.ownAddr = ownAddr
    this.brokerOuterAPI = brokerOuterAPI
    this.topicConfigManager = topicConfigManager
    this.masterAddr = null
  }

  getMasterAddr(): string | null {
    return this.masterAddr
  }

  /** Null: there is no master, or nobody knows it. */
  setMasterAddr(masterAddr: string | null): void {
    this.masterAddr = masterAddr
  }

  /** Original: SlaveSynchronize#syncAll. A master that doesn't answer is asked again in a minute. */
  *syncAll(): Blocking<void> {
    if (this.masterAddr === null || this.masterAddr === this.ownAddr) return
    try {
      yield* this.syncTopicConfig(this.masterAddr)
    } catch (error) {
      if (!(error instanceof RemotingException)) throw error
    }
  }

  /** Nothing is to be done while both tables have the same version. Original: SlaveSynchronize#syncTopicConfig */
  private *syncTopicConfig(masterAddr: string): Blocking<void> {
    const masters = yield* this.brokerOuterAPI.getAllTopicConfig(masterAddr)
    if (masters === null || this.topicConfigManager.getDataVersion().equals(masters.dataVersion)) return
    yield* this.topicConfigManager.replaceAll(masters)
  }
}
