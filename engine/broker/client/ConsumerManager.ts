import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { JavaConcurrentHashMap } from '../../kernel/java/JavaConcurrentHashMap'
import { currentTimeMillis } from '../../kernel/Process'
import type { Channel } from '../../remoting/netty/Channel'
import type { ConsumerData, ConsumeType, MessageModel, SubscriptionData } from '../../remoting/protocol/body/HeartbeatData'
import type { BrokerConfig } from '../BrokerConfig'
import type { ClientChannelInfo } from './ClientChannelInfo'
import { ConsumerGroupInfo } from './ConsumerGroupInfo'
import type { ConsumerIdsChangeListener } from './ConsumerIdsChangeListener'

/**
 * Which consumers are connected, and what their groups subscribe to: their heartbeats say so. Each change of a group is told to
 * all of its members, except in broadcasting, where there is nothing to share.
 * Original: org.apache.rocketmq.broker.client.ConsumerManager.
 */
export class ConsumerManager {
  private readonly consumerIdsChangeListener: ConsumerIdsChangeListener
  private readonly brokerConfig: BrokerConfig
  private readonly consumerTable: JavaConcurrentHashMap<string, ConsumerGroupInfo>
  /** What pulls say of groups; some of these have no heartbeat. */
  private readonly consumerCompensationTable: JavaConcurrentHashMap<string, ConsumerGroupInfo>

  constructor(consumerIdsChangeListener: ConsumerIdsChangeListener, brokerConfig: BrokerConfig) {
    this.consumerIdsChangeListener = consumerIdsChangeListener
    this.brokerConfig = brokerConfig
    this.consumerTable = new JavaConcurrentHashMap(1024)
    this.consumerCompensationTable = new JavaConcurrentHashMap(1024)
  }

  getConsumerTable(): ReadonlyMap<string, ConsumerGroupInfo> {
    return this.consumerTable
  }

  getConsumerGroupInfo(group: string): ConsumerGroupInfo | null {
    return this.consumerTable.get(group) ?? null
  }

  /** What a group wants of a topic, by its heartbeats or else by its last pull. Original: ConsumerManager#findSubscriptionData */
  findSubscriptionData(group: string, topic: string): SubscriptionData | null {
    const known = this.consumerTable.get(group)?.findSubscriptionData(topic) ?? null
    return known ?? this.consumerCompensationTable.get(group)?.findSubscriptionData(topic) ?? null
  }

  /** Original: ConsumerManager#compensateBasicConsumerInfo */
  compensateBasicConsumerInfo(group: string, consumeType: ConsumeType, messageModel: MessageModel): void {
    const info = groupIn(this.consumerCompensationTable, group)
    info.consumeType = consumeType
    info.messageModel = messageModel
  }

  /** Original: ConsumerManager#compensateSubscribeData */
  compensateSubscribeData(group: string, topic: string, subscriptionData: SubscriptionData): void {
    groupIn(this.consumerCompensationTable, group).getSubscriptionTable().set(topic, subscriptionData)
  }

  /** How many topics a group subscribes to, by its heartbeats. Original: ConsumerManager#findSubscriptionDataCount */
  findSubscriptionDataCount(group: string): number {
    return this.consumerTable.get(group)?.getSubscriptionTable().size ?? 0
  }

  /** The groups that subscribe to a topic. Original: ConsumerManager#queryTopicConsumeByWho */
  queryTopicConsumeByWho(topic: string): string[] {
    const groups = [...this.consumerTable].filter(([, info]) => info.findSubscriptionData(topic) !== null)
    return groups.map(([group]) => group)
  }

  /**
   * Enters a member of a group, or notes that it is still there and what it subscribes to.
   * Original: ConsumerManager#registerConsumer, #registerConsumerWithoutSub
   * @param withoutSub the heartbeat says nothing of subscriptions: they are as before
   * @returns whether the group has changed
   */
  *registerConsumer(
    consumerData: ConsumerData, info: ClientChannelInfo, isNotifyConsumerIdsChangedEnable: boolean, withoutSub = false,
  ): Blocking<boolean> {
    const { groupName, subscriptionDataSet } = consumerData
    const groupInfo = groupIn(this.consumerTable, groupName)
    const isNewChannel = groupInfo.updateChannel(info, consumerData)
    const isNewSubscription = !withoutSub && groupInfo.updateSubscription(subscriptionDataSet)
    const isChanged = isNewChannel || isNewSubscription
    assert(groupInfo.getChannelInfoTable().has(info.channel), 'a consumer that came is in the table of its group')
    if (isChanged && isNotifyConsumerIdsChangedEnable) yield* this.tellAll(groupInfo)
    if (!withoutSub) {
      yield* this.consumerIdsChangeListener.handle({ type: 'REGISTER', subList: subscriptionDataSet }, groupName)
    }
    return isChanged
  }

  /** Original: ConsumerManager#unregisterConsumer */
  *unregisterConsumer(
    group: string, info: ClientChannelInfo, isNotifyConsumerIdsChangedEnable: boolean,
  ): Blocking<void> {
    const groupInfo = this.consumerTable.get(group)
    if (groupInfo === undefined) return
    groupInfo.removeChannel(info.channel)
    assert(!groupInfo.getChannelInfoTable().has(info.channel), 'a consumer that has left is no member any more')
    if (this.removeIfEmpty(groupInfo)) yield* this.consumerIdsChangeListener.handle({ type: 'UNREGISTER' }, group)
    if (isNotifyConsumerIdsChangedEnable) yield* this.tellAll(groupInfo)
  }

  /** The connection is gone, and all consumers with it. Original: ConsumerManager#doChannelCloseEvent */
  *doChannelCloseEvent(channel: Channel): Blocking<void> {
    for (const groupInfo of [...this.consumerTable.values()]) {
      if (groupInfo.removeChannel(channel) === null) continue
      const isGone = this.removeIfEmpty(groupInfo)
      if (isGone) yield* this.consumerIdsChangeListener.handle({ type: 'UNREGISTER' }, groupInfo.groupName)
      yield* this.tellAll(groupInfo)
    }
  }

  /**
   * Closes connections without a heartbeat for two minutes. Nobody is told now: what follows the close finds the member gone
   * already, so that the others learn of it at their next rebalance, and a selector counts as used, as in the original.
   * Original: ConsumerManager#scanNotActiveChannel
   */
  scanNotActiveChannel(): void {
    const limit = currentTimeMillis() - this.brokerConfig.channelExpiredTimeout
    for (const groupInfo of [...this.consumerTable.values()]) {
      for (const [channel, { lastUpdateTimestamp }] of [...groupInfo.getChannelInfoTable()]) {
        if (lastUpdateTimestamp >= limit) continue
        groupInfo.removeChannel(channel)
        channel.close()
      }
      this.removeIfEmpty(groupInfo)
    }
    this.removeExpireConsumerGroupInfo()
  }

  /** Original: ConsumerManager#removeExpireConsumerGroupInfo */
  private removeExpireConsumerGroupInfo(): void {
    const limit = currentTimeMillis() - this.brokerConfig.subscriptionExpiredTimeout
    for (const [group, groupInfo] of [...this.consumerCompensationTable]) {
      const subscriptions = groupInfo.getSubscriptionTable()
      const expired = [...subscriptions].filter(([, { subVersion }]) => subVersion < limit)
      for (const [topic] of expired) subscriptions.delete(topic)
      if (expired.length > 0 && subscriptions.size === 0) this.consumerCompensationTable.delete(group)
    }
  }

  private *tellAll(groupInfo: ConsumerGroupInfo): Blocking<void> {
    if (groupInfo.messageModel === 'BROADCASTING') return
    const channels = groupInfo.getAllChannel()
    yield* this.consumerIdsChangeListener.handle({ type: 'CHANGE', channels }, groupInfo.groupName)
  }

  /** @returns whether the group is gone */
  private removeIfEmpty(groupInfo: ConsumerGroupInfo): boolean {
    const { groupName } = groupInfo
    const isEmpty = groupInfo.getChannelInfoTable().size === 0
    const isGone = isEmpty && this.consumerTable.delete(groupName)
    assert(this.consumerTable.get(groupName)?.getChannelInfoTable().size !== 0, 'no group is without a consumer')
    return isGone
  }
}

function groupIn(table: JavaConcurrentHashMap<string, ConsumerGroupInfo>, group: string): ConsumerGroupInfo {
  let info = table.get(group)
  if (info === undefined) table.set(group, (info = new ConsumerGroupInfo(group)))
  return info
}
