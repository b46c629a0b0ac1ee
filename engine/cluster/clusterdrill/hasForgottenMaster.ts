import type { MQClientInstance } from '../../client/impl/factory/MQClientInstance'
import { MixAll } from '../../common/MixAll'

/**
 * Has this client fetched the route of a new topic while a master was down and its slaves were not? All topics share one
 * table of addresses, and RocketMQ 5.3.2 enters a route only when it is new or has changed
 * (MQClientInstance#updateTopicRouteInfoFromNameServer). So a master that is missing from one route is missing for all other
 * topics too, as their own routes look the same as before: "the broker does not exist", until one of them changes.
 */
export function hasForgottenMaster({ brokerAddrTable }: MQClientInstance): boolean {
  return [...brokerAddrTable.values()].some((addresses) => addresses.size > 0 && !addresses.has(MixAll.MASTER_ID))
}
