import type { Blocking } from '../../kernel/Blocking'
import type { Channel } from '../../remoting/netty/Channel'
import type { ChannelEventListener } from '../../remoting/netty/ChannelEventListener'
import type { RouteInfoManager } from './RouteInfoManager'

/**
 * Takes a broker out of the routes as soon as its connection ends, before its silence is noticed.
 * Original: org.apache.rocketmq.namesrv.routeinfo.BrokerHousekeepingService.
 */
export class BrokerHousekeepingService implements ChannelEventListener {
  private readonly routeInfoManager: RouteInfoManager

  constructor(routeInfoManager: RouteInfoManager) {
    this.routeInfoManager = routeInfoManager
  }

  *onChannelConnect(): Blocking<void> {}

  *onChannelClose(_remoteAddress: string, channel: Channel): Blocking<void> {
    yield* this.routeInfoManager.onChannelDestroy(channel)
  }

  *onChannelException(_remoteAddress: string, channel: Channel): Blocking<void> {
    yield* this.routeInfoManager.onChannelDestroy(channel)
  }

  *onChannelIdle(_remoteAddress: string, channel: Channel): Blocking<void> {
    yield* this.routeInfoManager.onChannelDestroy(channel)
  }

  *onChannelActive(): Blocking<void> {}
}
