import type { Blocking } from '../../kernel/Blocking'
import type { Channel } from '../../remoting/netty/Channel'
import type { BrokerConfig } from '../BrokerConfig'
import type { ConsumerIdsChangeListener } from './ConsumerIdsChangeListener'
import type { Broker2Client } from './net/Broker2Client'

/**
 * Tells every member of a group at once that the group has changed, so that they share the queues anew. (In the original a broker
 * can be configured to collect such news for 15 s.) Original: org.apache.rocketmq.broker.client.DefaultConsumerIdsChangeListener.
 */
export class DefaultConsumerIdsChangeListener implements ConsumerIdsChangeListener {
  private readonly brokerConfig: BrokerConfig
  private readonly broker2Client: Broker2Client

  constructor(brokerConfig: BrokerConfig, broker2Client: Broker2Client) {
    this.brokerConfig = brokerConfig
    this.broker2Client = broker2Client
  }

  *handle(group: string, channels: readonly Channel[]): Blocking<void> {
    if (!this.brokerConfig.notifyConsumerIdsChangedEnable) return
    for (const channel of channels) yield* this.broker2Client.notifyConsumerIdsChanged(channel, group)
  }
}
