import type { ConsumerSpec, Scenario } from '../../cluster/Scenario'
import type { NodeInfo } from '../protocol'

/** Finds the node that an event belongs to: by name, by machine, or by an address on that machine. */
export class NodeTable {
  readonly nodes: readonly NodeInfo[]
  private readonly byHost: ReadonlyMap<string, string>

  /** @param added names of consumers that are not there from the beginning */
  constructor(scenario: Scenario, added: ReadonlySet<string> = new Set()) {
    this.nodes = [
      ...scenario.nameServers.map((node) => info(node, 'namesrv', `${node.host}:${node.port}`)),
      ...scenario.producers.map((node) => info(node, 'producer', node.host)),
      ...scenario.brokers.map((node) => info(node, 'broker', `${node.host}:${node.port}`)),
      ...scenario.consumers.map((node) => ({ ...info(node, 'consumer', node.host), consumer: consumerOf(node, scenario, added) })),
      ...scenario.drills.map((node) => info(node, 'producer', node.host)),
      ...scenario.drills.map(({ store }) => info(store, 'broker', store.host)),
      ...(scenario.clusterDrill === null ? [] : [info(scenario.clusterDrill, 'producer', scenario.clusterDrill.host)]),
    ]
    this.byHost = new Map(this.nodes.map((node) => [node.host, node.name]))
  }

  ofHost(host: string): string {
    return this.byHost.get(host) ?? ''
  }

  /** `10.0.0.21:10911` → `broker-a` */
  ofAddress(address: string): string {
    const colon = address.lastIndexOf(':')
    return this.ofHost(colon < 0 ? address : address.slice(0, colon))
  }

  isNode(name: string): boolean {
    return this.nodes.some((node) => node.name === name)
  }
}

/** Null in a drill: its judge knows what its consumers were told to do, and nothing else. */
function consumerOf(
  { name, consumerGroup, listener: { millis, outcome } }: ConsumerSpec, scenario: Scenario, added: ReadonlySet<string>,
): NodeInfo['consumer'] {
  return scenario.clusterDrill === null ? { group: consumerGroup, millis, outcome, isAdded: added.has(name) } : null
}

function info(node: { name: string; host: string }, role: NodeInfo['role'], address: string): NodeInfo {
  return { name: node.name, role, host: node.host, address }
}
