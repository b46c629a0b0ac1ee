import type { Kernel } from '../../kernel/Kernel'
import type { MemoryWire } from '../../ports/memory/MemoryWire'
import { BrokerNode } from '../BrokerNode'
import type { ClusterNode } from '../ClusterNode'
import type { Fault } from '../Fault'
import type { Machine } from '../Machine'
import { NameServerNode } from '../NameServerNode'
import type { ProducerEnvironment } from '../ProducerNode'
import type { ConsumerSpec, NodeSpec, ProducerSpec } from '../Scenario'
import { ClusterDrillModel } from './ClusterDrillModel'
import { ClusterDrillNode } from './ClusterDrillNode'
import { hasLateMessages, type ClusterDrillPlan, type ProducerOperation } from './ClusterDrillPlan'
import { ClusterWitness } from './ClusterWitness'
import { ConsumptionWitness } from './ConsumptionWitness'
import { DrillConsumerNode } from './DrillConsumerNode'
import { DrilledCluster, DrilledGroup } from './DrilledCluster'
import { DrillProducerNode } from './DrillProducerNode'

/** What a drill is made of. */
export interface ClusterDrillParts {
  readonly kernel: Kernel
  readonly wire: MemoryWire
  readonly plan: ClusterDrillPlan
  readonly judge: NodeSpec
  readonly producers: readonly ProducerSpec[]
  readonly consumers: readonly ConsumerSpec[]
  /** The name servers and brokers that are there already. */
  readonly servers: readonly ClusterNode[]
  readonly environment: ProducerEnvironment
  machine(name: string, host: string): Machine
  applyFault(fault: Fault): void
}

/** The producers and consumers of a drill and its judge, for a cluster whose name servers and brokers are made already. */
export function createClusterDrill(
  parts: ClusterDrillParts,
): { applications: ClusterNode[]; judge: ClusterDrillNode } {
  const { kernel, wire, plan, environment, servers } = parts
  const model = new ClusterDrillModel()
  const company = {
    model,
    operations: plan.operations.filter((operation): operation is ProducerOperation => operation.do !== 'fault'),
    hasTransactions: hasLateMessages(plan),
    onAcknowledged: (...args: Parameters<ClusterWitness['acknowledged']>) => judge.witness.acknowledged(...args),
  }
  const producers = parts.producers.map(
    (spec) => new DrillProducerNode(kernel, parts.machine(spec.name, spec.host), spec, environment, company),
  )
  const consumers = parts.consumers.map((spec) => {
    const group = plan.consumers.find((each) => each.name === spec.consumerGroup)!
    return new DrillConsumerNode(kernel, parts.machine(spec.name, spec.host), spec, environment, group)
  })
  const nameServers = servers.filter((node) => node instanceof NameServerNode)
  const brokers = servers.filter((node) => node instanceof BrokerNode)
  const groups = plan.groups.map((group, index) => {
    const first = plan.groups.slice(0, index).reduce((sum, { slaves }) => sum + 1 + slaves, 0)
    const nodes = brokers.slice(first, first + 1 + group.slaves)
    return new DrilledGroup(nodes[0]!.name, group, nodes)
  })
  const cluster = new DrilledCluster(nameServers, groups, producers, consumers)
  const { name, host } = parts.judge
  const judge: ClusterDrillNode = new ClusterDrillNode(kernel, parts.machine(name, host), parts.judge, plan, {
    model,
    cluster,
    wire,
    makeWitnesses: (onBroken) => {
      const ofConsumers = new ConsumptionWitness(kernel, model, cluster, onBroken)
      return [new ClusterWitness(kernel, model, cluster, environment.compressor, ofConsumers, onBroken), ofConsumers]
    },
    applyFault: (fault) => parts.applyFault(fault),
  })
  return { applications: [...producers, ...consumers], judge }
}
