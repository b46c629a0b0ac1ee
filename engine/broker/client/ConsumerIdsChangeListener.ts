import type { Blocking } from '../../kernel/Blocking'
import type { Channel } from '../../remoting/netty/Channel'
import type { SubscriptionData } from '../../remoting/protocol/body/HeartbeatData'

/**
 * What has happened to a group of consumers. (The original also tells of each client that comes and goes, for its metrics.)
 * Original: org.apache.rocketmq.broker.client.ConsumerGroupEvent.
 */
export type ConsumerGroupEvent =
  /** Members or topics have changed. `channels`: of all members that are there now. */
  | { readonly type: 'CHANGE'; readonly channels: readonly Channel[] }
  /** The last member has left. */
  | { readonly type: 'UNREGISTER' }
  /** A member has said what the group subscribes to; nothing of it need be new. */
  | { readonly type: 'REGISTER'; readonly subList: readonly SubscriptionData[] }

/** Hears what happens to groups of consumers. Original: org.apache.rocketmq.broker.client.ConsumerIdsChangeListener. */
export interface ConsumerIdsChangeListener {
  handle(event: ConsumerGroupEvent, group: string): Blocking<void>
}
