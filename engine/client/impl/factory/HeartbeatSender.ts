import { MixAll } from '../../../common/MixAll'
import { assert } from '../../../kernel/assert'
import type { Blocking } from '../../../kernel/Blocking'
import { ReentrantLock } from '../../../kernel/concurrent/ReentrantLock'
import { InterruptedException } from '../../../kernel/errors'
import { RemotingException } from '../../../remoting/exception/RemotingException'
import type { Channel } from '../../../remoting/netty/Channel'
import type { ChannelEventListener } from '../../../remoting/netty/ChannelEventListener'
import { HeartbeatData } from '../../../remoting/protocol/body/HeartbeatData'
import { MQBrokerException } from '../../exception/MQBrokerException'
import type { MQClientInstance } from './MQClientInstance'

/**
 * Tells the brokers which clients there are: all brokers every 30 s, and each as soon as a connection to it is made. In the
 * original this is a part of MQClientInstance.
 */
export class HeartbeatSender implements ChannelEventListener {
  private readonly instance: MQClientInstance
  private readonly lockHeartbeat: ReentrantLock

  constructor(instance: MQClientInstance) {
    this.instance = instance
    this.lockHeartbeat = new ReentrantLock('heartbeat')
  }

  /** Original: MQClientInstance#sendHeartbeatToAllBrokerWithLock. @returns false also when another thread is sending heartbeats */
  *sendHeartbeatToAllBrokerWithLock(): Blocking<boolean> {
    if (!(yield* this.lockHeartbeat.tryLock())) return false
    try {
      return yield* this.sendHeartbeatToAllBroker()
    } finally {
      this.lockHeartbeat.unlock()
    }
  }

  /** Only masters are told: slaves know consumers alone. Original: MQClientInstance#sendHeartbeatToAllBroker */
  private *sendHeartbeatToAllBroker(): Blocking<boolean> {
    const heartbeatData = this.prepareHeartbeatData()
    if (heartbeatData.producerDataSet.length === 0) return false
    for (const addrs of [...this.instance.brokerAddrTable.values()]) {
      const master = addrs.get(MixAll.MASTER_ID)
      if (master !== undefined) yield* this.sendHeartbeatToBroker(master, heartbeatData)
    }
    return true
  }

  /**
   * A heartbeat that fails, whatever the reason, does no harm: the next one comes in 30 s.
   * Original: MQClientInstance#sendHeartbeatToBroker
   */
  private *sendHeartbeatToBroker(addr: string, heartbeatData: HeartbeatData): Blocking<boolean> {
    assert(this.lockHeartbeat.isHeldByCurrentThread(), 'heartbeats are sent under their lock')
    const { mqClientApiTimeout } = this.instance.clientConfig
    try {
      yield* this.instance.getMQClientAPIImpl().sendHeartbeat(addr, heartbeatData, mqClientApiTimeout)
      return true
    } catch {
      return false
    }
  }

  /** Original: MQClientInstance#prepareHeartbeatData */
  private prepareHeartbeatData(): HeartbeatData {
    const heartbeatData = new HeartbeatData(this.instance.clientId)
    heartbeatData.producerDataSet = [...this.instance.producerTable.keys()].map((groupName) => ({ groupName }))
    return heartbeatData
  }

  /** Tells all brokers that a producer is leaving. Original: MQClientInstance#unregisterClient */
  *unregisterClient(producerGroup: string): Blocking<void> {
    const { clientId, clientConfig } = this.instance
    const api = this.instance.getMQClientAPIImpl()
    for (const addrs of [...this.instance.brokerAddrTable.values()]) {
      for (const addr of [...addrs.values()]) {
        try {
          yield* api.unregisterClient(addr, clientId, producerGroup, clientConfig.mqClientApiTimeout)
        } catch (error) {
          if (!isExpected(error)) throw error
        }
      }
    }
  }

  /** Original: onChannelActive of the ChannelEventListener in MQClientInstance's constructor */
  *onChannelActive(remoteAddress: string, _channel: Channel): Blocking<void> {
    for (const addrs of [...this.instance.brokerAddrTable.values()]) {
      if ([...addrs.values()].includes(remoteAddress)) yield* this.greet(remoteAddress)
    }
  }

  private *greet(addr: string): Blocking<void> {
    if (!(yield* this.lockHeartbeat.tryLock())) return
    try {
      const heartbeatData = this.prepareHeartbeatData()
      if (heartbeatData.producerDataSet.length > 0) yield* this.sendHeartbeatToBroker(addr, heartbeatData)
    } finally {
      this.lockHeartbeat.unlock()
    }
  }

  *onChannelConnect(): Blocking<void> {}

  *onChannelClose(): Blocking<void> {}

  *onChannelException(): Blocking<void> {}

  *onChannelIdle(): Blocking<void> {}
}

function isExpected(error: unknown): boolean {
  return [RemotingException, MQBrokerException, InterruptedException].some((type) => error instanceof type)
}
