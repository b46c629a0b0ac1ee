import { BrokerConfig } from '../../broker/BrokerConfig'
import type { BrokerController } from '../../broker/BrokerController'
import { BrokerNode } from '../../cluster/BrokerNode'
import { Cluster } from '../../cluster/Cluster'
import { ConsumerNode } from '../../cluster/ConsumerNode'
import type { ConsumerSpec } from '../../cluster/Scenario'
import type { SendOrder } from '../../cluster/SendOrders'
import { SendOrders } from '../../cluster/SendOrders'
import type { Blocking } from '../../kernel/Blocking'
import type { EventSink } from '../../kernel/Kernel'
import type { Process } from '../../kernel/Process'
import type { Compressor } from '../../ports/Compressor'
import type { Disk } from '../../ports/Disk'
import { DiskIoError } from '../../ports/Disk'
import { MemoryDisk } from '../../ports/memory/MemoryDisk'
import { MessageStoreConfig } from '../../store/config/MessageStoreConfig'
import type { DefaultMessageStore } from '../../store/DefaultMessageStore'
import type { TraceEvent, TraceEventOf } from '../../trace/events'
import type { OwnListener, OwnSettings } from './ownProtocol'
import type { StoreSizes } from './ownScenario'
import { OWN_BROKER, ownScenario } from './ownScenario'
import type { TimeListener, WorldClock } from './RealTime'
import { RealTime } from './RealTime'

/** Virtual time that a broker gets for starting or for ending, in ms: it may have to wait for timeouts. */
const PATIENCE_MILLIS = 600_000

/** … and a consumer for its start: one that finds no broker says so in the end. */
const CONSUMER_MILLIS = 60_000

/** … and for entering messages into their queues. */
const DISPATCH_MILLIS = 100

const HEARD: ReadonlySet<string> = new Set<TraceEvent['type']>([
  'store-recovered', 'uncaught', 'node-status', 'log-append', 'dispatch', 'mapped-file-position',
  'client-call-ended', 'consume-started', 'consume-ended', 'queues-assigned', 'offset-committed',
  'disk-created', 'disk-write', 'disk-flush', 'disk-deleted', 'disk-renamed', 'disk-truncated',
])

export interface SessionWorld {
  readonly disk: Disk
  /** Of the machines of the consumers. */
  readonly clients: Disk
  readonly clock: WorldClock
  readonly compressor: Compressor
  readonly settings: OwnSettings
  readonly sizes: StoreSizes
  readonly seed: number
  /** What the machines' clocks show at the beginning, in ms since 1970. */
  readonly epochMillis: number
}

export interface SessionListener extends TimeListener {
  /** The broker has found out where its log ends. */
  recovered(event: TraceEventOf<'store-recovered'>): void
  /** Something about the files, the nodes or what is consumed is not as it was. */
  changed(event: TraceEvent): void
}

/** One life of the reader's cluster: from its start to the moment at which it is replaced by another one. */
export class OwnSession implements EventSink {
  readonly types: ReadonlySet<string>
  readonly broker: BrokerNode
  /** Why the broker is not running although nobody stopped it; null otherwise. */
  trouble: string | null
  private readonly cluster: Cluster
  private readonly listener: SessionListener
  private readonly time: RealTime
  private readonly orders: SendOrders
  private observer: Process | null

  constructor(world: SessionWorld, listener: SessionListener) {
    const { disk, clients, clock, compressor, settings, sizes, seed, epochMillis } = world
    const orders = new SendOrders()
    const diskOf = (node: string): Disk => (node === OWN_BROKER ? disk : isConsumer(node) ? clients : new MemoryDisk())
    const options = { seed, interventions: [], selector: null, orders }
    this.types = HEARD
    this.cluster = new Cluster(ownScenario(settings, sizes, epochMillis), options, { compressor, diskOf })
    this.broker = brokerOf(this.cluster)
    this.trouble = null
    this.listener = listener
    this.time = new RealTime(this.cluster.kernel, clock, listener)
    this.orders = orders
    this.observer = null
    this.cluster.listen(this)
  }

  emit(event: TraceEvent): void {
    if (event.type === 'uncaught') this.died(event.process, event.thread, event.error)
    else if (event.type === 'store-recovered') this.listener.recovered(event)
    this.listener.changed(event)
  }

  private died(process: string, thread: string, error: string): void {
    if (process === OWN_BROKER && thread === 'main') this.trouble = error
  }

  /** What the machines' clocks show, in ms since 1970. */
  currentTimeMillis(): number {
    const { kernel } = this.cluster
    return kernel.epochMillis + Math.floor(kernel.now / 1000)
  }

  get isRunning(): boolean {
    return this.broker.status === 'running'
  }

  /** The store of the broker that is running; null when none is. */
  get store(): DefaultMessageStore | null {
    return this.isRunning ? (this.broker.broker?.getMessageStore() ?? null) : null
  }

  /** That of the broker, or what it would have been if it had come so far as to have one. */
  get configuration(): Pick<BrokerController, 'brokerConfig' | 'messageStoreConfig'> {
    const { broker } = this.broker
    if (broker === null) return { brokerConfig: new BrokerConfig(), messageStoreConfig: new MessageStoreConfig() }
    return { brokerConfig: broker.brokerConfig, messageStoreConfig: broker.messageStoreConfig }
  }

  /** Everything starts, the broker included. */
  async start(): Promise<void> {
    this.time.start()
    await this.time.until(() => this.broker.process !== null)
    await this.whileStarting()
  }

  async boot(): Promise<void> {
    if (this.broker.process?.alive === true) return
    const dead = this.broker.process
    this.trouble = null
    this.cluster.disturb({ kind: 'restart', node: OWN_BROKER })
    await this.time.until(() => this.broker.process !== dead)
    await this.whileStarting()
  }

  private async whileStarting(): Promise<void> {
    await this.time.until(() => this.broker.status !== 'starting' || this.trouble !== null, PATIENCE_MILLIS)
  }

  /**
   * Returns when the broker is down. A process that is dead can't be killed, but its machine can still lose its power.
   * @returns false when there was nothing to be broken
   */
  async break(how: 'kill' | 'power-cut' | 'shutdown'): Promise<boolean> {
    const { broker } = this
    const isThere = how === 'power-cut' ? broker.status !== 'without power' : broker.process?.alive === true
    if (!isThere) return false
    this.cluster.disturb({ kind: how, node: OWN_BROKER })
    const isDown = (): boolean => (how === 'power-cut' ? broker.status === 'without power' : broker.process?.alive !== true)
    return await this.time.until(isDown, PATIENCE_MILLIS)
  }

  /**
   * Up to where the broker's disk has the log, whatever the store believes: it takes a flush that has failed for one that
   * has not. 0 while no broker is running.
   */
  safeUpTo(): number {
    const queue = this.store?.getCommitLog().getMappedFileQueue()
    if (queue === undefined) return 0
    const { pageCache } = this.broker.machine
    const unsafe = queue.getMappedFiles().flatMap((file) => {
      const cached = pageCache.fileAt(file.getFileName())
      if (cached === null || cached.unsafePages === 0) return []
      const ranges = [...cached.unsafeRanges(true), ...cached.unsafeRanges(false)]
      return ranges.map(({ from }) => file.getFileFromOffset() + from)
    })
    return Math.min(queue.getFlushedWhere(), ...unsafe)
  }

  /** Null before it has been started for the first time in this cluster. */
  consumer(name: string): ConsumerNode | null {
    const node = this.cluster.nodes.get(name)
    return node instanceof ConsumerNode ? node : null
  }

  /** Starts a consumer, or starts it again, and does not wait for it. */
  startConsumer(spec: ConsumerSpec): void {
    const node = this.consumer(spec.name)
    if (node === null) this.cluster.addConsumer(spec)
    else this.cluster.disturb({ kind: 'restart', node: spec.name })
  }

  /** @param isReady whether it has started, or failed to: then this returns */
  async startConsumerNow(spec: ConsumerSpec, isReady: () => boolean): Promise<void> {
    const before = this.consumer(spec.name)?.process ?? null
    if (before?.alive === true) return
    this.startConsumer(spec)
    await this.time.until(isReady, CONSUMER_MILLIS)
  }

  /** Returns when it is down. */
  async stopConsumer(name: string, how: 'shutdown' | 'kill'): Promise<void> {
    if (this.consumer(name)?.process?.alive !== true) return
    this.cluster.disturb({ kind: how, node: name })
    await this.time.until(() => this.consumer(name)?.process?.alive !== true, PATIENCE_MILLIS)
  }

  setListener(name: string, { millis, outcome }: OwnListener): void {
    if (this.consumer(name) !== null) this.cluster.disturb({ kind: 'set-listener', node: name, millis, outcome })
  }

  forgetConsumer(name: string): void {
    this.cluster.forgetConsumer(name)
  }

  /** Has the application send. Returns when the order has ended, or when this session has. */
  async send(order: SendOrder, isOver: () => boolean): Promise<void> {
    this.orders.place(order)
    await this.time.until(isOver)
    // A search that follows at once must find the messages.
    await this.time.until(() => (this.store?.dispatchBehindBytes() ?? 0) <= 0, DISPATCH_MILLIS)
  }

  /** What is in the page cache goes to the disk, as far as the device takes it. */
  async sync(): Promise<void> {
    const { pageCache } = this.broker.machine
    await this.observe(function* () {
      try {
        yield* pageCache.sync()
      } catch (error) {
        if (!(error instanceof DiskIoError)) throw error
      }
    })
  }

  /** Does something that may block, as a program of its own that nobody in the cluster knows of. */
  async observe<T>(body: () => Blocking<T>): Promise<T> {
    this.observer ??= this.cluster.kernel.createProcess({ name: 'observer', host: 'nowhere' })
    let outcome: { readonly value: T } | { readonly error: unknown } | null = null
    this.observer.spawn('observing', function* () {
      try {
        outcome = { value: yield* body() }
      } catch (error) {
        outcome = { error }
      }
    })
    await this.time.until(() => outcome !== null)
    const done = outcome as { readonly value: T } | { readonly error: unknown } | null
    if (done === null) throw new Error('the cluster has been started anew meanwhile')
    if ('error' in done) throw done.error
    return done.value
  }

  /** The power of all machines is cut; nothing is written any more. */
  async end(): Promise<void> {
    await this.time.stop()
    this.cluster.stop()
  }
}

function isConsumer(node: string): boolean {
  return node.startsWith('consumer-')
}

function brokerOf(cluster: Cluster): BrokerNode {
  const node = cluster.nodes.get(OWN_BROKER)
  if (!(node instanceof BrokerNode)) throw new TypeError(`${OWN_BROKER} is not a broker`)
  return node
}
