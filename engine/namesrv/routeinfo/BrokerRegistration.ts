import { PermName } from '../../common/constant/PermName'
import { MixAll } from '../../common/MixAll'
import type { TopicConfig } from '../../common/TopicConfig'
import { JavaHashSet } from '../../kernel/java/JavaHashSet'
import type { DataVersion } from '../../remoting/protocol/DataVersion'
import { BrokerData } from '../../remoting/protocol/route/BrokerData'
import { QueueData } from '../../remoting/protocol/route/QueueData'
import type { NamesrvConfig } from '../NamesrvConfig'
import { BrokerAddrInfo } from './BrokerAddrInfo'
import { BrokerLiveInfo } from './BrokerLiveInfo'
import type { RegisterBrokerRequest, RegisterBrokerResult } from './RegisterBrokerRequest'
import type { RouteTables } from './RouteTables'
import { minBrokerId } from './RouteTables'

/** How long a broker may be silent that doesn't say how long itself, in ms. */
const DEFAULT_BROKER_CHANNEL_EXPIRED_TIME = 120_000

const NO_MASTER: RegisterBrokerResult = { haServerAddr: null, masterAddr: null }

/** `brokerData`: the group in which the smallest broker id has changed, if it has. */
export interface Registered {
  readonly result: RegisterBrokerResult
  readonly minIdChangedIn: BrokerData | null
}

/**
 * Enters a broker and its topics into the tables. Brokers repeat their registration every 30 s, so most of the time
 * there is nothing new in it.
 * Original: RouteInfoManager#registerBroker, under its write lock.
 */
export class BrokerRegistration {
  private readonly tables: RouteTables
  private readonly namesrvConfig: NamesrvConfig

  constructor(tables: RouteTables, namesrvConfig: NamesrvConfig) {
    this.tables = tables
    this.namesrvConfig = namesrvConfig
  }

  /** @returns null when a broker that isn't known yet sends a single topic: it must introduce itself in full first */
  registerBroker(request: RegisterBrokerRequest): Registered | null {
    const { brokerName, brokerId, brokerAddr } = request
    this.joinCluster(request.clusterName, brokerName)
    const known = this.tables.brokerAddrTable.get(brokerName)
    const brokerData = known ?? this.createBrokerData(request)
    brokerData.enableActingMaster = request.enableActingMaster === true
    brokerData.zoneName = request.zoneName
    const { brokerAddrs } = brokerData

    const isMinBrokerIdChanged = brokerId < (minBrokerId(brokerAddrs) ?? 0)
    forgetOtherIds(brokerAddrs, brokerAddr, brokerId)
    if (this.isOutdated(request, brokerAddrs.get(brokerId))) {
      this.tables.brokerLiveTable.delete(new BrokerAddrInfo(request.clusterName, brokerAddr).key)
      return { result: NO_MASTER, minIdChangedIn: null }
    }
    // The group stays in the table all the same, without an address, as in the original.
    if (!brokerAddrs.has(brokerId) && request.topicConfigWrapper.topicConfigTable.size === 1) return null

    const isFirst = known === undefined || !brokerAddrs.get(brokerId)
    brokerAddrs.set(brokerId, brokerAddr)
    if (speaksForItsGroup(request, brokerAddrs)) this.takeTopics(request, brokerData, isFirst)
    this.markAlive(request)
    this.takeFilterServers(request)
    return { result: this.masterFor(request, brokerAddrs), minIdChangedIn: isMinBrokerIdChanged ? brokerData : null }
  }

  private joinCluster(clusterName: string, brokerName: string): void {
    const { clusterAddrTable } = this.tables
    const brokerNames = clusterAddrTable.get(clusterName) ?? new JavaHashSet()
    brokerNames.add(brokerName)
    clusterAddrTable.put(clusterName, brokerNames)
  }

  private createBrokerData({ clusterName, brokerName }: RegisterBrokerRequest): BrokerData {
    const brokerData = new BrokerData(clusterName, brokerName)
    this.tables.brokerAddrTable.put(brokerName, brokerData)
    return brokerData
  }

  /** Two processes claim the same id: the one with the newer state keeps it, as long as it is alive. */
  private isOutdated(request: RegisterBrokerRequest, oldAddr?: string): boolean {
    const { clusterName, brokerAddr, topicConfigWrapper } = request
    if (oldAddr === undefined || oldAddr === brokerAddr) return false
    const old = this.tables.liveInfoOf(new BrokerAddrInfo(clusterName, oldAddr))
    return old !== null && old.dataVersion.stateVersion > topicConfigWrapper.dataVersion.stateVersion
  }

  /** The topics of the broker are what it says they are: new and changed ones are entered. */
  private takeTopics(request: RegisterBrokerRequest, brokerData: BrokerData, isFirst: boolean): void {
    const { brokerName, brokerId, topicConfigWrapper } = request
    const { topicConfigTable, dataVersion } = topicConfigWrapper
    if (this.namesrvConfig.deleteTopicWithBrokerRegistration) this.dropMissingTopics(brokerName, topicConfigTable)
    const broker = new BrokerAddrInfo(request.clusterName, request.brokerAddr)
    const isActingMaster = brokerId !== MixAll.MASTER_ID && brokerData.enableActingMaster
    for (const topicConfig of topicConfigTable.values()) {
      if (!isFirst && !this.isTopicConfigChanged(broker, dataVersion, brokerName, topicConfig.topicName)) continue
      // A slave that stands in for the master is there to be read from.
      const perm = isActingMaster ? topicConfig.perm & ~PermName.PERM_WRITE : topicConfig.perm
      this.tables.putQueueData(topicConfig.topicName, queueDataOf(brokerName, topicConfig, perm))
    }
  }

  private dropMissingTopics(brokerName: string, topicConfigTable: ReadonlyMap<string, TopicConfig>): void {
    for (const topic of this.tables.topicsOf(brokerName)) {
      if (!topicConfigTable.has(topic)) this.tables.removeQueueData(topic, brokerName)
    }
  }

  /**
   * With the version that is known nothing has changed, except that a topic may be missing here. So what an operator
   * has done to the tables, such as wiping the permission to write, stays until the broker's topics change.
   * Original: RouteInfoManager#isTopicConfigChanged
   */
  private isTopicConfigChanged(
    broker: BrokerAddrInfo,
    version: DataVersion,
    brokerName: string,
    topic: string,
  ): boolean {
    if (this.isBrokerTopicConfigChanged(broker, version)) return true
    return this.tables.topicQueueTable.get(topic)?.has(brokerName) !== true
  }

  /** Original: RouteInfoManager#isBrokerTopicConfigChanged */
  isBrokerTopicConfigChanged(broker: BrokerAddrInfo, dataVersion: DataVersion | null): boolean {
    const known = this.tables.liveInfoOf(broker)
    return known === null || !known.dataVersion.equals(dataVersion)
  }

  private markAlive(request: RegisterBrokerRequest): void {
    const { tables } = this
    const { clusterName, brokerName, brokerId, brokerAddr, topicConfigWrapper, channel, haServerAddr } = request
    const broker = new BrokerAddrInfo(clusterName, brokerAddr)
    const timeout = request.heartbeatTimeoutMillis ?? DEFAULT_BROKER_CHANNEL_EXPIRED_TIME
    const { dataVersion } = topicConfigWrapper
    const isNew = !tables.brokerLiveTable.has(broker.key)
    const liveInfo = new BrokerLiveInfo(broker, tables.now(), timeout, dataVersion, channel, haServerAddr)
    tables.brokerLiveTable.put(broker.key, liveInfo)
    if (isNew) tables.changed('broker-registered', { clusterName, brokerName, brokerId, brokerAddr })
  }

  private takeFilterServers({ clusterName, brokerAddr, filterServerList }: RegisterBrokerRequest): void {
    const { key } = new BrokerAddrInfo(clusterName, brokerAddr)
    if (filterServerList === null) return
    if (filterServerList.length === 0) this.tables.filterServerTable.delete(key)
    else this.tables.filterServerTable.put(key, filterServerList)
  }

  /** Where a slave finds its master, if that is alive. */
  private masterFor(request: RegisterBrokerRequest, brokerAddrs: ReadonlyMap<number, string>): RegisterBrokerResult {
    const masterAddr = brokerAddrs.get(MixAll.MASTER_ID)
    if (request.brokerId === MixAll.MASTER_ID || masterAddr === undefined) return NO_MASTER
    const master = this.tables.liveInfoOf(new BrokerAddrInfo(request.clusterName, masterAddr))
    return master === null ? NO_MASTER : { haServerAddr: master.haServerAddr, masterAddr }
  }
}

/** A slave that was made master keeps its address: it must not stand in the table twice. */
function forgetOtherIds(brokerAddrs: Map<number, string>, brokerAddr: string, brokerId: number): void {
  for (const [id, addr] of brokerAddrs) if (addr === brokerAddr && id !== brokerId) brokerAddrs.delete(id)
}

/** The topics are the master's word; a slave's only if it has the smallest id of its group, so there is no master. */
function speaksForItsGroup(request: RegisterBrokerRequest, brokerAddrs: ReadonlyMap<number, string>): boolean {
  if (request.brokerId === MixAll.MASTER_ID) return true
  const isOldVersionBroker = request.enableActingMaster === null
  return !isOldVersionBroker && request.brokerId === minBrokerId(brokerAddrs)
}

function queueDataOf(brokerName: string, config: TopicConfig, perm: number): QueueData {
  return new QueueData(brokerName, config.readQueueNums, config.writeQueueNums, perm, config.topicSysFlag)
}
