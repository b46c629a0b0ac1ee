import type { Channel } from '../../remoting/netty/Channel'
import type { TopicConfigSerializeWrapper } from '../../remoting/protocol/body/TopicConfigSerializeWrapper'

/** What a broker says of itself when it registers. Original: the parameters of RouteInfoManager#registerBroker */
export interface RegisterBrokerRequest {
  readonly clusterName: string
  readonly brokerAddr: string
  readonly brokerName: string
  /** 0 is the master. */
  readonly brokerId: number
  /** Where slaves fetch the log from. */
  readonly haServerAddr: string | null
  readonly zoneName: string | null
  /** It counts as dead after so long a silence; null: two minutes. */
  readonly heartbeatTimeoutMillis: number | null
  /** Null: the broker is so old that it doesn't know the setting. */
  readonly enableActingMaster: boolean | null
  readonly topicConfigWrapper: TopicConfigSerializeWrapper
  /** Null: the broker is so old that it doesn't send the list. */
  readonly filterServerList: readonly string[] | null
  readonly channel: Channel
}

/**
 * What a slave is told in return: where its master is. Null for a master, or without one.
 * Original: org.apache.rocketmq.remoting.protocol.namesrv.RegisterBrokerResult.
 */
export interface RegisterBrokerResult {
  readonly haServerAddr: string | null
  readonly masterAddr: string | null
}
