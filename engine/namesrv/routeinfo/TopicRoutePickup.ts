import { PermName } from '../../common/constant/PermName'
import { MixAll } from '../../common/MixAll'
import { TopicValidator } from '../../common/topic/TopicValidator'
import { JavaHashSet } from '../../kernel/java/JavaHashSet'
import type { BrokerData } from '../../remoting/protocol/route/BrokerData'
import type { QueueData } from '../../remoting/protocol/route/QueueData'
import { TopicRouteData } from '../../remoting/protocol/route/TopicRouteData'
import type { NamesrvConfig } from '../NamesrvConfig'
import { BrokerAddrInfo } from './BrokerAddrInfo'
import type { RouteTables } from './RouteTables'
import { minBrokerId } from './RouteTables'

/**
 * Puts together what a client wants to know of a topic. The brokers are copied, because an acting master may be entered
 * into them. Original: RouteInfoManager#pickupTopicRouteData, under its read lock.
 */
export class TopicRoutePickup {
  private readonly tables: RouteTables
  private readonly namesrvConfig: NamesrvConfig

  constructor(tables: RouteTables, namesrvConfig: NamesrvConfig) {
    this.tables = tables
    this.namesrvConfig = namesrvConfig
  }

  /** @returns null when the topic is not known, or none of its brokers is */
  pickupTopicRouteData(topic: string): TopicRouteData | null {
    const queueDataMap = this.tables.topicQueueTable.get(topic)
    if (queueDataMap === undefined) return null
    const route = new TopicRouteData()
    route.queueDatas = queueDataMap.entries().map(([, queueData]) => queueData)
    for (const brokerName of new JavaHashSet(queueDataMap.keys())) {
      const brokerData = this.tables.brokerAddrTable.get(brokerName)
      if (brokerData === undefined) continue
      route.brokerDatas.push(brokerData.clone())
      this.addFilterServers(route, brokerData)
    }
    if (route.brokerDatas.length === 0) return null
    if (this.namesrvConfig.supportActingMaster) appointActingMasters(topic, route)
    return route
  }

  private addFilterServers(route: TopicRouteData, { cluster, brokerAddrs }: BrokerData): void {
    const { filterServerTable } = this.tables
    if (filterServerTable.size === 0) return
    for (const brokerAddr of brokerAddrs.values()) {
      const servers = filterServerTable.get(new BrokerAddrInfo(cluster, brokerAddr).key)
      route.filterServerTable[brokerAddr] = servers === undefined ? null : [...servers]
    }
  }
}

/**
 * Where there is no master, the slave with the smallest id is shown as if it were one, so that clients which only talk
 * to masters can go on reading, locking queues and asking for offsets. It takes no messages: it is appointed only where
 * the queues can't be written to.
 */
function appointActingMasters(topic: string, { brokerDatas, queueDatas }: TopicRouteData): void {
  if (topic.startsWith(TopicValidator.SYNC_BROKER_MEMBER_GROUP_PREFIX)) return
  for (const { brokerName, brokerAddrs, enableActingMaster } of brokerDatas) {
    const actingMasterId = minBrokerId(brokerAddrs)
    if (actingMasterId === null || actingMasterId === MixAll.MASTER_ID || !enableActingMaster) continue
    if (isWriteable(queueDatas, brokerName)) continue
    const actingMasterAddr = brokerAddrs.get(actingMasterId)!
    brokerAddrs.delete(actingMasterId)
    brokerAddrs.set(MixAll.MASTER_ID, actingMasterAddr)
  }
}

function isWriteable(queueDatas: readonly QueueData[], brokerName: string): boolean {
  return queueDatas.some((each) => each.brokerName === brokerName && PermName.isWriteable(each.perm))
}
