import type { Blocking } from '../../kernel/Blocking'
import type { ChannelHandlerContext, NettyRequestProcessor } from '../../remoting/netty/NettyRequestProcessor'
import type { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { RequestCode } from '../../remoting/protocol/RequestCode'

/** Hears what brokers have to say to a client. Original: org.apache.rocketmq.client.impl.ClientRemotingProcessor. */
export class ClientRemotingProcessor implements NettyRequestProcessor {
  private readonly rebalanceImmediately: () => void

  constructor(rebalanceImmediately: () => void) {
    this.rebalanceImmediately = rebalanceImmediately
  }

  rejectRequest(): boolean {
    return false
  }

  *processRequest(_context: ChannelHandlerContext, request: RemotingCommand): Blocking<RemotingCommand | null> {
    switch (request.code) {
      case RequestCode.NOTIFY_CONSUMER_IDS_CHANGED:
        // All groups of this client are looked at, whichever has changed.
        this.rebalanceImmediately()
        return null
      default:
        return null
    }
  }
}
