import type { Channel } from '../../remoting/netty/Channel'
import type { DataVersion } from '../../remoting/protocol/DataVersion'
import type { BrokerAddrInfo } from './BrokerAddrInfo'

/**
 * When a broker was last heard of, and over which connection. Times in ms.
 * Original: RouteInfoManager.BrokerLiveInfo, which stands in that file.
 */
export class BrokerLiveInfo {
  readonly brokerAddrInfo: BrokerAddrInfo
  lastUpdateTimestamp: number
  /** The silence after which it counts as dead. */
  readonly heartbeatTimeoutMillis: number
  /** The version of the topics that it registered. */
  readonly dataVersion: DataVersion
  readonly channel: Channel
  readonly haServerAddr: string | null

  constructor(
    brokerAddrInfo: BrokerAddrInfo,
    lastUpdateTimestamp: number,
    heartbeatTimeoutMillis: number,
    dataVersion: DataVersion,
    channel: Channel,
    haServerAddr: string | null,
  ) {
    this.brokerAddrInfo = brokerAddrInfo
    this.lastUpdateTimestamp = lastUpdateTimestamp
    this.heartbeatTimeoutMillis = heartbeatTimeoutMillis
    this.dataVersion = dataVersion
    this.channel = channel
    this.haServerAddr = haServerAddr
  }

  isExpired(now: number): boolean {
    return this.lastUpdateTimestamp + this.heartbeatTimeoutMillis < now
  }
}
