import type { Channel } from '../../remoting/netty/Channel'
import type { TopicConfigSerializeWrapper } from '../../remoting/protocol/body/TopicConfigSerializeWrapper'

/** What a broker says about itself when it registers. Original: the parameters of RouteInfoManager#registerBroker */
export interface RegisterBrokerRequest {
  readonly clusterName: string
  readonly brokerAddr: string
  readonly brokerName: string
  /** 0 is the master. */
  readonly brokerId: number
  /** Where slaves fetch the log. */
  readonly haServerAddr: string | null
  readonly zoneName: string | null
  /** The silence after which it counts as dead; null means two minutes. */
  readonly heartbeatTimeoutMillis: number | null
  /** Null from a broker too old to know the setting. */
  readonly enableActingMaster: boolean | null
  readonly topicConfigWrapper: TopicConfigSerializeWrapper
  /** Null from a broker too old to send the list. */
  readonly filterServerList: readonly string[] | null
  readonly channel: Channel
}

/**
 * The answer to a slave: where its master is. Null for a master, and for a slave without one.
 * Original: org.apache.rocketmq.remoting.protocol.namesrv.RegisterBrokerResult.
 */
export interface RegisterBrokerResult {
  readonly haServerAddr: string | null
  readonly masterAddr: string | null
}
