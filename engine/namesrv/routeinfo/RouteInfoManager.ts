import { PermName } from '../../common/constant/PermName'
import { MixAll } from '../../common/MixAll'
import { TopicSysFlag } from '../../common/sysflag/TopicSysFlag'
import { TopicValidator } from '../../common/topic/TopicValidator'
import type { TopicConfig } from '../../common/TopicConfig'
import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { ReentrantReadWriteLock } from '../../kernel/concurrent/ReentrantReadWriteLock'
import { JavaHashMap } from '../../kernel/java/JavaHashMap'
import { JavaHashSet } from '../../kernel/java/JavaHashSet'
import type { Process } from '../../kernel/Process'
import { Thread } from '../../kernel/Thread'
import type { Channel } from '../../remoting/netty/Channel'
import { BrokerMemberGroup } from '../../remoting/protocol/body/BrokerMemberGroup'
import { TopicList } from '../../remoting/protocol/body/TopicList'
import type { DataVersion } from '../../remoting/protocol/DataVersion'
import { NotifyMinBrokerIdChangeRequestHeader } from '../../remoting/protocol/header/NotifyMinBrokerIdChangeRequestHeader'
import { UnRegisterBrokerRequestHeader } from '../../remoting/protocol/header/UnRegisterBrokerRequestHeader'
import { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { RequestCode } from '../../remoting/protocol/RequestCode'
import { BrokerData } from '../../remoting/protocol/route/BrokerData'
import { QueueData } from '../../remoting/protocol/route/QueueData'
import { TopicRouteData } from '../../remoting/protocol/route/TopicRouteData'
import type { NamesrvConfig } from '../NamesrvConfig'
import { BatchUnregistrationService } from './BatchUnregistrationService'
import { BrokerAddrInfo } from './BrokerAddrInfo'
import { BrokerLiveInfo } from './BrokerLiveInfo'
import { BusyTableLock } from './BusyTableLock'
import type { RegisterBrokerRequest, RegisterBrokerResult } from './RegisterBrokerRequest'

/** The longest silence of a broker that doesn't name its own, in ms. */
const DEFAULT_BROKER_CHANNEL_EXPIRED_TIME = 120_000
/** For a notification to a broker, in ms. */
const NOTIFY_TIMEOUT_MILLIS = 300

const NO_MASTER: RegisterBrokerResult = { haServerAddr: null, masterAddr: null }

/** What has happened to the tables: the `what` of the event `route-changed`. */
export type RouteChange = 'broker-registered' | 'broker-removed' | 'topic-added' | 'topic-changed' | 'topic-removed'

/** The answer to a question for the whole cluster. */
export interface ClusterTables {
  readonly brokerAddrTable: JavaHashMap<BrokerData>
  readonly clusterAddrTable: JavaHashMap<string[]>
}

/** The part of a remoting client that is needed here. */
export interface OnewayInvoker {
  invokeOneway(address: string | null, request: RemotingCommand, timeoutMillis: number): Blocking<void>
}

/**
 * Which brokers there are and which topics they have: the whole of a name server's knowledge. It comes from the brokers alone;
 * none of it is on a disk. One lock guards the five tables: registrations and un-registrations write, questions for routes
 * read. (The table for static topics is left out with them.)
 * Original: org.apache.rocketmq.namesrv.routeinfo.RouteInfoManager.
 */
export class RouteInfoManager {
  private readonly lock: ReentrantReadWriteLock
  /** Topic → broker name → the queues of the topic there. */
  private readonly topicQueueTable: JavaHashMap<JavaHashMap<QueueData>>
  /** Broker name → broker id → address. */
  private readonly brokerAddrTable: JavaHashMap<BrokerData>
  /** Cluster → broker names. */
  private readonly clusterAddrTable: JavaHashMap<JavaHashSet>
  /** {@link BrokerAddrInfo.key} → when the broker was last heard of. */
  private readonly brokerLiveTable: JavaHashMap<BrokerLiveInfo>
  /** {@link BrokerAddrInfo.key} → filter servers: an old feature that the protocol still carries. */
  private readonly filterServerTable: JavaHashMap<readonly string[]>
  private readonly unRegisterService: BatchUnregistrationService
  private readonly process: Process
  private readonly namesrvConfig: NamesrvConfig
  private readonly remotingClient: OnewayInvoker

  /**
   * The capacities decide the order in which lists come out: a ConcurrentHashMap takes twice what it is asked for.
   * `lookupMicros`: what a look into the tables takes, if a run is to show threads that wait for each other.
   */
  constructor(process: Process, namesrvConfig: NamesrvConfig, remotingClient: OnewayInvoker, lookupMicros = 0) {
    this.lock = lookupMicros > 0 ? new BusyTableLock(process, lookupMicros) : new ReentrantReadWriteLock('route tables')
    this.topicQueueTable = new JavaHashMap(2048)
    this.brokerAddrTable = new JavaHashMap(256)
    this.clusterAddrTable = new JavaHashMap(64)
    this.brokerLiveTable = new JavaHashMap(512)
    this.filterServerTable = new JavaHashMap(512)
    this.unRegisterService = new BatchUnregistrationService(process, this, namesrvConfig.unRegisterBrokerQueueCapacity)
    this.process = process
    this.namesrvConfig = namesrvConfig
    this.remotingClient = remotingClient
  }

  start(): void {
    this.unRegisterService.start()
  }

  *shutdown(): Blocking<void> {
    yield* this.unRegisterService.shutdown(true)
  }

  // ---- brokers come ----

  /**
   * Enters a broker and its topics into the tables. Brokers repeat their registration every 30 s, so most of the time it brings
   * nothing new. An exception halfway leaves the tables as they are then, and the answer does not mention it.
   * Original: RouteInfoManager#registerBroker
   * @returns null when a broker that isn't known yet sends a single topic: it must introduce itself in full first
   */
  *registerBroker(request: RegisterBrokerRequest): Blocking<RegisterBrokerResult | null> {
    const lock = this.lock.writeLock()
    yield* lock.lockInterruptibly()
    let result = NO_MASTER
    try {
      const { clusterName, brokerName, brokerId, brokerAddr } = request
      this.joinCluster(clusterName, brokerName)
      const known = this.brokerAddrTable.get(brokerName)
      const brokerData = known ?? this.createBrokerData(clusterName, brokerName)
      brokerData.enableActingMaster = request.enableActingMaster === true
      brokerData.zoneName = request.zoneName
      const { brokerAddrs } = brokerData

      const isMinBrokerIdChanged = brokerId < (minBrokerId(brokerAddrs) ?? 0)
      forgetOtherIds(brokerAddrs, brokerAddr, brokerId)
      if (this.isOutdated(request, brokerAddrs.get(brokerId))) {
        this.brokerLiveTable.delete(new BrokerAddrInfo(clusterName, brokerAddr).key)
        return result
      }
      // The group stays in the table all the same, without an address, as in the original.
      if (!brokerAddrs.has(brokerId) && request.topicConfigWrapper.topicConfigTable.size === 1) return null

      const registerFirst = known === undefined || !brokerAddrs.get(brokerId)
      brokerAddrs.set(brokerId, brokerAddr)
      assert(new Set(brokerAddrs.values()).size === brokerAddrs.size, 'an address has one id in its group')
      if (speaksForItsGroup(request, brokerAddrs)) this.takeTopics(request, brokerData, registerFirst)
      this.markAlive(request)
      this.takeFilterServers(request)
      result = this.masterFor(request, brokerAddrs)
      if (isMinBrokerIdChanged && this.namesrvConfig.notifyMinBrokerIdChanged) {
        yield* this.notifyMinBrokerIdChanged(brokerAddrs, null, request.haServerAddr)
      }
    } catch (error) {
      this.swallowed(error)
    } finally {
      lock.unlock()
    }
    return result
  }

  private joinCluster(clusterName: string, brokerName: string): void {
    this.assertWriteLocked()
    const brokerNames = this.clusterAddrTable.get(clusterName) ?? new JavaHashSet()
    brokerNames.add(brokerName)
    this.clusterAddrTable.put(clusterName, brokerNames)
  }

  private createBrokerData(clusterName: string, brokerName: string): BrokerData {
    this.assertWriteLocked()
    const brokerData = new BrokerData(clusterName, brokerName)
    this.brokerAddrTable.put(brokerName, brokerData)
    return brokerData
  }

  /** Two processes claim the same id: the one with the newer state keeps it while it is alive. */
  private isOutdated(request: RegisterBrokerRequest, oldAddr?: string): boolean {
    const { clusterName, brokerAddr, topicConfigWrapper } = request
    if (oldAddr === undefined || oldAddr === brokerAddr) return false
    const old = this.brokerLiveTable.get(new BrokerAddrInfo(clusterName, oldAddr).key)
    return old !== undefined && old.dataVersion.stateVersion > topicConfigWrapper.dataVersion.stateVersion
  }

  /** The topics of a broker are what it says they are: new and changed ones are entered. */
  private takeTopics(request: RegisterBrokerRequest, brokerData: BrokerData, registerFirst: boolean): void {
    const { clusterName, brokerName, brokerId, brokerAddr, topicConfigWrapper } = request
    const { topicConfigTable, dataVersion } = topicConfigWrapper
    if (this.namesrvConfig.deleteTopicWithBrokerRegistration) this.dropMissingTopics(brokerName, topicConfigTable)
    const isActingMaster = brokerId !== MixAll.MASTER_ID && brokerData.enableActingMaster
    for (const topicConfig of topicConfigTable.values()) {
      const { topicName } = topicConfig
      const isKnown = !this.isTopicConfigChanged(clusterName, brokerAddr, dataVersion, brokerName, topicName)
      if (!registerFirst && isKnown) continue
      // A slave that stands in for the master can only be read from.
      const perm = isActingMaster ? topicConfig.perm & ~PermName.PERM_WRITE : topicConfig.perm
      this.createAndUpdateQueueData(topicName, queueDataOf(brokerName, topicConfig, perm))
    }
  }

  private dropMissingTopics(brokerName: string, topicConfigTable: ReadonlyMap<string, TopicConfig>): void {
    for (const topic of this.topicSetOfBrokerName(brokerName)) {
      if (!topicConfigTable.has(topic)) this.removeQueueData(topic, brokerName)
    }
  }

  /**
   * With the known version nothing has changed, except that a topic may be missing here. So what an operator has done to the
   * tables, such as wiping the permission to write, stays until the broker's topics change.
   * Original: RouteInfoManager#isTopicConfigChanged
   */
  private isTopicConfigChanged(
    clusterName: string, brokerAddr: string, dataVersion: DataVersion, brokerName: string, topic: string,
  ): boolean {
    if (this.isBrokerTopicConfigChanged(clusterName, brokerAddr, dataVersion)) return true
    return this.topicQueueTable.get(topic)?.has(brokerName) !== true
  }

  /** Enters the queues of a topic on one broker, unless they are known. Original: RouteInfoManager#createAndUpdateQueueData */
  private createAndUpdateQueueData(topic: string, queueData: QueueData): void {
    this.assertWriteLocked()
    const { brokerName } = queueData
    assert(this.brokerAddrTable.has(brokerName), 'a topic has queues on known brokers only', brokerName)
    const queueDataMap = this.topicQueueTable.get(topic)
    if (queueDataMap === undefined) {
      const created = new JavaHashMap<QueueData>()
      created.put(brokerName, queueData)
      this.topicQueueTable.put(topic, created)
      this.topicChanged('topic-added', topic, queueData)
    } else if (queueDataMap.get(brokerName)?.equals(queueData) !== true) {
      queueDataMap.put(brokerName, queueData)
      this.topicChanged('topic-changed', topic, queueData)
    }
  }

  private markAlive(request: RegisterBrokerRequest): void {
    this.assertWriteLocked()
    const { clusterName, brokerName, brokerId, brokerAddr, topicConfigWrapper, channel, haServerAddr } = request
    const broker = new BrokerAddrInfo(clusterName, brokerAddr)
    const timeoutMillis = request.heartbeatTimeoutMillis ?? DEFAULT_BROKER_CHANNEL_EXPIRED_TIME
    const { dataVersion } = topicConfigWrapper
    const isNew = !this.brokerLiveTable.has(broker.key)
    const liveInfo = new BrokerLiveInfo(broker, this.now(), timeoutMillis, dataVersion, channel, haServerAddr)
    this.brokerLiveTable.put(broker.key, liveInfo)
    assert(this.brokerAddrTable.get(brokerName)?.brokerAddrs.get(brokerId) === brokerAddr, 'a live broker has an address')
    if (isNew) this.changed('broker-registered', { clusterName, brokerName, brokerId, brokerAddr })
  }

  private takeFilterServers({ clusterName, brokerAddr, filterServerList }: RegisterBrokerRequest): void {
    if (filterServerList === null) return
    const { key } = new BrokerAddrInfo(clusterName, brokerAddr)
    if (filterServerList.length === 0) this.filterServerTable.delete(key)
    else this.filterServerTable.put(key, filterServerList)
  }

  /** Where a slave finds its master, if the master is alive. */
  private masterFor(request: RegisterBrokerRequest, brokerAddrs: ReadonlyMap<number, string>): RegisterBrokerResult {
    const masterAddr = brokerAddrs.get(MixAll.MASTER_ID)
    if (request.brokerId === MixAll.MASTER_ID || masterAddr === undefined) return NO_MASTER
    const master = this.brokerLiveTable.get(new BrokerAddrInfo(request.clusterName, masterAddr).key)
    return master === undefined ? NO_MASTER : { haServerAddr: master.haServerAddr, masterAddr }
  }

  /** @returns whether the broker's topics differ from what is known, or the broker is not known */
  isBrokerTopicConfigChanged(clusterName: string, brokerAddr: string, dataVersion: DataVersion | null): boolean {
    const prev = this.queryBrokerTopicConfig(clusterName, brokerAddr)
    return prev === null || !prev.equals(dataVersion)
  }

  /** The version of the topics that the broker has registered. */
  queryBrokerTopicConfig(clusterName: string, brokerAddr: string): DataVersion | null {
    return this.brokerLiveTable.get(new BrokerAddrInfo(clusterName, brokerAddr).key)?.dataVersion ?? null
  }

  /** The broker was heard of. An unknown broker stays unknown. */
  updateBrokerInfoUpdateTimestamp(clusterName: string, brokerAddr: string): void {
    const liveInfo = this.brokerLiveTable.get(new BrokerAddrInfo(clusterName, brokerAddr).key)
    if (liveInfo !== undefined) liveInfo.lastUpdateTimestamp = this.now()
  }

  // ---- brokers go ----

  /** @returns false when too many un-registrations are waiting */
  submitUnRegisterBrokerRequest(request: UnRegisterBrokerRequestHeader): boolean {
    return this.unRegisterService.submit(request)
  }

  /**
   * Takes brokers out of the tables, several at once: so the topics, of which there may be many thousands, are gone through
   * only once. Called by the {@link BatchUnregistrationService}. Original: RouteInfoManager#unRegisterBroker
   */
  *unRegisterBroker(requests: readonly UnRegisterBrokerRequestHeader[]): Blocking<void> {
    const lock = this.lock.writeLock()
    yield* lock.lockInterruptibly()
    try {
      /** Names without a broker now, and those that still have one. */
      const removedBroker = new Set<string>()
      const reducedBroker = new Set<string>()
      /** Broker name → the address that had the smallest id and is gone. */
      const needNotify = new JavaHashMap<string>()
      for (const request of requests) {
        const brokerName = request.brokerName!
        const brokerData = this.brokerAddrTable.get(brokerName)
        const isMinBrokerIdChanged = request.brokerId === minBrokerId(brokerData?.brokerAddrs ?? new Map())
        this.forgetAddress(request, brokerData)
        if (brokerData === undefined || brokerData.brokerAddrs.size > 0) {
          reducedBroker.add(brokerName)
          if (isMinBrokerIdChanged) needNotify.put(brokerName, request.brokerAddr!)
        } else {
          this.forgetBrokerName(brokerName, request.clusterName!)
          removedBroker.add(brokerName)
        }
      }
      this.cleanTopicByUnRegisterRequests(removedBroker, reducedBroker)
      if (this.namesrvConfig.notifyMinBrokerIdChanged) yield* this.notifyGroups(needNotify)
    } catch (error) {
      this.swallowed(error)
    } finally {
      lock.unlock()
    }
  }

  /** The address decides, not the id in the request. */
  private forgetAddress(request: UnRegisterBrokerRequestHeader, brokerData?: BrokerData): void {
    this.assertWriteLocked()
    const { clusterName, brokerName, brokerAddr } = request
    const { key } = new BrokerAddrInfo(clusterName!, brokerAddr!)
    this.filterServerTable.delete(key)
    for (const [id, addr] of brokerData?.brokerAddrs ?? []) if (addr === brokerAddr) brokerData!.brokerAddrs.delete(id)
    if (!this.brokerLiveTable.delete(key)) return
    this.changed('broker-removed', { clusterName, brokerName, brokerAddr })
  }

  private forgetBrokerName(brokerName: string, clusterName: string): void {
    this.assertWriteLocked()
    const brokerData = this.brokerAddrTable.get(brokerName)
    assert(brokerData?.brokerAddrs.size === 0, 'a name is forgotten with its last address', brokerName)
    this.brokerAddrTable.delete(brokerName)
    const brokerNames = this.clusterAddrTable.get(clusterName)
    brokerNames?.delete(brokerName)
    if (brokerNames?.size === 0) this.clusterAddrTable.delete(clusterName)
  }

  /** Original: RouteInfoManager#cleanTopicByUnRegisterRequests */
  private cleanTopicByUnRegisterRequests(removedBroker: ReadonlySet<string>, reducedBroker: ReadonlySet<string>): void {
    this.assertWriteLocked()
    for (const [topic, queueDataMap] of this.topicQueueTable.entries()) {
      for (const brokerName of removedBroker) this.removeQueueData(topic, brokerName)
      assert(queueDataMap.size > 0 || !this.topicQueueTable.has(topic), 'a topic without queues is no topic', topic)
      for (const brokerName of reducedBroker) {
        const queueData = queueDataMap.get(brokerName)
        if (queueData === undefined) continue
        const brokerData = this.brokerAddrTable.get(brokerName)
        assert(brokerData !== undefined, 'a topic has queues on known brokers only', brokerName)
        const isNoMasterExists = (minBrokerId(brokerData.brokerAddrs) ?? 1) > MixAll.MASTER_ID
        if (brokerData.enableActingMaster && isNoMasterExists) {
          this.setPerm(topic, queueData, queueData.perm & ~PermName.PERM_WRITE)
        }
      }
    }
  }

  /** Every 5 s: takes out the brokers that have been silent for too long. Original: RouteInfoManager#scanNotActiveBroker */
  *scanNotActiveBroker(): Blocking<void> {
    try {
      for (const [, liveInfo] of this.brokerLiveTable.entries()) {
        if (!liveInfo.isExpired(this.now())) continue
        liveInfo.channel.close()
        yield* this.unRegisterLater(() => liveInfo)
      }
    } catch (error) {
      this.swallowed(error)
    }
  }

  /** The connection over which a broker has registered has ended. Original: RouteInfoManager#onChannelDestroy(Channel) */
  *onChannelDestroy(channel: Channel): Blocking<void> {
    yield* this.unRegisterLater(() => {
      const found = this.brokerLiveTable.entries().find(([, liveInfo]) => liveInfo.channel === channel)
      return found?.[1] ?? null
    })
  }

  private *unRegisterLater(find: () => BrokerLiveInfo | null): Blocking<void> {
    const request = yield* this.read(() => {
      const liveInfo = find()
      return liveInfo === null ? null : this.setupUnRegisterRequest(liveInfo.brokerAddrInfo)
    })
    if (request !== null) this.submitUnRegisterBrokerRequest(request)
  }

  /** @returns null when no group has the address. Original: RouteInfoManager#setupUnRegisterRequest */
  private setupUnRegisterRequest({ clusterName, brokerAddr }: BrokerAddrInfo): UnRegisterBrokerRequestHeader | null {
    this.assertReadLocked()
    for (const [brokerName, { cluster, brokerAddrs }] of this.brokerAddrTable.entries()) {
      if (cluster !== clusterName) continue
      for (const [brokerId, addr] of brokerAddrs) {
        if (addr !== brokerAddr) continue
        return Object.assign(new UnRegisterBrokerRequestHeader(), { clusterName, brokerAddr, brokerName, brokerId })
      }
    }
    return null
  }

  // ---- the smallest id of a group has changed ----

  private *notifyGroups(needNotify: JavaHashMap<string>): Blocking<void> {
    for (const [brokerName, offlineBrokerAddr] of needNotify.entries()) {
      const brokerData = this.brokerAddrTable.get(brokerName)
      if (brokerData === undefined || !brokerData.enableActingMaster) continue
      yield* this.notifyMinBrokerIdChanged(brokerData.brokerAddrs, offlineBrokerAddr, null)
    }
  }

  /**
   * Tells a group which of its brokers has the smallest id now: all of them when one has gone, the others when one has come.
   * Original: RouteInfoManager#notifyMinBrokerIdChanged, #chooseBrokerAddrsToNotify
   * @param offlineBrokerAddr null when a broker has come
   */
  private *notifyMinBrokerIdChanged(
    brokerAddrs: ReadonlyMap<number, string>, offlineBrokerAddr: string | null, haBrokerAddr: string | null,
  ): Blocking<void> {
    const minId = minBrokerId(brokerAddrs)
    if (minId === null) return
    const header = new NotifyMinBrokerIdChangeRequestHeader()
    header.minBrokerId = minId
    header.minBrokerAddr = brokerAddrs.get(minId)!
    header.offlineBrokerAddr = offlineBrokerAddr
    header.haBrokerAddr = haBrokerAddr
    const request = RemotingCommand.createRequestCommand(RequestCode.NOTIFY_MIN_BROKER_ID_CHANGE, header)
    const isForAll = offlineBrokerAddr !== null || brokerAddrs.size === 1
    for (const [brokerId, brokerAddr] of inOrderOfId(brokerAddrs)) {
      if (!isForAll && brokerId === minId) continue
      yield* this.remotingClient.invokeOneway(brokerAddr, request, NOTIFY_TIMEOUT_MILLIS)
    }
  }

  // ---- topics ----

  /** Enters the queues of a topic, up to the first broker that isn't known. Original: RouteInfoManager#registerTopic */
  *registerTopic(topic: string, queueDatas: readonly QueueData[]): Blocking<void> {
    yield* this.write(() => {
      const isKnown = (each: QueueData): boolean => this.brokerAddrTable.has(each.brokerName)
      const isNewTopic = !this.topicQueueTable.has(topic)
      if (isNewTopic && !queueDatas.every(isKnown)) return
      for (const queueData of queueDatas) {
        if (!isKnown(queueData)) return
        this.createAndUpdateQueueData(topic, queueData)
      }
    })
  }

  /** Deletes a topic everywhere, or in one cluster only. Original: RouteInfoManager#deleteTopic(String), #deleteTopic(String, String) */
  *deleteTopic(topic: string, clusterName: string | null): Blocking<void> {
    yield* this.write(() => {
      if (clusterName === null) return this.removeTopic(topic)
      for (const brokerName of this.clusterAddrTable.get(clusterName) ?? []) this.removeQueueData(topic, brokerName)
    })
  }

  /** Keeps producers away from this broker. @returns the number of its topics */
  *wipeWritePermOfBrokerByLock(brokerName: string): Blocking<number> {
    return yield* this.operateWritePermOfBroker(brokerName, (perm) => perm & ~PermName.PERM_WRITE)
  }

  /** Lets producers come back to it. @returns the number of its topics */
  *addWritePermOfBrokerByLock(brokerName: string): Blocking<number> {
    return yield* this.operateWritePermOfBroker(brokerName, () => PermName.PERM_READ | PermName.PERM_WRITE)
  }

  private *operateWritePermOfBroker(brokerName: string, change: (perm: number) => number): Blocking<number> {
    return yield* this.write(() => {
      const topics = this.topicSetOfBrokerName(brokerName)
      for (const topic of topics) {
        const queueData = this.topicQueueTable.get(topic)!.get(brokerName)!
        this.setPerm(topic, queueData, change(queueData.perm))
      }
      return topics.length
    })
  }

  /** Original: RouteInfoManager#topicSetOfBrokerName */
  private topicSetOfBrokerName(brokerName: string): string[] {
    return this.topicQueueTable.keys().filter((topic) => this.topicQueueTable.get(topic)!.has(brokerName))
  }

  private setPerm(topic: string, queueData: QueueData, perm: number): void {
    this.assertWriteLocked()
    if (queueData.perm === perm) return
    queueData.perm = perm
    this.topicChanged('topic-changed', topic, queueData)
  }

  /** Removes the topic's queues on that broker, and the topic itself once no broker has it. */
  private removeQueueData(topic: string, brokerName: string): void {
    this.assertWriteLocked()
    const queueDataMap = this.topicQueueTable.get(topic)
    if (queueDataMap === undefined || !queueDataMap.delete(brokerName)) return
    if (queueDataMap.size === 0) this.removeTopic(topic)
    else this.changed('topic-changed', { topic, brokerName, writeQueueNums: 0 })
  }

  private removeTopic(topic: string): void {
    this.assertWriteLocked()
    if (this.topicQueueTable.delete(topic)) this.changed('topic-removed', { topic })
  }

  // ---- questions ----

  /**
   * Puts together what a client needs to know of a topic. The brokers are copied, because an acting master may be entered into
   * them. Original: RouteInfoManager#pickupTopicRouteData
   * @returns null when the topic is not known
   */
  *pickupTopicRouteData(topic: string): Blocking<TopicRouteData | null> {
    const topicRouteData = yield* this.read(() => {
      const queueDataMap = this.topicQueueTable.get(topic)
      if (queueDataMap === undefined) return null
      assert(queueDataMap.size > 0, 'a topic of the table has queues somewhere', topic)
      const route = new TopicRouteData()
      route.queueDatas = queueDataMap.entries().map(([, queueData]) => queueData)
      for (const brokerName of new JavaHashSet(queueDataMap.keys())) {
        const brokerData = this.brokerAddrTable.get(brokerName)
        assert(brokerData !== undefined, 'a route names known brokers only', brokerName)
        route.brokerDatas.push(brokerData.clone())
        this.addFilterServers(route, brokerData)
      }
      return route
    })
    if (topicRouteData === null || topicRouteData.brokerDatas.length === 0) return null
    if (this.namesrvConfig.supportActingMaster) appointActingMasters(topic, topicRouteData)
    return topicRouteData
  }

  private addFilterServers(route: TopicRouteData, { cluster, brokerAddrs }: BrokerData): void {
    this.assertReadLocked()
    if (this.filterServerTable.size === 0) return
    for (const brokerAddr of brokerAddrs.values()) {
      const servers = this.filterServerTable.get(new BrokerAddrInfo(cluster, brokerAddr).key)
      route.filterServerTable[brokerAddr] = servers === undefined ? null : [...servers]
    }
  }

  *getBrokerMemberGroup(clusterName: string, brokerName: string): Blocking<BrokerMemberGroup> {
    return yield* this.read(() => {
      const group = new BrokerMemberGroup(clusterName, brokerName)
      group.brokerAddrs = new Map(this.brokerAddrTable.get(brokerName)?.brokerAddrs)
      return group
    })
  }

  /** Without the lock, as in the original. */
  getAllClusterInfo(): ClusterTables {
    const clusterAddrTable = new JavaHashMap<string[]>(64)
    for (const [cluster, names] of this.clusterAddrTable.entries()) clusterAddrTable.put(cluster, [...names])
    return { brokerAddrTable: this.brokerAddrTable, clusterAddrTable }
  }

  *getAllTopicList(): Blocking<TopicList> {
    return yield* this.read(() => listOf(this.topicQueueTable.keys()))
  }

  /** The names of clusters and brokers, each of which is a topic as well; and the address of any broker. */
  *getSystemTopicList(): Blocking<TopicList> {
    return yield* this.read(() => {
      const names = this.clusterAddrTable.entries().flatMap(([cluster, brokerNames]) => [cluster, ...brokerNames])
      const groups = this.brokerAddrTable.entries().map(([, { brokerAddrs }]) => inOrderOfId(brokerAddrs))
      const brokerAddr = groups.find((group) => group.length > 0)?.[0]?.[1]
      return listOf(names, brokerAddr)
    })
  }

  /** Topics with queues on any broker of the cluster; none for an unknown cluster. */
  *getTopicsByCluster(cluster: string): Blocking<TopicList> {
    return yield* this.read(() => {
      const brokerNames = this.clusterAddrTable.get(cluster) ?? new JavaHashSet()
      return listOf([...brokerNames].flatMap((brokerName) => this.topicSetOfBrokerName(brokerName)))
    })
  }

  *getUnitTopics(): Blocking<TopicList> {
    return yield* this.topicsWhere((flag) => TopicSysFlag.hasUnitFlag(flag))
  }

  *getHasUnitSubTopicList(): Blocking<TopicList> {
    return yield* this.topicsWhere((flag) => TopicSysFlag.hasUnitSubFlag(flag))
  }

  *getHasUnitSubUnUnitTopicList(): Blocking<TopicList> {
    return yield* this.topicsWhere((flag) => !TopicSysFlag.hasUnitFlag(flag) && TopicSysFlag.hasUnitSubFlag(flag))
  }

  /** Only one broker of a topic is asked for the flag, as in the original. */
  private *topicsWhere(matches: (topicSysFlag: number) => boolean): Blocking<TopicList> {
    return yield* this.read(() => {
      const topics = this.topicQueueTable.entries().filter(([, queueDataMap]) => {
        const first = queueDataMap.entries()[0]?.[1]
        return first !== undefined && matches(first.topicSysFlag)
      })
      return listOf(topics.map(([topic]) => topic))
    })
  }

  // ---- the lock ----

  private *read<T>(query: () => T): Blocking<T> {
    const lock = this.lock.readLock()
    yield* lock.lockInterruptibly()
    try {
      return query()
    } finally {
      lock.unlock()
    }
  }

  private *write<T>(change: () => T): Blocking<T> {
    const lock = this.lock.writeLock()
    yield* lock.lockInterruptibly()
    try {
      return change()
    } finally {
      lock.unlock()
    }
  }

  private assertReadLocked(): void {
    assert(this.lock.getReadHoldCount() > 0, 'the route tables are read under the read lock')
  }

  private assertWriteLocked(): void {
    assert(this.lock.isWriteLockedByCurrentThread(), 'the route tables change under the write lock')
  }

  private now(): number {
    return this.process.currentTimeMillis()
  }

  /** Tells the trace. */
  private changed(what: RouteChange, details: Readonly<Record<string, unknown>>): void {
    const { kernel, name } = this.process
    if (kernel.wants('route-changed')) kernel.emit({ type: 'route-changed', process: name, topic: '', what, ...details })
  }

  private topicChanged(what: RouteChange, topic: string, queueData: QueueData): void {
    const { brokerName, readQueueNums, writeQueueNums, perm } = queueData
    this.changed(what, { topic, brokerName, readQueueNums, writeQueueNums, perm })
  }

  /** The original writes such an exception to its log. */
  private swallowed(error: unknown): void {
    const { kernel, name } = this.process
    const thread = Thread.currentThread().name
    kernel.emit({ type: 'exception-swallowed', process: name, thread, error: String(error) })
  }
}

/** @returns null when the group has no addresses */
function minBrokerId(brokerAddrs: ReadonlyMap<number, string>): number | null {
  let min: number | null = null
  for (const id of brokerAddrs.keys()) if (min === null || id < min) min = id
  return min
}

/** The order of a Java HashMap with small numbers for keys. */
function inOrderOfId(brokerAddrs: ReadonlyMap<number, string>): Array<[number, string]> {
  return [...brokerAddrs].sort(([one], [other]) => one - other)
}

/** A slave that was made master keeps its address, which must not stand in the table twice. */
function forgetOtherIds(brokerAddrs: Map<number, string>, brokerAddr: string, brokerId: number): void {
  for (const [id, addr] of brokerAddrs) if (addr === brokerAddr && id !== brokerId) brokerAddrs.delete(id)
}

/** Topics are the master's word. A slave's counts only if it has the smallest id of its group: then there is no master. */
function speaksForItsGroup(request: RegisterBrokerRequest, brokerAddrs: ReadonlyMap<number, string>): boolean {
  if (request.brokerId === MixAll.MASTER_ID) return true
  const isOldVersionBroker = request.enableActingMaster === null
  return !isOldVersionBroker && request.brokerId === minBrokerId(brokerAddrs)
}

function queueDataOf(brokerName: string, config: TopicConfig, perm: number): QueueData {
  return new QueueData(brokerName, config.readQueueNums, config.writeQueueNums, perm, config.topicSysFlag)
}

/**
 * Where there is no master, the slave with the smallest id is shown as if it were one: so clients that only talk to masters
 * can go on reading, locking queues and asking for offsets. It takes no messages: it is appointed only where the queues are
 * not writable.
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

/** Each name once, in the order of Java's sets. */
function listOf(names: Iterable<string>, brokerAddr: string | null = null): TopicList {
  return new TopicList([...new JavaHashSet(names)], brokerAddr)
}
