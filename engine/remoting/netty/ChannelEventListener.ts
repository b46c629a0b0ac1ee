import type { Blocking } from '../../kernel/Blocking'
import type { Channel } from './Channel'

/**
 * Hears what happens to connections; the calls come from one thread, one after the other.
 * Original: org.apache.rocketmq.remoting.ChannelEventListener.
 */
export interface ChannelEventListener {
  onChannelConnect(remoteAddress: string, channel: Channel): Blocking<void>
  onChannelClose(remoteAddress: string, channel: Channel): Blocking<void>
  onChannelException(remoteAddress: string, channel: Channel): Blocking<void>
  onChannelIdle(remoteAddress: string, channel: Channel): Blocking<void>
  onChannelActive(remoteAddress: string, channel: Channel): Blocking<void>
}

export const NettyEventType = {
  CONNECT: 'CONNECT',
  CLOSE: 'CLOSE',
  IDLE: 'IDLE',
  EXCEPTION: 'EXCEPTION',
  ACTIVE: 'ACTIVE',
} as const
export type NettyEventType = (typeof NettyEventType)[keyof typeof NettyEventType]

/** Original: org.apache.rocketmq.remoting.netty.NettyEvent. */
export interface NettyEvent {
  readonly type: NettyEventType
  readonly remoteAddress: string
  readonly channel: Channel
}
