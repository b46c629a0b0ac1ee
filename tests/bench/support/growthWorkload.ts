import { parseScenario } from '../../../engine/adapters/scenario/parseScenario'
import { PakoCompressor } from '../../../engine/adapters/zlib/PakoCompressor'
import { Cluster } from '../../../engine/cluster/Cluster'
import type { Disk } from '../../../engine/ports/Disk'
import { MemoryDisk } from '../../../engine/ports/memory/MemoryDisk'

/** How large a cluster is, and how much happens to it. */
export interface Lab {
  readonly brokers: number
  /** Of the topic, on each broker. */
  readonly queues: number
  readonly producers: number
  /** All of one group. */
  readonly consumers: number
  /** All producers together. */
  readonly messages: number
  /** While messages are sent: brokers that stand still for a moment, one after the other. */
  readonly faults: number
}

/** By then each consumer has its queues, in ms. */
const SETTLED_MILLIS = 60_000
const PAUSE_MILLIS = 2
const MIB = 1024 * 1024
/** When the consumers have everything, they commit within five seconds of virtual time. */
const COMMITTED_MILLIS = 6000
/** How often it is looked whether all is done, in ms of virtual time. */
const LOOK_MILLIS = 100

function labScenario({ brokers, queues, producers, consumers, messages, faults }: Lab): object {
  const names = Array.from({ length: brokers }, (_, index) => `broker-${index}`)
  const host = (network: number, index: number): string => `10.${network}.${index >> 8}.${index & 255}`
  const count = Math.ceil(messages / producers)
  return {
    version: 1,
    name: 'growth',
    durationMillis: 86_400_000,
    nameServers: [{ name: 'namesrv', host: '10.0.0.11' }],
    brokers: names.map((name, index) => ({
      name,
      host: host(1, index),
      store: {
        mappedFileSizeCommitLog: 16 * MIB,
        mappedFileSizeConsumeQueue: 600_000,
        maxHashSlotNum: 50_000,
        maxIndexNum: 200_000,
      },
    })),
    topics: [{ name: 'Bench', queues, brokers: names }],
    producers: Array.from({ length: producers }, (_, index) => ({
      name: `producer-${index}`,
      host: host(2, index),
      startAtMillis: SETTLED_MILLIS,
      producerGroup: 'bench',
      program: [{ do: 'start' }, { do: 'send', topic: 'Bench', body: 'x', bodyBytes: 64, count }],
    })),
    consumers: Array.from({ length: consumers }, (_, index) => ({
      name: `consumer-${index}`,
      host: host(3, index),
      startAtMillis: 1000,
      consumerGroup: 'bench',
      subscriptions: [{ topic: 'Bench' }],
      config: { consumeFromWhere: 'CONSUME_FROM_FIRST_OFFSET' },
    })),
    faults: Array.from({ length: faults }, (_, index) => ({
      fault: { kind: 'pause', node: names[index % brokers], millis: PAUSE_MILLIS },
      when: { atMillis: SETTLED_MILLIS + 10 + index * PAUSE_MILLIS },
    })),
  }
}

/**
 * Runs a lab until every message is sent and consumed, and every fault is over. `watch` hears of each of `parts` equal parts, with the
 * number of messages consumed by then. @returns seconds of the processor, without the making of the cluster
 */
export function runLab(lab: Lab, parts = 1, watch: (consumed: number) => void = () => undefined): number {
  const environment = { compressor: new PakoCompressor(), diskOf: (): Disk => new MemoryDisk() }
  const scenario = parseScenario(labScenario(lab))
  const cluster = new Cluster(scenario, { seed: 1, interventions: [], selector: null }, environment)
  const { outcomes, kernel } = cluster
  const consumed = (): number => outcomes.consumedByOutcome.get('success') ?? 0
  const begin = process.cpuUsage()
  const all = Math.ceil(lab.messages / lab.producers) * lab.producers
  const lastFault = SETTLED_MILLIS + 10 + lab.faults * PAUSE_MILLIS
  for (let part = 1; part <= parts; part++) {
    const wanted = lab.consumers === 0 ? 0 : Math.floor((all * part) / parts)
    while (outcomes.acknowledgedCount < wanted || consumed() < wanted) {
      cluster.run({ time: kernel.now + LOOK_MILLIS * 1000 })
    }
    watch(consumed())
  }
  cluster.run({ time: Math.max(kernel.now, lastFault * 1000) + COMMITTED_MILLIS * 1000 })
  const { user, system } = process.cpuUsage(begin)
  if (outcomes.acknowledgedCount !== all) throw new Error(`only ${outcomes.acknowledgedCount} of ${all} were acknowledged`)
  return (user + system) / 1e6
}
