import { assert } from '../../kernel/assert'
import { currentTimeMillis } from '../../kernel/Process'
import type { Channel } from '../../remoting/netty/Channel'
import type { ClientChannelInfo } from './ClientChannelInfo'

const CHANNEL_EXPIRED_TIMEOUT_MILLIS = 1000 * 120
const GET_AVAILABLE_CHANNEL_RETRY_COUNT = 3

/**
 * Which producers are connected: their heartbeats say so. A broker asks a producer of the group when it wants to know
 * the outcome of a transaction. Original: org.apache.rocketmq.broker.client.ProducerManager.
 */
export class ProducerManager {
  /** Group → connection → who is there. */
  private readonly groupChannelTable: Map<string, Map<Channel, ClientChannelInfo>>
  private readonly clientChannelTable: Map<string, Channel>
  private counter: number

  constructor() {
    this.groupChannelTable = new Map()
    this.clientChannelTable = new Map()
    this.counter = 0
  }

  getGroupChannelTable(): ReadonlyMap<string, ReadonlyMap<Channel, ClientChannelInfo>> {
    return this.groupChannelTable
  }

  groupOnline(group: string): boolean {
    return this.groupChannelTable.has(group)
  }

  findChannel(clientId: string): Channel | null {
    return this.clientChannelTable.get(clientId) ?? null
  }

  /** Enters a producer, or notes that it is still there. Original: ProducerManager#registerProducer */
  registerProducer(group: string, info: ClientChannelInfo): void {
    let channels = this.groupChannelTable.get(group)
    if (channels === undefined) this.groupChannelTable.set(group, (channels = new Map<Channel, ClientChannelInfo>()))
    const known = channels.get(info.channel)
    if (known !== undefined) {
      known.lastUpdateTimestamp = currentTimeMillis()
      return
    }
    channels.set(info.channel, info)
    this.clientChannelTable.set(info.clientId, info.channel)
    assert(this.groupChannelTable.get(group) === channels, 'a producer that came is in the table of its group')
  }

  /** Original: ProducerManager#unregisterProducer */
  unregisterProducer(group: string, info: ClientChannelInfo): void {
    const channels = this.groupChannelTable.get(group)
    if (channels === undefined) return
    channels.delete(info.channel)
    this.clientChannelTable.delete(info.clientId)
    this.removeIfEmpty(group)
  }

  /** The connection is gone, and all producers with it. Original: ProducerManager#doChannelCloseEvent */
  doChannelCloseEvent(channel: Channel): void {
    for (const [group, channels] of this.groupChannelTable) {
      const info = channels.get(channel)
      if (info === undefined) continue
      channels.delete(channel)
      this.clientChannelTable.delete(info.clientId)
      this.removeIfEmpty(group)
    }
  }

  /** Closes connections without a heartbeat for two minutes. Original: #scanNotActiveChannel */
  scanNotActiveChannel(): void {
    const limit = currentTimeMillis() - CHANNEL_EXPIRED_TIMEOUT_MILLIS
    for (const [group, channels] of this.groupChannelTable) {
      for (const [channel, info] of channels) {
        if (info.lastUpdateTimestamp >= limit) continue
        channels.delete(channel)
        assert(info.channel === channel, 'a producer is entered under its own connection')
        if (this.clientChannelTable.get(info.clientId) === channel) this.clientChannelTable.delete(info.clientId)
        channel.close()
      }
      this.removeIfEmpty(group)
    }
  }

  /** One of the group's connections in turn, an open one if three attempts find one. */
  getAvailableChannel(group: string): Channel | null {
    const channels = [...(this.groupChannelTable.get(group)?.keys() ?? [])]
    if (channels.length === 0) return null
    this.counter++
    for (let attempt = 0; attempt < GET_AVAILABLE_CHANNEL_RETRY_COUNT; attempt++) {
      const channel = channels[(this.counter + attempt) % channels.length]!
      if (channel.isActive) return channel
    }
    return null
  }

  private removeIfEmpty(group: string): void {
    if (this.groupChannelTable.get(group)?.size === 0) this.groupChannelTable.delete(group)
    assert(this.groupChannelTable.get(group)?.size !== 0, 'no group is without a producer')
  }
}
