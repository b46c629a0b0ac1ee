import type { Blocking } from '../../kernel/Blocking'
import type { BrokerConfig } from '../BrokerConfig'
import type { ConsumerFilterManager } from '../filter/ConsumerFilterManager'
import type { ConsumerGroupEvent, ConsumerIdsChangeListener } from './ConsumerIdsChangeListener'
import type { Broker2Client } from './net/Broker2Client'

/**
 * Tells every member of a group at once that the group has changed, so that they share the queues anew, and keeps the table of
 * selectors up to date. (In the original a broker can be configured to collect such news for 15 s.)
 * Original: org.apache.rocketmq.broker.client.DefaultConsumerIdsChangeListener.
 */
export class DefaultConsumerIdsChangeListener implements ConsumerIdsChangeListener {
  private readonly brokerConfig: BrokerConfig
  private readonly broker2Client: Broker2Client
  private readonly consumerFilterManager: ConsumerFilterManager

  constructor(
    brokerConfig: BrokerConfig, broker2Client: Broker2Client, consumerFilterManager: ConsumerFilterManager,
  ) {
    this.brokerConfig = brokerConfig
    this.broker2Client = broker2Client
    this.consumerFilterManager = consumerFilterManager
  }

  *handle(event: ConsumerGroupEvent, group: string): Blocking<void> {
    switch (event.type) {
      case 'CHANGE':
        if (!this.brokerConfig.notifyConsumerIdsChangedEnable) return
        for (const channel of event.channels) yield* this.broker2Client.notifyConsumerIdsChanged(channel, group)
        break
      case 'UNREGISTER':
        this.consumerFilterManager.unRegister(group)
        break
      case 'REGISTER':
        this.consumerFilterManager.registerAll(group, event.subList)
        break
    }
  }
}
