import type { Channel } from '../../remoting/netty/Channel'
import type { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import type { MessageFilter } from '../../store/get/MessageFilter'

/** A pull that waits at the broker. Original: org.apache.rocketmq.broker.longpolling.PullRequest. */
export interface PullRequest {
  readonly requestCommand: RemotingCommand
  readonly clientChannel: Channel
  /** How long it waits, in ms. */
  readonly timeoutMillis: number
  /** Since when, in ms since 1970. */
  readonly suspendTimestamp: number
  /** The number of the message that it waits for. */
  readonly pullFromThisOffset: number
  readonly messageFilter: MessageFilter
}
