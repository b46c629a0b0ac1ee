import { MixAll } from '../../../common/MixAll'
import { assert } from '../../../kernel/assert'
import type { Blocking } from '../../../kernel/Blocking'
import { ReentrantLock } from '../../../kernel/concurrent/ReentrantLock'
import { InterruptedException } from '../../../kernel/errors'
import { RemotingException } from '../../../remoting/exception/RemotingException'
import type { Channel } from '../../../remoting/netty/Channel'
import type { ChannelEventListener } from '../../../remoting/netty/ChannelEventListener'
import { type ConsumerData, HeartbeatData } from '../../../remoting/protocol/body/HeartbeatData'
import { MQBrokerException } from '../../exception/MQBrokerException'
import type { MQConsumerInner } from '../consumer/MQConsumerInner'
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

  /** Slaves are told of consumers alone: they have nothing to do with producers. Original: MQClientInstance#sendHeartbeatToAllBroker */
  private *sendHeartbeatToAllBroker(): Blocking<boolean> {
    const heartbeatData = this.prepareHeartbeatData()
    if (isEmpty(heartbeatData)) return false
    const isForSlaves = heartbeatData.consumerDataSet.length > 0
    if (isForSlaves && this.instance.brokerAddrTable.size === 0) return false
    for (const addrs of [...this.instance.brokerAddrTable.values()]) {
      for (const [id, addr] of [...addrs]) {
        if (id === MixAll.MASTER_ID || isForSlaves) yield* this.sendHeartbeatToBroker(addr, heartbeatData)
      }
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
    heartbeatData.consumerDataSet = [...this.instance.consumerTable.values()].map(consumerDataOf)
    return heartbeatData
  }

  /** Tells all brokers that a producer or a consumer is leaving. Original: MQClientInstance#unregisterClient */
  *unregisterClient(producerGroup: string | null, consumerGroup: string | null): Blocking<void> {
    const { clientId, clientConfig } = this.instance
    const api = this.instance.getMQClientAPIImpl()
    for (const addrs of [...this.instance.brokerAddrTable.values()]) {
      for (const addr of [...addrs.values()]) {
        try {
          yield* api.unregisterClient(addr, clientId, producerGroup, consumerGroup, clientConfig.mqClientApiTimeout)
        } catch (error) {
          if (!isExpected(error)) throw error
        }
      }
    }
  }

  /** Original: onChannelActive of the ChannelEventListener in MQClientInstance's constructor */
  *onChannelActive(remoteAddress: string, _channel: Channel): Blocking<void> {
    for (const addrs of [...this.instance.brokerAddrTable.values()]) {
      if (![...addrs.values()].includes(remoteAddress)) continue
      if (yield* this.greet(remoteAddress)) this.instance.rebalanceImmediately()
    }
  }

  private *greet(addr: string): Blocking<boolean> {
    if (!(yield* this.lockHeartbeat.tryLock())) return false
    try {
      const heartbeatData = this.prepareHeartbeatData()
      return isEmpty(heartbeatData) ? false : yield* this.sendHeartbeatToBroker(addr, heartbeatData)
    } finally {
      this.lockHeartbeat.unlock()
    }
  }

  *onChannelConnect(): Blocking<void> {}

  *onChannelClose(): Blocking<void> {}

  *onChannelException(): Blocking<void> {}

  *onChannelIdle(): Blocking<void> {}
}

function isEmpty({ producerDataSet, consumerDataSet }: HeartbeatData): boolean {
  return producerDataSet.length === 0 && consumerDataSet.length === 0
}

function consumerDataOf(consumer: MQConsumerInner): ConsumerData {
  return {
    consumeFromWhere: consumer.consumeFromWhere(),
    consumeType: consumer.consumeType(),
    groupName: consumer.groupName(),
    messageModel: consumer.messageModel(),
    subscriptionDataSet: consumer.subscriptions(),
    unitMode: consumer.isUnitMode(),
  }
}

function isExpected(error: unknown): boolean {
  return [RemotingException, MQBrokerException, InterruptedException].some((type) => error instanceof type)
}
