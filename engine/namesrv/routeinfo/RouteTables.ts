import { JavaHashMap } from '../../kernel/java/JavaHashMap'
import type { JavaHashSet } from '../../kernel/java/JavaHashSet'
import type { Process } from '../../kernel/Process'
import type { BrokerData } from '../../remoting/protocol/route/BrokerData'
import type { QueueData } from '../../remoting/protocol/route/QueueData'
import type { BrokerAddrInfo } from './BrokerAddrInfo'
import type { BrokerLiveInfo } from './BrokerLiveInfo'

/** What has happened to the tables: the `what` of the event `route-changed`. */
export type RouteChange = 'broker-registered' | 'broker-removed' | 'topic-added' | 'topic-changed' | 'topic-removed'

/**
 * All that a name server knows, and it knows it only from brokers: nothing of it is on a disk. Whoever reads or changes
 * more than one entry holds the lock of {@link RouteInfoManager}. (The table for static topics is left out with them.)
 * Original: the fields of org.apache.rocketmq.namesrv.routeinfo.RouteInfoManager.
 */
export class RouteTables {
  /** Topic → broker name → the queues that the topic has there. */
  readonly topicQueueTable: JavaHashMap<JavaHashMap<QueueData>>
  /** Broker name → broker id → address. */
  readonly brokerAddrTable: JavaHashMap<BrokerData>
  /** Cluster → broker names. */
  readonly clusterAddrTable: JavaHashMap<JavaHashSet>
  /** {@link BrokerAddrInfo.key} → when it was last heard of. */
  readonly brokerLiveTable: JavaHashMap<BrokerLiveInfo>
  /** {@link BrokerAddrInfo.key} → filter servers: a feature of old that the protocol still carries. */
  readonly filterServerTable: JavaHashMap<readonly string[]>
  private readonly process: Process

  /** The capacities decide the order in which lists come out: a ConcurrentHashMap takes twice what it is asked for. */
  constructor(process: Process) {
    this.topicQueueTable = new JavaHashMap(2048)
    this.brokerAddrTable = new JavaHashMap(256)
    this.clusterAddrTable = new JavaHashMap(64)
    this.brokerLiveTable = new JavaHashMap(512)
    this.filterServerTable = new JavaHashMap(512)
    this.process = process
  }

  now(): number {
    return this.process.currentTimeMillis()
  }

  /** Enters what a topic has on one broker, unless it is known already. Original: #createAndUpdateQueueData */
  putQueueData(topic: string, queueData: QueueData): void {
    const { brokerName } = queueData
    const queueDataMap = this.topicQueueTable.get(topic)
    if (queueDataMap === undefined) {
      const created = new JavaHashMap<QueueData>()
      created.put(brokerName, queueData)
      this.topicQueueTable.put(topic, created)
      this.changed('topic-added', { topic, brokerName })
    } else if (queueDataMap.get(brokerName)?.equals(queueData) !== true) {
      queueDataMap.put(brokerName, queueData)
      this.changed('topic-changed', { topic, brokerName })
    }
  }

  /** The topic has no queues on that broker any more; without any broker it isn't a topic any more. */
  removeQueueData(topic: string, brokerName: string): void {
    const queueDataMap = this.topicQueueTable.get(topic)
    if (queueDataMap === undefined || !queueDataMap.delete(brokerName)) return
    if (queueDataMap.size === 0) this.removeTopic(topic)
    else this.changed('topic-changed', { topic, brokerName })
  }

  removeTopic(topic: string): void {
    if (this.topicQueueTable.delete(topic)) this.changed('topic-removed', { topic })
  }

  /** Original: #topicSetOfBrokerName */
  topicsOf(brokerName: string): string[] {
    return this.topicQueueTable.keys().filter((topic) => this.topicQueueTable.get(topic)!.has(brokerName))
  }

  setPerm(topic: string, queueData: QueueData, perm: number): void {
    if (queueData.perm === perm) return
    queueData.perm = perm
    this.changed('topic-changed', { topic, brokerName: queueData.brokerName })
  }

  liveInfoOf(broker: BrokerAddrInfo): BrokerLiveInfo | null {
    return this.brokerLiveTable.get(broker.key) ?? null
  }

  /** Tells the trace. */
  changed(what: RouteChange, details: Readonly<Record<string, unknown>>): void {
    const { kernel, name } = this.process
    if (kernel.wants('route-changed')) kernel.emit({ type: 'route-changed', process: name, topic: '', what, ...details })
  }
}

/** Null when the broker has no addresses. */
export function minBrokerId(brokerAddrs: ReadonlyMap<number, string>): number | null {
  let min: number | null = null
  for (const id of brokerAddrs.keys()) if (min === null || id < min) min = id
  return min
}
