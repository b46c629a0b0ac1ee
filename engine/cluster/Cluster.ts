// @notrace-file: what drives a run is no part of it.
import type { Blocking } from '../kernel/Blocking'
import { assert } from '../kernel/assert'
import { notNull } from '../kernel/java/notNull'
import type { EventSink, RunLimit, RunOutcome } from '../kernel/Kernel'
import { Kernel } from '../kernel/Kernel'
import type { Process } from '../kernel/Process'
import type { Compressor } from '../ports/Compressor'
import type { Disk } from '../ports/Disk'
import { MemoryWire } from '../ports/memory/MemoryWire'
import { ApplicationDatabase } from './ApplicationDatabase'
import { BrokerNode } from './BrokerNode'
import type { ClusterNode } from './ClusterNode'
import type { DrillPlan } from './drill/DrillPlan'
import { storeConfigOf } from './drill/DrillPlan'
import type { ClusterDrillPlan } from './clusterdrill/ClusterDrillPlan'
import { ClusterDrillNode } from './clusterdrill/ClusterDrillNode'
import { createClusterDrill } from './clusterdrill/createClusterDrill'
import { scenarioOfPlan } from './clusterdrill/scenarioOfPlan'
import { clusterDrillPlanOf } from './clusterdrill/wholeScenario'
import { makeDrillPlan } from './drill/makeDrillPlan'
import { StoreDrillNode } from './drill/StoreDrillNode'
import { StoreNode } from './drill/StoreNode'
import type { ConsumerNodeEnvironment } from './ConsumerNode'
import { ConsumerNode } from './ConsumerNode'
import { EventHub } from './EventHub'
import { withAddedConsumers, type WithAddedConsumers } from './addedConsumers'
import type { Fault, Intervention } from './Fault'
import { FaultInjector } from './FaultInjector'
import { FaultTrigger } from './FaultTrigger'
import { Machine } from './Machine'
import { NameServerNode } from './NameServerNode'
import { Outcomes } from './Outcomes'
import type { ProducerEnvironment } from './ProducerNode'
import { ProducerNode } from './ProducerNode'
import type { ConsumerSpec, Scenario, ScenarioFault, SelectorName } from './Scenario'
import { ScenarioError } from './ScenarioError'
import type { MessageListener } from './ReaderListener'
import type { Strategy } from './selectors'
import type { SendOrders } from './SendOrders'

/** What the world gives to a run. None of it may change what happens in the run. */
export interface ClusterEnvironment {
  readonly compressor: Compressor
  /** The disk of the node of that name: empty, or as an earlier run has left it. */
  diskOf(node: string): Disk
}

export interface ClusterOptions {
  readonly seed: number
  readonly interventions: readonly Intervention[]
  /** Takes the place of the scenario's own selectors. */
  readonly selector: SelectorName | null
  /** Makes the strategy of an application that has one of its own; it takes the place of all selectors. */
  readonly createStrategy?: ((process: Process) => Strategy) | null
  /** Makes the listener of a consumer that has one of its own; it takes the place of the scenario's. */
  readonly createListener?: ((process: Process) => MessageListener) | null
  /** What somebody outside wants to be sent, by the applications whose programs are at their ends. */
  readonly orders?: SendOrders | null
  /** What a drill does, in place of what follows from the seed. */
  readonly drillPlan?: DrillPlan | null
  /** What a cluster drill does, in place of what follows from the seed. */
  readonly clusterDrillPlan?: ClusterDrillPlan | null
}

/**
 * A whole cluster and its applications: a pure function of scenario, seed, interventions and selector. Make it, listen,
 * run it.
 */
export class Cluster {
  readonly kernel: Kernel
  readonly wire: MemoryWire
  private readonly byName: Map<string, ClusterNode>
  readonly outcomes: Outcomes
  readonly drills: readonly StoreDrillNode[]
  /** The judge of a cluster drill; null when the scenario has none. */
  readonly clusterDrill: ClusterDrillNode | null
  /** With the nodes of a cluster drill, which are not in the file. */
  readonly scenario: Scenario
  /** With the consumers that faults add as well. */
  readonly scenarioInTheEnd: Scenario
  private readonly environment: ClusterEnvironment
  private readonly shared: ProducerEnvironment & ConsumerNodeEnvironment
  /** The consumers that faults add. */
  private readonly added: ReadonlyMap<Fault, ConsumerSpec>
  private readonly hub: EventHub
  private readonly faults: FaultInjector

  constructor(scenario: Scenario, options: ClusterOptions, environment: ClusterEnvironment) {
    const plan = options.clusterDrillPlan ?? clusterDrillPlanOf(scenario, options.seed)
    this.scenario = plan === null ? scenario : scenarioOfPlan(scenario, plan)
    this.kernel = new Kernel({ seed: options.seed, epochMillis: scenario.epochMillis })
    this.wire = new MemoryWire(this.kernel, scenario.network)
    this.outcomes = new Outcomes()
    this.environment = environment
    this.shared = this.sharedEnvironment(options)
    const { scenario: scenarioInTheEnd, added } = this.withConsumersToAdd(options.interventions)
    this.scenarioInTheEnd = scenarioInTheEnd
    this.added = added
    this.byName = this.createNodes(options, plan)
    this.drills = [...this.nodes.values()].filter((node) => node instanceof StoreDrillNode)
    this.clusterDrill = [...this.nodes.values()].find((node) => node instanceof ClusterDrillNode) ?? null
    this.hub = new EventHub()
    this.superviseDrills()
    this.faults = new FaultInjector(this.wire, this.nodes, (fault) => void this.addConsumer(notNull(this.added.get(fault), 'who is added')))
    for (const node of this.nodes.values()) {
      // A drill starts its store itself, again and again.
      if (node instanceof StoreNode) continue
      this.kernel.schedule(node.startAtMillis * 1000, `${node.name} starts`, () => node.boot())
    }
    for (const fault of scenario.faults) this.plan(fault)
    for (const { slice, fault } of options.interventions) this.kernel.atSlice(slice, () => this.faults.apply(fault))
  }

  get nodes(): ReadonlyMap<string, ClusterNode> {
    return this.byName
  }

  /** Of the consumers that faults add. */
  get addedNames(): string[] {
    return [...this.added.values()].map(({ name }) => name)
  }

  /** Virtual time in µs at which the scenario ends. */
  get endTime(): number {
    return this.scenario.durationMillis * 1000
  }

  /** Has every event told to the sink from now on. */
  listen(sink: EventSink): void {
    this.hub.add(sink)
    this.kernel.sink = this.hub
  }

  /** Breaks something as soon as the threads let it, in interrupt context. */
  disturb(fault: Fault): void {
    this.kernel.schedule(0, `fault: ${fault.kind}`, () => this.faults.apply(fault))
  }

  /** Runs on, at most to the scenario's end. See {@link Kernel.run}. */
  run(limit: RunLimit = {}): RunOutcome {
    return this.kernel.run({ ...limit, time: Math.min(limit.time ?? Infinity, this.endTime) })
  }

  /** Breaks something now. */
  apply(fault: Fault): void {
    this.faults.apply(fault)
  }

  /** One consumer more, on a machine of its own, which starts at once. To be called between slices, or in interrupt context. */
  addConsumer(spec: ConsumerSpec): ConsumerNode {
    assert(!this.byName.has(spec.name), 'nodes have names of their own', spec.name)
    const node = new ConsumerNode(this.kernel, this.machine(spec.name, spec.host), spec, this.shared)
    this.byName.set(spec.name, node)
    node.boot()
    return node
  }

  /** A consumer that is down is no part of the cluster any more. */
  forgetConsumer(name: string): void {
    const node = this.byName.get(name)
    assert(node?.process?.alive !== true, 'who is forgotten is down', name)
    this.byName.delete(name)
  }

  /** Ends the scenario: all processes are gone at once, without a word to each other. */
  stop(): void {
    this.kernel.sink = null
    this.kernel.hooks = null
    for (const node of this.nodes.values()) if (node.process !== null) this.kernel.kill(node.process)
  }

  /**
   * What an operating system does in the end: what is in the page caches goes to the disks. Machines without power have
   * nothing left to write. Runs as a thread of its own after the scenario's end; see {@link Kernel.run}.
   */
  writeBack(): void {
    const system = this.kernel.createProcess({ name: 'operating systems', host: 'everywhere' })
    for (const { machine } of this.nodes.values()) {
      system.spawn(`kworker ${machine.host}`, function* (): Blocking<void> {
        yield* machine.pageCache.sync()
      })
    }
  }

  /** @throws ScenarioError for a fault that adds a consumer to what has none, or to a drill, whose judge knows nothing of it */
  private withConsumersToAdd(interventions: readonly Intervention[]): WithAddedConsumers {
    const faults = [...this.scenario.faults, ...interventions].map(({ fault }) => fault)
    const whole = withAddedConsumers(this.scenario, faults)
    if (whole.added.size > 0 && this.scenario.clusterDrill !== null) {
      throw new ScenarioError('fault', 'a fault that a drill knows', '"add-consumer"')
    }
    return whole
  }

  private sharedEnvironment(options: ClusterOptions): ProducerEnvironment & ConsumerNodeEnvironment {
    const { selector, createStrategy = null, createListener = null, orders = null } = options
    const { wire, outcomes, environment: { compressor } } = this
    const namesrvAddr = this.scenario.nameServers.map(({ host, port }) => `${host}:${port}`).join(';')
    const database = new ApplicationDatabase()
    return { wire, compressor, namesrvAddr, selector, createStrategy, createListener, orders, outcomes, database }
  }

  private machine(name: string, host: string, flushMicros = 200): Machine {
    return new Machine(this.kernel, host, this.environment.diskOf(name), flushMicros)
  }

  private createNodes(options: ClusterOptions, clusterDrillPlan: ClusterDrillPlan | null): Map<string, ClusterNode> {
    const { kernel, wire, scenario, shared } = this
    const { namesrvAddr } = shared
    const machine = (...args: Parameters<Cluster['machine']>): Machine => this.machine(...args)
    const servers: ClusterNode[] = [
      ...scenario.nameServers.map((spec) => new NameServerNode(kernel, machine(spec.name, spec.host), wire, spec)),
      ...scenario.brokers.map((spec) => {
        const topics = scenario.topics.filter((topic) => topic.brokers.includes(spec.name))
        const own = machine(spec.name, spec.host, spec.diskFlushMicros)
        return new BrokerNode(kernel, own, wire, spec, namesrvAddr, topics)
      }),
    ]
    const nodes: ClusterNode[] = [
      ...servers,
      ...this.createApplications(servers, clusterDrillPlan),
      ...scenario.drills.flatMap((spec) => {
        const plan = options.drillPlan ?? makeDrillPlan(options.seed)
        const store = new StoreNode(kernel, machine(spec.store.name, spec.store.host), spec.store, storeConfigOf(plan))
        return [new StoreDrillNode(kernel, machine(spec.name, spec.host), spec, store, plan), store]
      }),
    ]
    const byName = new Map(nodes.map((node) => [node.name, node]))
    assert(byName.size === nodes.length, 'nodes have names of their own', byName.size, nodes.length)
    return byName
  }

  /** Ordinary applications, or those of a cluster drill and its judge. */
  private createApplications(
    servers: readonly ClusterNode[],
    plan: ClusterDrillPlan | null,
  ): ClusterNode[] {
    const { kernel, wire, shared: environment, scenario: { producers, consumers, clusterDrill } } = this
    const machine = (name: string, host: string): Machine => this.machine(name, host)
    if (plan === null || clusterDrill === null) {
      return [
        ...producers.map((spec) => new ProducerNode(kernel, machine(spec.name, spec.host), spec, environment)),
        ...consumers.map((spec) => new ConsumerNode(kernel, machine(spec.name, spec.host), spec, environment)),
      ]
    }
    const applyFault = (fault: Fault): void => this.faults.apply(fault)
    const nodes = { judge: clusterDrill, producers, consumers, servers }
    const drill = createClusterDrill({ kernel, wire, plan, ...nodes, environment, machine, applyFault })
    return [...drill.applications, drill.judge]
  }

  /** Drills want to know what the store says of itself, what others break, and which threads die. */
  private superviseDrills(): void {
    if (this.clusterDrill !== null) {
      this.listen(this.clusterDrill)
      this.listen(this.clusterDrill.witness)
      this.listen(this.clusterDrill.consumptionWitness)
    }
    if (this.drills.length === 0) return
    for (const drill of this.drills) this.listen(drill)
    this.kernel.onUncaught = (thread, error) => this.drills.forEach((drill) => drill.threadDied(thread, error))
  }

  private plan({ fault, when }: ScenarioFault): void {
    const apply = (): void => this.faults.apply(fault)
    if ('atMillis' in when) this.kernel.schedule(when.atMillis * 1000, `fault: ${fault.kind}`, apply)
    else if ('slice' in when) this.kernel.atSlice(when.slice, apply)
    else {
      const host = this.nodes.get(when.node)?.machine.host ?? ''
      const fire = (): void => this.kernel.atSlice(this.kernel.slice + 1, apply)
      this.listen(new FaultTrigger(when, host, () => this.kernel.now / 1000, fire))
    }
  }
}
