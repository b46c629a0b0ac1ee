import type { CompletableFuture } from '../../kernel/concurrent/CompletableFuture'
import type { Channel } from './Channel'

/**
 * A connection in the client's table, from the first attempt to connect.
 * Original: NettyRemotingClient.ChannelWrapper.
 */
export class ChannelWrapper {
  readonly address: string
  /** Completed with null when the connection could not be made. */
  readonly channelFuture: CompletableFuture<Channel | null>
  channel: Channel | null
  lastResponseTime: number

  constructor(address: string, channelFuture: CompletableFuture<Channel | null>, now: number) {
    this.address = address
    this.channelFuture = channelFuture
    this.channel = null
    this.lastResponseTime = now
  }

  isOK(): boolean {
    return this.channel !== null && this.channel.isActive
  }

  isConnecting(): boolean {
    return !this.channelFuture.isDone()
  }
}
