import type { Blocking } from '../../kernel/Blocking'
import type { RemotingCommand } from '../protocol/RemotingCommand'
import type { Channel } from './Channel'

/** The origin of a request. Original: io.netty.channel.ChannelHandlerContext. */
export interface ChannelHandlerContext {
  readonly channel: Channel
}

/** Answers requests of certain codes. Original: org.apache.rocketmq.remoting.netty.NettyRequestProcessor. */
export interface NettyRequestProcessor {
  /** @returns the response, or null when it is written later or never */
  processRequest(context: ChannelHandlerContext, request: RemotingCommand): Blocking<RemotingCommand | null>
  /** True while the processor accepts nothing: the caller gets SYSTEM_BUSY. */
  rejectRequest(): boolean
}
