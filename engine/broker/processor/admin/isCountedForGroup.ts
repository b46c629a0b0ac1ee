import type { BrokerController } from '../../BrokerController'

/**
 * Whether a topic counts among those of a group: not if its members are connected and subscribe to others only.
 * Original: AdminBrokerProcessor#getTopicsForCollectingConsumeStats
 */
export function isCountedForGroup(brokerController: BrokerController, group: string, topic: string): boolean {
  const manager = brokerController.getConsumerManager()
  return manager.findSubscriptionData(group, topic) !== null || manager.findSubscriptionDataCount(group) === 0
}
