import type { Channel } from '../../remoting/netty/Channel'

/** A client at the other end of a connection. Original: org.apache.rocketmq.broker.client.ClientChannelInfo. */
export class ClientChannelInfo {
  readonly channel: Channel
  readonly clientId: string
  /** Of the last heartbeat, in ms since 1970. */
  lastUpdateTimestamp: number

  constructor(channel: Channel, clientId: string, now: number) {
    this.channel = channel
    this.clientId = clientId
    this.lastUpdateTimestamp = now
  }
}
