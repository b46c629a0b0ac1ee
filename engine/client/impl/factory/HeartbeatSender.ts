import { MixAll } from '../../../common/MixAll'
import type { Blocking } from '../../../kernel/Blocking'
import { ReentrantLock } from '../../../kernel/concurrent/ReentrantLock'
import { RemotingException } from '../../../remoting/exception/RemotingException'
import type { Channel } from '../../../remoting/netty/Channel'
import type { ChannelEventListener } from '../../../remoting/netty/ChannelEventListener'
import { HeartbeatData } from '../../../remoting/protocol/body/HeartbeatData'
import { MQBrokerException } from '../../exception/MQBrokerException'
import type { MQClientInstance } from './MQClientInstance'

/**
 * Tells brokers who is here: all of them every 30 s, and one as soon as a connection to it is made. In the original this is a
 * part of MQClientInstance; it stands alone here to fit on a page.
 */
export class HeartbeatSender implements ChannelEventListener {
  private readonly instance: MQClientInstance
  private readonly lockHeartbeat: ReentrantLock

  constructor(instance: MQClientInstance) {
    this.instance = instance
    this.lockHeartbeat = new ReentrantLock('heartbeat')
  }

  *sendHeartbeatToAllBrokerWithLock(): Blocking<boolean> {
    if (!(yield* this.lockHeartbeat.tryLock())) return false
    try {
      return yield* this.sendHeartbeatToAllBroker()
    } finally {
      this.lockHeartbeat.unlock()
    }
  }

  /** A client without consumers has nothing to tell slaves. Original: MQClientInstance#sendHeartbeatToAllBroker */
  private *sendHeartbeatToAllBroker(): Blocking<boolean> {
    const heartbeatData = this.prepareHeartbeatData()
    if (heartbeatData.producerDataSet.length === 0) return false
    for (const addrs of [...this.instance.brokerAddrTable.values()]) {
      const master = addrs.get(MixAll.MASTER_ID)
      if (master !== undefined) yield* this.sendHeartbeatToBroker(master, heartbeatData)
    }
    return true
  }

  /** A heartbeat that doesn't arrive is no harm: the next one comes in 30 s. */
  private *sendHeartbeatToBroker(addr: string, heartbeatData: HeartbeatData): Blocking<boolean> {
    const { mqClientApiTimeout } = this.instance.clientConfig
    try {
      yield* this.instance.getMQClientAPIImpl().sendHeartbeat(addr, heartbeatData, mqClientApiTimeout)
      return true
    } catch (error) {
      if (error instanceof RemotingException || error instanceof MQBrokerException) return false
      throw error
    }
  }

  /** Original: MQClientInstance#prepareHeartbeatData */
  private prepareHeartbeatData(): HeartbeatData {
    const heartbeatData = new HeartbeatData(this.instance.clientId)
    heartbeatData.producerDataSet = [...this.instance.producerTable.keys()].map((groupName) => ({ groupName }))
    return heartbeatData
  }

  /** A producer is leaving. Original: MQClientInstance#unregisterClient */
  *unregisterClient(producerGroup: string): Blocking<void> {
    const { clientId, clientConfig } = this.instance
    const api = this.instance.getMQClientAPIImpl()
    for (const addrs of [...this.instance.brokerAddrTable.values()]) {
      for (const addr of [...addrs.values()]) {
        try {
          yield* api.unregisterClient(addr, clientId, producerGroup, clientConfig.mqClientApiTimeout)
        } catch (error) {
          if (!(error instanceof RemotingException || error instanceof MQBrokerException)) throw error
        }
      }
    }
  }

  /** A new connection to a broker: it should know at once who is at the other end. */
  *onChannelActive(remoteAddress: string, _channel: Channel): Blocking<void> {
    for (const addrs of [...this.instance.brokerAddrTable.values()]) {
      if (![...addrs.values()].includes(remoteAddress)) continue
      if (yield* this.lockHeartbeat.tryLock()) yield* this.greet(remoteAddress)
      return
    }
  }

  private *greet(addr: string): Blocking<void> {
    try {
      yield* this.sendHeartbeatToBroker(addr, this.prepareHeartbeatData())
    } finally {
      this.lockHeartbeat.unlock()
    }
  }

  *onChannelConnect(): Blocking<void> {}

  *onChannelClose(): Blocking<void> {}

  *onChannelException(): Blocking<void> {}

  *onChannelIdle(): Blocking<void> {}
}
