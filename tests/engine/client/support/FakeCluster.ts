import { PakoCompressor } from '../../../../engine/adapters/zlib/PakoCompressor'
import { DefaultMQProducer } from '../../../../engine/client/producer/DefaultMQProducer'
import type { SendResult } from '../../../../engine/client/producer/SendResult'
import { Message } from '../../../../engine/common/message/Message'
import type { Blocking } from '../../../../engine/kernel/Blocking'
import { Kernel } from '../../../../engine/kernel/Kernel'
import type { Process } from '../../../../engine/kernel/Process'
import { encodeUtf8 } from '../../../../engine/kernel/Utf8'
import type { LinkBehaviour } from '../../../../engine/ports/memory/LinkTable'
import { MemoryWire } from '../../../../engine/ports/memory/MemoryWire'
import type { RPCHook } from '../../../../engine/remoting/netty/RPCHook'
import { BrokerData } from '../../../../engine/remoting/protocol/route/BrokerData'
import { QueueData } from '../../../../engine/remoting/protocol/route/QueueData'
import { TopicRouteData } from '../../../../engine/remoting/protocol/route/TopicRouteData'
import type { TraceEvent } from '../../../../engine/trace/events'
import { FakeBroker } from './FakeBroker'
import { FakeNameServer } from './FakeNameServer'

export const TOPIC = 'OrderPaid'
export const NAMESRV = '10.0.0.11:9876'
const READ_AND_WRITE = 6

export interface FakeClusterOptions {
  readonly seed?: number
  readonly link?: Partial<LinkBehaviour>
}

export interface RouteOptions {
  readonly perm?: number
  readonly orderTopicConf?: string
  /** Of how many queues each broker lets read and write; otherwise as many as it was added with. */
  readonly queues?: number
}

type NotedEvent = TraceEvent & { readonly at: number }

/** A client's process, and around it a name server and brokers that do what the test tells them. */
export class FakeCluster {
  readonly kernel: Kernel
  readonly wire: MemoryWire
  readonly process: Process
  readonly events: NotedEvent[]
  readonly nameServer: FakeNameServer
  readonly brokers: FakeBroker[]

  constructor(options: FakeClusterOptions = {}) {
    this.kernel = new Kernel({ seed: options.seed ?? 3 })
    this.wire = new MemoryWire(this.kernel, options.link)
    this.events = []
    const note = (event: object): unknown => this.events.push({ ...(event as TraceEvent), at: this.now } as NotedEvent)
    this.kernel.sink = { emit: note }
    this.process = this.kernel.createProcess({ name: 'producer', host: '10.0.0.1' })
    this.nameServer = new FakeNameServer(this.kernel, this.wire)
    this.brokers = []
  }

  /** Virtual time in ms. */
  get now(): number {
    return Math.round(this.kernel.now / 1000)
  }

  /** A master, unless `id` says otherwise; its topics need a route, see {@link route}. */
  addBroker(name: string, queues = 4, id = 0): FakeBroker {
    const host = `10.0.0.${21 + this.brokers.length}`
    const broker = new FakeBroker(this.kernel, this.wire, { name, host, queues, id })
    this.brokers.push(broker)
    return broker
  }

  /** From now on the name server knows the topic, on these brokers: all, unless told. */
  route(topic: string = TOPIC, brokers: readonly FakeBroker[] = this.brokers, options: RouteOptions = {}): void {
    const route = new TopicRouteData()
    route.orderTopicConf = options.orderTopicConf ?? null
    for (const name of new Set(brokers.map((broker) => broker.name))) {
      const members = brokers.filter((broker) => broker.name === name)
      const queues = options.queues ?? members[0]!.queues
      route.queueDatas.push(new QueueData(name, queues, queues, options.perm ?? READ_AND_WRITE))
      const addrs = new Map(members.map((broker) => [broker.id, broker.address]))
      route.brokerDatas.push(new BrokerData('DefaultCluster', name, addrs))
    }
    this.nameServer.routes.set(topic, route)
  }

  /** A producer with the defaults, and what `change` says. */
  producer(
    change: Partial<DefaultMQProducer> = {},
    process = this.process,
    hook: RPCHook | null = null,
  ): DefaultMQProducer {
    const environment = { wire: this.wire, compressor: new PakoCompressor() }
    const producer = new DefaultMQProducer(process, environment, change.producerGroup ?? 'group-a', hook)
    return Object.assign(producer, { namesrvAddr: NAMESRV, clientIP: process.host }, change)
  }

  *startedProducer(change: Partial<DefaultMQProducer> = {}): Blocking<DefaultMQProducer> {
    const producer = this.producer(change)
    yield* producer.start()
    return producer
  }

  /** Runs the body as a thread of the client, and fails if any thread dies of an exception. */
  run(body: () => Blocking<void>, process = this.process): void {
    const deaths: unknown[] = []
    this.kernel.onUncaught = (_, error) => deaths.push(error)
    const main = process.spawn('test', body, true)
    this.kernel.run({ time: this.kernel.now + 3_600_000_000, until: () => !main.isAlive || deaths.length > 0 })
    if (deaths.length > 0) throw deaths[0]
    if (main.isAlive) throw new Error(`the test still waits for ${main.waitingFor}`)
  }

  of<T extends TraceEvent['type']>(type: T): Array<Extract<TraceEvent, { type: T }> & { readonly at: number }> {
    return this.events.filter((event) => event.type === type) as never
  }

  /** `from → to` of each change of state of objects of that class. */
  states(className: string, name?: string): string[] {
    const changes = this.of('state-changed').filter((event) => event.className === className)
    return changes.filter((event) => name === undefined || event.name === name).map(({ from, to }) => `${from} → ${to}`)
  }

  /** How many connections the client has opened to an address. */
  connectionsTo(address: string): number {
    return this.of('connection-opened').filter((event) => event.to === address).length
  }
}

export function message(topic = TOPIC, body = 'paid'): Message {
  return new Message(topic, encodeUtf8(body))
}

/** `broker-a/0` */
export function queueOf(result: SendResult): string {
  return `${result.messageQueue.brokerName}/${result.messageQueue.queueId}`
}

/** A callback that writes down what it hears. */
export class Outcome {
  readonly results: SendResult[]
  readonly errors: unknown[]
  /** When it heard of it, in ms of virtual time. */
  readonly times: number[]
  private readonly cluster: FakeCluster

  constructor(cluster: FakeCluster) {
    this.cluster = cluster
    this.results = []
    this.errors = []
    this.times = []
  }

  onSuccess(result: SendResult): void {
    this.results.push(result)
    this.times.push(this.cluster.now)
  }

  onException(error: unknown): void {
    this.errors.push(error)
    this.times.push(this.cluster.now)
  }
}
