import { PermName } from '../../common/constant/PermName'
import type { Blocking } from '../../kernel/Blocking'
import type { Lock } from '../../kernel/concurrent/ReentrantReadWriteLock'
import { ReentrantReadWriteLock } from '../../kernel/concurrent/ReentrantReadWriteLock'
import { JavaHashMap } from '../../kernel/java/JavaHashMap'
import type { Process } from '../../kernel/Process'
import type { Channel } from '../../remoting/netty/Channel'
import { BrokerMemberGroup } from '../../remoting/protocol/body/BrokerMemberGroup'
import type { TopicList } from '../../remoting/protocol/body/TopicList'
import type { DataVersion } from '../../remoting/protocol/DataVersion'
import { UnRegisterBrokerRequestHeader } from '../../remoting/protocol/header/UnRegisterBrokerRequestHeader'
import type { BrokerData } from '../../remoting/protocol/route/BrokerData'
import type { QueueData } from '../../remoting/protocol/route/QueueData'
import type { TopicRouteData } from '../../remoting/protocol/route/TopicRouteData'
import type { NamesrvConfig } from '../NamesrvConfig'
import { BatchUnregistrationService } from './BatchUnregistrationService'
import { BrokerAddrInfo } from './BrokerAddrInfo'
import type { BrokerLiveInfo } from './BrokerLiveInfo'
import { BrokerRegistration } from './BrokerRegistration'
import type { MinBrokerIdChange } from './BrokerUnregistration'
import { BrokerUnregistration } from './BrokerUnregistration'
import type { OnewayInvoker } from './MinBrokerIdNotifier'
import { MinBrokerIdNotifier } from './MinBrokerIdNotifier'
import type { RegisterBrokerRequest, RegisterBrokerResult } from './RegisterBrokerRequest'
import { RouteTables } from './RouteTables'
import { TopicListQueries } from './TopicListQueries'
import { TopicRoutePickup } from './TopicRoutePickup'

/** The tables as they go to whoever asks for the whole cluster. */
export interface ClusterTables {
  readonly brokerAddrTable: JavaHashMap<BrokerData>
  readonly clusterAddrTable: JavaHashMap<string[]>
}

/**
 * Which brokers there are and which topics they have: all that a name server is there for. One lock guards the tables;
 * registrations and un-registrations write, questions for routes read.
 * Original: org.apache.rocketmq.namesrv.routeinfo.RouteInfoManager.
 */
export class RouteInfoManager {
  private readonly namesrvConfig: NamesrvConfig
  private readonly lock: ReentrantReadWriteLock
  private readonly tables: RouteTables
  private readonly registration: BrokerRegistration
  private readonly unregistration: BrokerUnregistration
  private readonly pickup: TopicRoutePickup
  private readonly queries: TopicListQueries
  private readonly notifier: MinBrokerIdNotifier
  private readonly unRegisterService: BatchUnregistrationService

  constructor(process: Process, namesrvConfig: NamesrvConfig, remotingClient: OnewayInvoker) {
    this.namesrvConfig = namesrvConfig
    this.lock = new ReentrantReadWriteLock('route tables')
    this.tables = new RouteTables(process)
    this.registration = new BrokerRegistration(this.tables, namesrvConfig)
    this.unregistration = new BrokerUnregistration(this.tables)
    this.pickup = new TopicRoutePickup(this.tables, namesrvConfig)
    this.queries = new TopicListQueries(this.tables)
    this.notifier = new MinBrokerIdNotifier(remotingClient)
    this.unRegisterService = new BatchUnregistrationService(process, this, namesrvConfig.unRegisterBrokerQueueCapacity)
  }

  start(): void {
    this.unRegisterService.start()
  }

  *shutdown(): Blocking<void> {
    yield* this.unRegisterService.shutdown(true)
  }

  /**
   * A broker introduces itself, or repeats that it is there.
   * @returns null when it sent a single topic before it had introduced itself
   */
  *registerBroker(request: RegisterBrokerRequest): Blocking<RegisterBrokerResult | null> {
    const lock = yield* lockedForWriting(this.lock)
    try {
      const registered = this.registration.registerBroker(request)
      if (registered === null) return null
      const { minIdChangedIn } = registered
      if (minIdChangedIn !== null && this.namesrvConfig.notifyMinBrokerIdChanged) {
        yield* this.notifier.notifyMinBrokerIdChanged(minIdChangedIn.brokerAddrs, null, request.haServerAddr)
      }
      return registered.result
    } finally {
      lock.unlock()
    }
  }

  /** @returns false when too many un-registrations are waiting */
  submitUnRegisterBrokerRequest(request: UnRegisterBrokerRequestHeader): boolean {
    return this.unRegisterService.submit(request)
  }

  /** Called by the {@link BatchUnregistrationService}. */
  *unRegisterBroker(requests: readonly UnRegisterBrokerRequestHeader[]): Blocking<void> {
    const lock = yield* lockedForWriting(this.lock)
    try {
      const changes = this.unregistration.unRegisterBroker(requests)
      if (this.namesrvConfig.notifyMinBrokerIdChanged) yield* this.notifyAll(changes)
    } finally {
      lock.unlock()
    }
  }

  private *notifyAll(changes: readonly MinBrokerIdChange[]): Blocking<void> {
    for (const { brokerName, offlineBrokerAddr } of changes) {
      const brokerData = this.tables.brokerAddrTable.get(brokerName)
      if (brokerData === undefined || !brokerData.enableActingMaster) continue
      yield* this.notifier.notifyMinBrokerIdChanged(brokerData.brokerAddrs, offlineBrokerAddr, null)
    }
  }

  /** Queues of a topic on brokers that are known; it ends at the first broker that isn't. Original: #registerTopic */
  *registerTopic(topic: string, queueDatas: readonly QueueData[]): Blocking<void> {
    const lock = yield* lockedForWriting(this.lock)
    try {
      const isKnown = (each: QueueData): boolean => this.tables.brokerAddrTable.has(each.brokerName)
      const isNewTopic = !this.tables.topicQueueTable.has(topic)
      if (isNewTopic && !queueDatas.every(isKnown)) return
      for (const queueData of queueDatas) {
        if (!isKnown(queueData)) return
        this.tables.putQueueData(topic, queueData)
      }
    } finally {
      lock.unlock()
    }
  }

  /** Everywhere, or in one cluster only. Original: #deleteTopic(String), #deleteTopic(String, String) */
  *deleteTopic(topic: string, clusterName: string | null): Blocking<void> {
    const lock = yield* lockedForWriting(this.lock)
    try {
      if (clusterName === null) return this.tables.removeTopic(topic)
      for (const brokerName of this.tables.clusterAddrTable.get(clusterName) ?? []) {
        this.tables.removeQueueData(topic, brokerName)
      }
    } finally {
      lock.unlock()
    }
  }

  /** No message is to be sent to this broker any more. @returns how many topics it has */
  *wipeWritePermOfBrokerByLock(brokerName: string): Blocking<number> {
    return yield* this.operateWritePermOfBroker(brokerName, (perm) => perm & ~PermName.PERM_WRITE)
  }

  /** Messages may be sent to it again. @returns how many topics it has */
  *addWritePermOfBrokerByLock(brokerName: string): Blocking<number> {
    return yield* this.operateWritePermOfBroker(brokerName, () => PermName.PERM_READ | PermName.PERM_WRITE)
  }

  private *operateWritePermOfBroker(brokerName: string, change: (perm: number) => number): Blocking<number> {
    const lock = yield* lockedForWriting(this.lock)
    try {
      const topics = this.tables.topicsOf(brokerName)
      for (const topic of topics) {
        const queueData = this.tables.topicQueueTable.get(topic)!.get(brokerName)!
        this.tables.setPerm(topic, queueData, change(queueData.perm))
      }
      return topics.length
    } finally {
      lock.unlock()
    }
  }

  /** Where a topic's queues are; null when that isn't known. Original: #pickupTopicRouteData */
  *pickupTopicRouteData(topic: string): Blocking<TopicRouteData | null> {
    return yield* this.read(() => this.pickup.pickupTopicRouteData(topic))
  }

  *getBrokerMemberGroup(clusterName: string, brokerName: string): Blocking<BrokerMemberGroup> {
    return yield* this.read(() => {
      const group = new BrokerMemberGroup(clusterName, brokerName)
      group.brokerAddrs = new Map(this.tables.brokerAddrTable.get(brokerName)?.brokerAddrs)
      return group
    })
  }

  /** A list of names, chosen by `select`. */
  *getTopicList(select: (queries: TopicListQueries) => TopicList): Blocking<TopicList> {
    return yield* this.read(() => select(this.queries))
  }

  private *read<T>(query: () => T): Blocking<T> {
    const lock = this.lock.readLock()
    yield* lock.lockInterruptibly()
    try {
      return query()
    } finally {
      lock.unlock()
    }
  }

  /** Asked without the lock, as everything from here to {@link scanNotActiveBroker}. */
  getAllClusterInfo(): ClusterTables {
    const clusterAddrTable = new JavaHashMap<string[]>(64)
    for (const [cluster, brokerNames] of this.tables.clusterAddrTable.entries()) {
      clusterAddrTable.put(cluster, [...brokerNames])
    }
    return { brokerAddrTable: this.tables.brokerAddrTable, clusterAddrTable }
  }

  isBrokerTopicConfigChanged(clusterName: string, brokerAddr: string, dataVersion: DataVersion | null): boolean {
    return this.registration.isBrokerTopicConfigChanged(new BrokerAddrInfo(clusterName, brokerAddr), dataVersion)
  }

  /** The version of the topics that the broker has registered. */
  queryBrokerTopicConfig(clusterName: string, brokerAddr: string): DataVersion | null {
    return this.tables.liveInfoOf(new BrokerAddrInfo(clusterName, brokerAddr))?.dataVersion ?? null
  }

  /** The broker was heard of. A broker that isn't known stays unknown. */
  updateBrokerInfoUpdateTimestamp(clusterName: string, brokerAddr: string): void {
    const liveInfo = this.tables.liveInfoOf(new BrokerAddrInfo(clusterName, brokerAddr))
    if (liveInfo !== null) liveInfo.lastUpdateTimestamp = this.tables.now()
  }

  /** Every 5 s: brokers that were silent for too long are taken out. Original: #scanNotActiveBroker */
  *scanNotActiveBroker(): Blocking<void> {
    for (const [, liveInfo] of this.tables.brokerLiveTable.entries()) {
      if (!liveInfo.isExpired(this.tables.now())) continue
      liveInfo.channel.close()
      yield* this.unRegister(() => liveInfo)
    }
  }

  /** The connection that a broker has registered over has ended. Original: #onChannelDestroy(Channel) */
  *onChannelDestroy(channel: Channel): Blocking<void> {
    yield* this.unRegister(() => {
      const found = this.tables.brokerLiveTable.entries().find(([, liveInfo]) => liveInfo.channel === channel)
      return found?.[1] ?? null
    })
  }

  private *unRegister(find: () => BrokerLiveInfo | null): Blocking<void> {
    const request = yield* this.read(() => {
      const liveInfo = find()
      return liveInfo === null ? null : this.setupUnRegisterRequest(liveInfo.brokerAddrInfo)
    })
    if (request !== null) this.submitUnRegisterBrokerRequest(request)
  }

  /** Null when no group has the address. Original: #setupUnRegisterRequest */
  private setupUnRegisterRequest({ clusterName, brokerAddr }: BrokerAddrInfo): UnRegisterBrokerRequestHeader | null {
    for (const [brokerName, { cluster, brokerAddrs }] of this.tables.brokerAddrTable.entries()) {
      if (cluster !== clusterName) continue
      for (const [brokerId, addr] of brokerAddrs) {
        if (addr !== brokerAddr) continue
        return Object.assign(new UnRegisterBrokerRequestHeader(), { clusterName, brokerAddr, brokerName, brokerId })
      }
    }
    return null
  }
}

function* lockedForWriting(readWriteLock: ReentrantReadWriteLock): Blocking<Lock> {
  const lock = readWriteLock.writeLock()
  yield* lock.lockInterruptibly()
  return lock
}
