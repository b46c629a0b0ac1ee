import { assert } from '../../kernel/assert'
import { JavaConcurrentHashMap } from '../../kernel/java/JavaConcurrentHashMap'
import { currentTimeMillis } from '../../kernel/Process'
import type { Channel } from '../../remoting/netty/Channel'
import type { ConsumeFromWhere, ConsumerData, ConsumeType, MessageModel, SubscriptionData } from '../../remoting/protocol/body/HeartbeatData'
import type { ClientChannelInfo } from './ClientChannelInfo'

/**
 * The members of a group of consumers that a broker knows, and what the group subscribes to. All members are taken to subscribe
 * to the same: the last heartbeat is right. Original: org.apache.rocketmq.broker.client.ConsumerGroupInfo.
 */
export class ConsumerGroupInfo {
  readonly groupName: string
  consumeType: ConsumeType | null
  messageModel: MessageModel | null
  consumeFromWhere: ConsumeFromWhere | null
  /** Of the last heartbeat of any member, in ms since 1970. */
  lastUpdateTimestamp: number
  private readonly subscriptionTable: JavaConcurrentHashMap<string, SubscriptionData>
  private readonly channelInfoTable: Map<Channel, ClientChannelInfo>

  constructor(groupName: string) {
    this.groupName = groupName
    this.consumeType = null
    this.messageModel = null
    this.consumeFromWhere = null
    this.lastUpdateTimestamp = currentTimeMillis()
    this.subscriptionTable = new JavaConcurrentHashMap()
    this.channelInfoTable = new Map()
  }

  getSubscriptionTable(): JavaConcurrentHashMap<string, SubscriptionData> {
    return this.subscriptionTable
  }

  getChannelInfoTable(): Map<Channel, ClientChannelInfo> {
    return this.channelInfoTable
  }

  findSubscriptionData(topic: string): SubscriptionData | null {
    return this.subscriptionTable.get(topic) ?? null
  }

  findChannel(clientId: string): ClientChannelInfo | null {
    return [...this.channelInfoTable.values()].find((info) => info.clientId === clientId) ?? null
  }

  getAllChannel(): Channel[] {
    return [...this.channelInfoTable.keys()]
  }

  /** A client that is connected twice is there twice. Original: ConsumerGroupInfo#getAllClientId */
  getAllClientId(): string[] {
    return [...this.channelInfoTable.values()].map(({ clientId }) => clientId)
  }

  /** Original: ConsumerGroupInfo#unregisterChannel, #doChannelCloseEvent. @returns the member that is gone; null if it was none */
  removeChannel(channel: Channel): ClientChannelInfo | null {
    const info = this.channelInfoTable.get(channel) ?? null
    assert(info === null || info.channel === channel, 'a consumer is entered under its own connection')
    this.channelInfoTable.delete(channel)
    return info
  }

  /**
   * Notes that a member is there. A connection over which another client speaks now belongs to that one; the time of the
   * heartbeat goes to the client before, as in the original. Original: ConsumerGroupInfo#updateChannel
   * @returns whether the connection is new
   */
  updateChannel(infoNew: ClientChannelInfo, consumerData: ConsumerData): boolean {
    this.consumeType = consumerData.consumeType
    this.messageModel = consumerData.messageModel
    this.consumeFromWhere = consumerData.consumeFromWhere
    const infoOld = this.channelInfoTable.get(infoNew.channel)
    const isNew = infoOld === undefined
    if (isNew || infoOld.clientId !== infoNew.clientId) this.channelInfoTable.set(infoNew.channel, infoNew)
    this.lastUpdateTimestamp = currentTimeMillis()
    const heard = infoOld ?? infoNew
    heard.lastUpdateTimestamp = this.lastUpdateTimestamp
    return isNew
  }

  /**
   * Takes over the subscriptions of a heartbeat. A topic that is there already changes only with a higher version, and nobody is
   * told of that. Original: ConsumerGroupInfo#updateSubscription
   * @returns whether a topic came or went
   */
  updateSubscription(subList: readonly SubscriptionData[]): boolean {
    let updated = false
    const topics = new Set(subList.map(({ topic }) => topic))
    for (const sub of subList) {
      const old = this.subscriptionTable.get(sub.topic)
      if (old === undefined) updated = true
      if (old === undefined || sub.subVersion > old.subVersion) this.subscriptionTable.set(sub.topic, sub)
    }
    for (const topic of [...this.subscriptionTable.keys()]) {
      if (topics.has(topic)) continue
      this.subscriptionTable.delete(topic)
      updated = true
    }
    assert(this.subscriptionTable.size === topics.size, 'a group subscribes to what its last heartbeat says')
    this.lastUpdateTimestamp = currentTimeMillis()
    return updated
  }
}
