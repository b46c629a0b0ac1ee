import { PakoCompressor } from '../../../engine/adapters/zlib/PakoCompressor'
import type { ClientEnvironment } from '../../../engine/client/ClientEnvironment'
import { Cluster } from '../../../engine/cluster/Cluster'
import type { Fault } from '../../../engine/cluster/Fault'
import type { BrokerSpec, Scenario } from '../../../engine/cluster/Scenario'
import type { Blocking } from '../../../engine/kernel/Blocking'
import type { Kernel } from '../../../engine/kernel/Kernel'
import type { Process } from '../../../engine/kernel/Process'
import type { MemoryWire } from '../../../engine/ports/memory/MemoryWire'
import type { TraceEvent } from '../../../engine/trace/events'
import { memoryDisks } from '../../../engine/worker/DiskOwner'

/** What everybody on the stage sends to. */
export const STAGE_TOPIC = 'OrderPaid'
export const NAME_SERVER = '10.0.0.11:9876'
/** Where nobody lives: who asks there gets no answer. */
export const NOBODY = '10.0.0.99:9876'

/** By then the brokers have registered. */
const READY_MILLIS = 1000
/** So long a program may take, in virtual time, before the stage gives up on it. */
const LIMIT_MILLIS = 600_000

export interface StageOptions {
  readonly seed?: number
  readonly brokers?: number
  /** Of the topic, on each broker. */
  readonly queues?: number
}

/** Something that happened, and when, in µs of virtual time. */
export interface StageEvent {
  readonly time: number
  readonly event: TraceEvent
}

/**
 * A small cluster for the pages on patterns, with a name server, brokers and one topic. What is written for a page runs in processes
 * of it, and uses the engine as an application does, or its parts. It follows from its options alone.
 */
export class Stage {
  readonly kernel: Kernel
  readonly environment: ClientEnvironment & { readonly wire: MemoryWire }
  readonly events: StageEvent[]
  private readonly cluster: Cluster

  constructor(options: StageOptions = {}) {
    const compressor = new PakoCompressor()
    const scenario = scenarioOf(options)
    this.events = []
    const run = { seed: scenario.seed, interventions: [], selector: null }
    this.cluster = new Cluster(scenario, run, { compressor, diskOf: memoryDisks() })
    this.kernel = this.cluster.kernel
    this.environment = { wire: this.cluster.wire, compressor }
    this.cluster.listen({ emit: (event) => this.events.push({ time: this.kernel.now, event }) })
  }

  /** A process of the page's own, on a machine of its own. */
  createProcess(name: string, host: string): Process {
    return this.kernel.createProcess({ name, host })
  }

  /** Runs a program in a process and, meanwhile, everything else, until the program has come to its end. */
  run<T>(process: Process, program: () => Blocking<T>): T {
    if (this.kernel.now < READY_MILLIS * 1000) this.pass(READY_MILLIS)
    const ended: T[] = []
    process.spawn('main', function* () {
      ended.push(yield* program())
    })
    this.cluster.run({ time: this.kernel.now + LIMIT_MILLIS * 1000, until: () => ended.length > 0 })
    if (ended.length === 0) throw new Error(`the program in ${process.name} has not come to its end`)
    return ended[0]!
  }

  /** Lets virtual time pass. */
  pass(millis: number): void {
    this.cluster.run({ time: this.kernel.now + millis * 1000 })
  }

  /** Breaks something, now. */
  disturb(fault: Fault): void {
    this.cluster.disturb(fault)
  }

  /** Makes the way between two machines longer, in both directions. */
  slowDown(one: string, other: string, latencyMicros: number): void {
    this.environment.wire.links.change(one, other, { latencyMicros })
    this.environment.wire.links.change(other, one, { latencyMicros })
  }

  /** What has happened since then. */
  since(place: number): StageEvent[] {
    return this.events.slice(place)
  }
}

function scenarioOf({ seed = 1, brokers = 2, queues = 4 }: StageOptions): Scenario {
  const all = Array.from({ length: brokers }, (_, index) => brokerSpec(index))
  return {
    version: 1,
    name: 'patterns',
    seed,
    durationMillis: 86_400_000,
    epochMillis: 1_700_000_000_000,
    network: { latencyMicros: 200, bytesPerMicro: 125 },
    nameServers: [{ name: 'namesrv', host: '10.0.0.11', port: 9876, startAtMillis: 0, lookupMicros: 0, config: {} }],
    brokers: all,
    topics: [{ name: STAGE_TOPIC, queues, brokers: all.map(({ name }) => name) }],
    producers: [],
    consumers: [],
    drills: [],
    clusterDrill: null,
    faults: [],
  }
}

function brokerSpec(index: number): BrokerSpec {
  const name = `broker-${'abcdefgh'[index]}`
  return {
    name,
    brokerName: name,
    host: `10.0.0.${21 + index}`,
    port: 10911,
    startAtMillis: 20 + 5 * index,
    role: 'ASYNC_MASTER',
    brokerId: 0,
    cluster: 'DefaultCluster',
    config: {},
    store: {
      mappedFileSizeCommitLog: 65_536,
      mappedFileSizeConsumeQueue: 2000,
      mappedFileSizeTimerLog: 4096,
      timerWheelSlots: 3600,
      timerRollWindowSlot: 3500,
    },
    diskFlushMicros: 200,
  }
}
