import type { Blocking } from '../../kernel/Blocking'
import type { Channel } from '../../remoting/netty/Channel'

/**
 * Hears that the members or the topics of a group of consumers have changed. (The original also tells of each client that comes
 * and goes, for its metrics, and of each registration, for its SQL filters.)
 * Original: org.apache.rocketmq.broker.client.ConsumerIdsChangeListener, for the event CHANGE.
 */
export interface ConsumerIdsChangeListener {
  /** `channels`: of all members that are there now. */
  handle(group: string, channels: readonly Channel[]): Blocking<void>
}
