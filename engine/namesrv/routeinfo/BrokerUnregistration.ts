import { PermName } from '../../common/constant/PermName'
import type { UnRegisterBrokerRequestHeader } from '../../remoting/protocol/header/UnRegisterBrokerRequestHeader'
import type { BrokerData } from '../../remoting/protocol/route/BrokerData'
import { BrokerAddrInfo } from './BrokerAddrInfo'
import type { RouteTables } from './RouteTables'
import { minBrokerId } from './RouteTables'

/** A group that has lost the broker with its smallest id. Original: BrokerStatusChangeInfo. */
export interface MinBrokerIdChange {
  readonly brokerName: string
  readonly offlineBrokerAddr: string
}

/**
 * Takes brokers out of the tables, several at once: then the topics, of which there may be many thousands, are gone
 * through only once. Original: RouteInfoManager#unRegisterBroker, under its write lock.
 */
export class BrokerUnregistration {
  private readonly tables: RouteTables

  constructor(tables: RouteTables) {
    this.tables = tables
  }

  /** @returns the groups whose smallest broker id is another one now */
  unRegisterBroker(requests: readonly UnRegisterBrokerRequestHeader[]): MinBrokerIdChange[] {
    /** Names of which no broker is left. */
    const removedBroker = new Set<string>()
    /** Names of which some are left. */
    const reducedBroker = new Set<string>()
    const changes = new Map<string, MinBrokerIdChange>()
    for (const request of requests) {
      const brokerName = request.brokerName!
      const brokerData = this.tables.brokerAddrTable.get(brokerName)
      const wasMin = brokerData !== undefined && request.brokerId === minBrokerId(brokerData.brokerAddrs)
      this.forget(request, brokerData)
      if (brokerData === undefined || brokerData.brokerAddrs.size > 0) {
        reducedBroker.add(brokerName)
        if (wasMin) changes.set(brokerName, { brokerName, offlineBrokerAddr: request.brokerAddr! })
      } else {
        this.removeName(brokerName, request.clusterName!)
        removedBroker.add(brokerName)
      }
    }
    this.cleanTopics(removedBroker, reducedBroker)
    return [...changes.values()]
  }

  /** By its address: the id in the request decides nothing. */
  private forget(request: UnRegisterBrokerRequestHeader, brokerData?: BrokerData): void {
    const { clusterName, brokerName, brokerAddr } = request
    const { key } = new BrokerAddrInfo(clusterName!, brokerAddr!)
    this.tables.filterServerTable.delete(key)
    for (const [id, addr] of brokerData?.brokerAddrs ?? []) if (addr === brokerAddr) brokerData!.brokerAddrs.delete(id)
    if (!this.tables.brokerLiveTable.delete(key)) return
    this.tables.changed('broker-removed', { clusterName, brokerName, brokerAddr })
  }

  private removeName(brokerName: string, clusterName: string): void {
    this.tables.brokerAddrTable.delete(brokerName)
    const brokerNames = this.tables.clusterAddrTable.get(clusterName)
    brokerNames?.delete(brokerName)
    if (brokerNames?.size === 0) this.tables.clusterAddrTable.delete(clusterName)
  }

  /** Original: RouteInfoManager#cleanTopicByUnRegisterRequests */
  private cleanTopics(removedBroker: ReadonlySet<string>, reducedBroker: ReadonlySet<string>): void {
    for (const [topic, queueDataMap] of this.tables.topicQueueTable.entries()) {
      for (const brokerName of removedBroker) this.tables.removeQueueData(topic, brokerName)
      for (const brokerName of reducedBroker) {
        const queueData = queueDataMap.get(brokerName)
        if (queueData === undefined || !this.hasOnlyActingMaster(brokerName)) continue
        this.tables.setPerm(topic, queueData, queueData.perm & ~PermName.PERM_WRITE)
      }
    }
  }

  private hasOnlyActingMaster(brokerName: string): boolean {
    const brokerData = this.tables.brokerAddrTable.get(brokerName)
    if (brokerData === undefined || !brokerData.enableActingMaster) return false
    return (minBrokerId(brokerData.brokerAddrs) ?? 1) > 0
  }
}
