import type { MemoryWire } from '../ports/memory/MemoryWire'
import { ConsumerNode } from './ConsumerNode'
import type { ClusterNode } from './ClusterNode'
import type { Fault } from './Fault'
import { ScenarioError } from './ScenarioError'

/** Carries out faults: the one way in which anybody breaks anything. Runs in interrupt context. */
export class FaultInjector {
  private readonly wire: MemoryWire
  private readonly nodes: ReadonlyMap<string, ClusterNode>
  /** Carries out `add-consumer`. */
  private readonly addConsumer: (fault: Fault) => void

  constructor(wire: MemoryWire, nodes: ReadonlyMap<string, ClusterNode>, addConsumer: (fault: Fault) => void) {
    this.wire = wire
    this.nodes = nodes
    this.addConsumer = addConsumer
  }

  apply(fault: Fault): void {
    const target = 'node' in fault ? fault.node : `${fault.from} → ${fault.to}`
    const how = fault.kind === 'set-listener' ? { millis: fault.millis, outcome: fault.outcome } : {}
    this.wire.kernel.emit({ type: 'fault', what: fault.kind, target, ...how })
    switch (fault.kind) {
      case 'cut-link':
        return this.changeLink(fault.from, fault.to, { isCut: true })
      case 'restore-link':
        return this.changeLink(fault.from, fault.to, { isCut: false, latencyMicros: this.wire.normalLatency })
      case 'slow-link':
        return this.changeLink(fault.from, fault.to, { latencyMicros: fault.latencyMillis * 1000 })
      case 'add-consumer':
        return this.addConsumer(fault)
      default:
        this.applyToNode(fault, this.node(fault.node))
    }
  }

  private applyToNode(fault: Exclude<Extract<Fault, { node: string }>, { kind: 'add-consumer' }>, node: ClusterNode): void {
    const { machine, process } = node
    switch (fault.kind) {
      case 'kill':
        return node.die('killed')
      case 'power-cut':
        return this.cutPower(node)
      case 'shutdown':
        return node.shutdown()
      case 'restart':
        this.wire.restorePower(machine.host)
        node.boot()
        return
      case 'pause':
        if (process !== null) this.wire.kernel.pause(process, fault.millis * 1000)
        return
      case 'skew-clock':
        if (process !== null) process.clockSkew = fault.millis * 1000
        return
      case 'slow-disk':
        machine.disk.behaviour.flushMicros = fault.flushMillis * 1000
        return
      case 'full-disk':
        machine.disk.behaviour.isFull = true
        return
      case 'broken-disk':
        machine.disk.behaviour.isBroken = true
        return
      case 'healthy-disk':
        return machine.healDisk()
      case 'set-listener':
        return this.consumer(node).setListener(fault)
    }
  }

  /** The wire first, so that the dying process's connections end without a word. */
  private cutPower(node: ClusterNode): void {
    const { machine } = node
    this.wire.cutPower(machine.host)
    node.die('without power')
    machine.pageCache.powerCut(machine.random)
    this.wire.kernel.emit({ type: 'power-cut', process: node.name, host: machine.host })
  }

  /** A link is broken, slowed and mended in both directions; each has its own entry in the table. */
  private changeLink(from: string, to: string, change: { isCut?: boolean; latencyMicros?: number }): void {
    const one = this.node(from).machine.host
    const other = this.node(to).machine.host
    this.wire.changeLink(one, other, change)
    this.wire.changeLink(other, one, change)
  }

  private consumer(node: ClusterNode): ConsumerNode {
    if (!(node instanceof ConsumerNode)) throw new ScenarioError('fault', 'a consumer of the scenario', `"${node.name}"`)
    return node
  }

  private node(name: string): ClusterNode {
    const node = this.nodes.get(name)
    if (node === undefined) throw new ScenarioError('fault', `one of ${[...this.nodes.keys()].join(', ')}`, `"${name}"`)
    return node
  }
}
