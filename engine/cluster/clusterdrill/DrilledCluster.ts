import { assert } from '../../kernel/assert'
import type { BrokerNode } from '../BrokerNode'
import type { ClusterNode } from '../ClusterNode'
import type { NameServerNode } from '../NameServerNode'
import type { PlannedGroup } from './ClusterDrillPlan'
import type { DrillConsumerNode } from './DrillConsumerNode'
import type { DrillProducerNode } from './DrillProducerNode'
import { MasterLedger } from './MasterLedger'

/** A broker of the drill and what has happened to its machine. */
export interface DrilledBroker {
  readonly node: BrokerNode
  readonly isMaster: boolean
  readonly brokerId: number
  readonly group: DrilledGroup
  /** Virtual time in µs; -1 before the first. */
  powerCutAt: number
  /** Its disk was broken or full: threads may have died, files may be missing. */
  hasDiskFailed: boolean
  /**
   * An empty slave writes what its master sends at the beginning of its own last file, wherever the master has it, and
   * takes no notice of a stretch that it could not write: while its log ends at 0, DefaultHAClient#dispatchReadRequest of
   * RocketMQ 5.3.2 compares no offsets. So a slave that a power cut or a full disk has left with an empty file becomes a
   * copy of something else, or waits for bytes that have been sent already.
   */
  isAstray: boolean
  /** Its disk was slow, its process stood still, or it was shut down: then a store refuses what it would take otherwise. */
  wasHindered: boolean
  /** It has died and is not started again. */
  isRetired: boolean
}

/** A master, its slaves, and what the master's log has to be. */
export class DrilledGroup {
  readonly name: string
  readonly plan: PlannedGroup
  readonly ledger: MasterLedger
  readonly master: DrilledBroker
  readonly slaves: readonly DrilledBroker[]

  /** `nodes`: the master comes first. */
  constructor(name: string, plan: PlannedGroup, nodes: readonly BrokerNode[]) {
    assert(nodes.length === 1 + plan.slaves, 'a group has a master and the planned slaves', nodes.length, 1 + plan.slaves)
    const [master, ...slaves] = nodes.map((node, index): DrilledBroker => ({
      node,
      isMaster: index === 0,
      brokerId: index,
      group: this,
      powerCutAt: -1,
      hasDiskFailed: false,
      isAstray: false,
      wasHindered: false,
      isRetired: false,
    }))
    this.name = name
    this.plan = plan
    this.ledger = new MasterLedger()
    this.master = master!
    this.slaves = slaves
  }

  get brokers(): readonly DrilledBroker[] {
    return [this.master, ...this.slaves]
  }

  /** Those that are to run in the end. */
  get livingSlaves(): readonly DrilledBroker[] {
    return this.slaves.filter(({ isRetired }) => !isRetired)
  }

  /** Has every message its number, and does every number stand for one message? Then the numbers of consumers can be judged. */
  get hasCertainNumbers(): boolean {
    const { ledger, slaves } = this
    if (ledger.isUpToChance || ledger.mayExpire || ledger.lost().length > 0) return false
    return !slaves.some(({ isAstray }) => isAstray)
  }

  /**
   * May the master have refused a message that it had taken itself, because a slave or its disk was not as it should be? A delayed
   * message that can't be delivered is left behind in RocketMQ 5.3.2: ScheduleMessageService.DeliverDelayedMessageTimerTask goes on
   * with the next one. So it is when a broker is shut down, since it closes its store first (BrokerController#shutdownBasicService).
   */
  get mayRefuse(): boolean {
    return this.plan.inSyncReplicas > 1 || this.master.hasDiskFailed || this.master.wasHindered
  }

  /** A slave that has gone astray acknowledges nothing, or late. */
  get mayLackReplicas(): boolean {
    return this.livingSlaves.some(({ isAstray }) => isAstray)
  }
}

/** The nodes that are drilled. */
export class DrilledCluster {
  readonly nameServers: readonly NameServerNode[]
  readonly groups: readonly DrilledGroup[]
  readonly producers: readonly DrillProducerNode[]
  readonly consumers: readonly DrillConsumerNode[]

  constructor(
    nameServers: readonly NameServerNode[],
    groups: readonly DrilledGroup[],
    producers: readonly DrillProducerNode[],
    consumers: readonly DrillConsumerNode[],
  ) {
    this.nameServers = nameServers
    this.groups = groups
    this.producers = producers
    this.consumers = consumers
  }

  get brokers(): DrilledBroker[] {
    return this.groups.flatMap(({ brokers }) => brokers)
  }

  get nodes(): ClusterNode[] {
    return [...this.nameServers, ...this.brokers.map(({ node }) => node), ...this.producers, ...this.consumers]
  }

  groupNamed(name: string): DrilledGroup | undefined {
    return this.groups.find((group) => group.name === name)
  }

  /** Those that are to run in the end. */
  get livingBrokers(): DrilledBroker[] {
    return this.brokers.filter(({ isRetired }) => !isRetired)
  }

  brokerAt(host: string): DrilledBroker | undefined {
    return this.brokers.find(({ node }) => node.machine.host === host)
  }

  brokerNamed(name: string): DrilledBroker | undefined {
    return this.brokers.find(({ node }) => node.name === name)
  }

  /** Has the disk of this node failed? */
  isExcused(name: string): boolean {
    return this.brokerNamed(name)?.hasDiskFailed === true
  }
}
