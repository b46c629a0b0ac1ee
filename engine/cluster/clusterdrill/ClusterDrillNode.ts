import type { SendResult } from '../../client/producer/SendResult'
import { SendStatus } from '../../client/producer/SendStatus'
import { MICROS_PER_MILLI, type Blocking } from '../../kernel/Blocking'
import type { EventSink, Kernel } from '../../kernel/Kernel'
import type { Process } from '../../kernel/Process'
import { sleep } from '../../kernel/sleep'
import type { MemoryWire } from '../../ports/memory/MemoryWire'
import { BrokenPromiseError } from '../BrokenPromiseError'
import type { BrokerNode } from '../BrokerNode'
import { ClusterNode } from '../ClusterNode'
import { emptyFiles } from '../emptyFiles'
import type { Fault } from '../Fault'
import type { Machine } from '../Machine'
import type { NodeSpec } from '../Scenario'
import { broken } from './ClusterPromise'
import { checkCalls, checkMasters } from './checkMasters'
import { checkConsumption, checkDelays, checkShares, checkTransactions } from './checkConsumption'
import { checkQuiet, checkRequests, TIMER_WINDOW_MILLIS } from './checkQuiet'
import { checkReplicas } from './checkReplicas'
import { checkRoutes } from './checkRoutes'
import { FIRST_PROBE } from './clusterDrillMessages'
import type { ClusterDrillModel } from './ClusterDrillModel'
import { hasLateMessages, type ClusterDrillPlan } from './ClusterDrillPlan'
import type { ClusterWitness } from './ClusterWitness'
import type { ConsumptionWitness } from './ConsumptionWitness'
import type { DrilledCluster } from './DrilledCluster'
import type { DrillProducerNode } from './DrillProducerNode'
import { hasForgottenMaster } from './hasForgottenMaster'

/** A node that has been told to start, or a program that has been let go on, must be through by then. */
const HEAL_LIMIT_MILLIS = 300_000
/**
 * Until the last trace of a fault is gone. A connection whose other end has lost its power is closed as idle after 120 s
 * (NettyRemotingServer, NettyRemotingClient, ProducerManager); the next registration, route poll and heartbeat follow within
 * 30 s. What slaves ask for every minute, and replication, which gives a silent connection up after 20 s, are through earlier.
 */
const REST_MILLIS = 160_000
/** From the last probe until queues are made (with a flush every 500 ms) and slaves have it (every 100 ms). */
const SETTLE_MILLIS = 3000
/**
 * With consumers all of it takes longer. What a dead member had is shared out 120 s after its connection has been silent, with the
 * next rebalance, within 20 s; then what it had not consumed comes, and what fails comes again 10 s later.
 */
const REST_WITH_CONSUMERS_MILLIS = 200_000
const SETTLE_WITH_CONSUMERS_MILLIS = 15_000
const DEADLY: ReadonlySet<string> = new Set(['kill', 'power-cut', 'shutdown'])

/** The last operation of a drill in which every promise was kept. */
export const DRILL_IS_OVER = 'over()'

/** How a drill has ended. */
export interface ClusterDrillOutcome {
  /** Null if the cluster has kept every promise, as far as could be judged. */
  readonly problem: BrokenPromiseError | null
  /** False after a fault from outside: the model can't judge. */
  readonly isJudged: boolean
}

/**
 * Puts a whole cluster through its paces: breaks what the plan says, repairs everything, waits, and compares the cluster
 * with the model. When the cluster breaks a promise, an event says which and the run ends; otherwise it ends when everything
 * has been compared.
 */
export class ClusterDrillNode extends ClusterNode implements EventSink {
  readonly types: ReadonlySet<string>
  readonly plan: ClusterDrillPlan
  readonly model: ClusterDrillModel
  /** Null until it is over. */
  outcome: ClusterDrillOutcome | null
  /** The witnesses of the cluster and of its consumers; they must be told of all events. */
  readonly witness: ClusterWitness
  readonly consumptionWitness: ConsumptionWitness
  private readonly cluster: DrilledCluster
  private readonly wire: MemoryWire
  private readonly applyFault: (fault: Fault) => void
  private operation: number
  private isApplying: boolean
  /** A fault from outside: the model can't know what may happen now. */
  private isDisturbed: boolean

  constructor(
    kernel: Kernel,
    machine: Machine,
    spec: NodeSpec,
    plan: ClusterDrillPlan,
    parts: {
      readonly model: ClusterDrillModel
      readonly cluster: DrilledCluster
      readonly wire: MemoryWire
      readonly makeWitnesses: (onBroken: (problem: BrokenPromiseError) => void) => [ClusterWitness, ConsumptionWitness]
      readonly applyFault: (fault: Fault) => void
    },
  ) {
    super(kernel, machine, spec)
    this.types = new Set(['fault'])
    this.plan = plan
    this.model = parts.model
    this.outcome = null
    const [witness, consumptionWitness] = parts.makeWitnesses((problem) => this.fail(kernel, problem))
    this.witness = witness
    this.consumptionWitness = consumptionWitness
    this.cluster = parts.cluster
    this.wire = parts.wire
    this.applyFault = parts.applyFault
    this.operation = 0
    this.isApplying = false
    this.isDisturbed = false
  }

  get address(): string {
    return this.machine.host
  }

  protected *main(process: Process): Blocking<void> {
    if (this.operation > 0) return yield* this.giveUp(process, 'the model of this drill ended with its first process')
    this.changeStatus('running')
    try {
      this.announce(process, 'break()')
      yield* this.breakThings(process)
      this.announce(process, 'repair()')
      yield* this.repair()
      this.announce(process, `rest(${this.restMillis} ms)`)
      yield* this.rest()
      this.announce(process, 'probe()')
      yield* this.probe()
      this.announce(process, 'judge()')
      yield* this.judge()
      this.announce(process, DRILL_IS_OVER)
      this.end(null)
    } catch (error) {
      this.end(asBrokenPromise(error))
    }
  }

  private get takesLonger(): boolean {
    return this.plan.consumers.length > 0 || hasLateMessages(this.plan)
  }

  private get restMillis(): number {
    return this.takesLonger ? REST_WITH_CONSUMERS_MILLIS : REST_MILLIS
  }

  private announce({ kernel }: Process, label: string): void {
    this.operation++
    kernel.emit({ type: 'drill-operation', process: this.name, operation: this.operation, label })
  }

  /** The producers have their calls; this thread has the faults. */
  private *breakThings({ kernel }: Process): Blocking<void> {
    for (const operation of this.plan.operations) {
      if (operation.do !== 'fault') continue
      yield* sleep(Math.max(0, operation.atMillis - kernel.now / MICROS_PER_MILLI))
      this.carryOut(operation.fault)
    }
    yield* sleep(Math.max(0, this.plan.healAtMillis - kernel.now / MICROS_PER_MILLI))
  }

  private carryOut(fault: Fault): void {
    this.witness.beforeFault(fault)
    this.isApplying = true
    this.applyFault(fault)
    this.isApplying = false
  }

  /**
   * Restores every link, disk and clock, starts every node that is down, and waits until the programs are through. A broker
   * that could not make a file of a queue or the index takes no messages until it is restarted (nothing takes
   * RunningFlags#makeLogicsQueueError and #makeIndexFileError back), so it is restarted.
   */
  private *repair(): Blocking<void> {
    const seen = new Set<string>()
    for (const operation of this.plan.operations) {
      const repair = operation.do === 'fault' ? repairOf(operation.fault) : null
      if (repair === null || seen.has(JSON.stringify(repair))) continue
      seen.add(JSON.stringify(repair))
      this.carryOut(repair)
    }
    for (const broker of this.cluster.brokers) {
      broker.isRetired = broker.node.name === this.plan.retired && this.hasPlanned(broker.node.name)
    }
    for (let waited = 0; !this.isAllUp(); waited += 1000) {
      if (waited > HEAL_LIMIT_MILLIS) broken('starts', `after ${waited / 1000} s: ${this.whatIsMissing()}`)
      for (const { node } of this.cluster.livingBrokers) {
        const isReady = node.status === 'running' && !node.isShuttingDown
        if (isReady && isStuck(node)) this.carryOut({ kind: 'shutdown', node: node.name })
      }
      for (const node of this.livingNodes()) {
        if (node.process?.alive === true) continue
        if (this.cluster.isExcused(node.name)) yield* deleteEmptyFiles(node)
        this.carryOut({ kind: 'restart', node: node.name })
      }
      yield* sleep(1000)
    }
  }

  /** Does the plan kill this node? */
  private hasPlanned(node: string): boolean {
    return this.plan.operations.some((operation) =>
      operation.do === 'fault' && DEADLY.has(operation.fault.kind) && 'node' in operation.fault &&
      operation.fault.node === node)
  }

  private livingNodes(): ClusterNode[] {
    const retired = this.cluster.brokers.filter(({ isRetired }) => isRetired).map(({ node }) => node.name)
    return this.cluster.nodes.filter(({ name }) => !retired.includes(name))
  }

  private isAllUp(): boolean {
    const { livingBrokers, producers, consumers } = this.cluster
    if (!this.livingNodes().every((node) => node.status === 'running' && !node.isShuttingDown)) return false
    const areThrough = [...producers, ...consumers].every(({ isThrough }) => isThrough)
    return areThrough && !livingBrokers.some(({ node }) => isStuck(node))
  }

  private whatIsMissing(): string {
    const { producers, consumers } = this.cluster
    const down = this.livingNodes().filter(({ status }) => status !== 'running').map(({ name, status }) => `${name} is ${status}`)
    const busy = [...producers, ...consumers].filter(({ isThrough }) => !isThrough).map(({ name }) => `${name} is not through`)
    return [...down, ...busy].join(', ')
  }

  /** The last minute is for counting the scheduled tasks. */
  private *rest(): Blocking<void> {
    yield* sleep(this.restMillis - TIMER_WINDOW_MILLIS)
    this.witness.countTasks()
    this.consumptionWitness.allIsQuiet()
    yield* sleep(TIMER_WINDOW_MILLIS)
    checkQuiet(this.cluster, this.wire, this.witness.taskCounts)
    yield* checkRequests(this.cluster)
    checkShares(this.cluster)
  }

  /** Every producer sends to every topic, and the first try must do. */
  private *probe(): Blocking<void> {
    let id = FIRST_PROBE
    for (const topic of yield* checkRoutes(this.cluster, this.plan)) {
      if (this.mayLackReplicas(topic)) continue
      for (const producer of this.cluster.producers) {
        if (hasForgottenMaster(producer.factory)) continue
        yield* this.probeOnce(producer, topic, id++)
      }
    }
  }

  private *probeOnce(producer: DrillProducerNode, topic: string, id: number): Blocking<void> {
    let result: SendResult
    try {
      result = yield* producer.probe(topic, id).get()
    } catch (error) {
      const detail = `${producer.name} can't send to ${topic}: ${String(error)}`
      throw new BrokenPromiseError('recovers', detail, error)
    }
    const { sendStatus } = result
    if (sendStatus !== SendStatus.SEND_OK) broken('recovers', `${producer.name} sends to ${topic}: ${sendStatus}`)
    const attempts = this.model.attemptsOf(id)
    if (attempts !== 1) broken('recovers', `${producer.name} needs ${attempts} tries to send to ${topic}`)
  }

  /** Is a group among the topic's brokers whose slave has gone astray? */
  private mayLackReplicas(topic: string): boolean {
    return this.cluster.groups.some(({ mayLackReplicas, master }) =>
      mayLackReplicas && master.node.broker!.getTopicConfigManager().selectTopicConfig(topic) !== null)
  }

  private *judge(): Blocking<void> {
    yield* sleep(this.takesLonger ? SETTLE_WITH_CONSUMERS_MILLIS : SETTLE_MILLIS)
    checkCalls(this.cluster, this.model)
    checkMasters(this.cluster)
    checkReplicas(this.cluster)
    checkConsumption(this.cluster, this.consumptionWitness.consumption)
    checkDelays(this.cluster)
    checkTransactions(this.cluster, this.model)
  }

  /** May be called from any thread, so the end comes between two slices. */
  private fail(kernel: Kernel, problem: BrokenPromiseError): void {
    kernel.schedule(0, 'the drill ends', () => this.end(problem))
  }

  private end(problem: BrokenPromiseError | null): void {
    const { process } = this
    if (process === null || this.outcome !== null) return
    const isJudged = !this.isDisturbed
    this.outcome = { problem: isJudged ? problem : null, isJudged }
    if (problem !== null && isJudged) {
      const { promise, detail } = problem
      process.kernel.emit({ type: 'promise-broken', process: this.name, operation: this.operation, promise, detail })
    }
    for (const node of this.cluster.nodes) node.leave()
    this.leave()
  }

  /** A fault that is not the drill's own. */
  emit(): void {
    if (!this.isApplying) this.isDisturbed = true
  }

  protected *shutdownProperly(): Blocking<void> {
    this.end(null)
  }
}

/** The work of an operator. */
function* deleteEmptyFiles({ machine: { disk, pageCache } }: ClusterNode): Blocking<void> {
  for (const path of yield* emptyFiles(disk)) yield* pageCache.delete(path)
}

function asBrokenPromise(error: unknown): BrokenPromiseError {
  if (error instanceof BrokenPromiseError) return error
  return new BrokenPromiseError('lives', String(error), error)
}

/** Does it take no messages because it could not make a file of a queue or the index? */
function isStuck({ broker }: BrokerNode): boolean {
  const flags = broker?.getMessageStore().runningFlags
  return flags !== undefined && (flags.isLogicsQueueError() || flags.isIndexFileError())
}

/** What undoes a fault; null for one that ends by itself, or is undone by starting the node. */
function repairOf(fault: Fault): Fault | null {
  switch (fault.kind) {
    case 'cut-link':
    case 'slow-link':
      return { kind: 'restore-link', from: fault.from, to: fault.to }
    case 'slow-disk':
    case 'full-disk':
    case 'broken-disk':
      return { kind: 'healthy-disk', node: fault.node }
    case 'skew-clock':
      return { kind: 'skew-clock', node: fault.node, millis: 0 }
    default:
      return null
  }
}
