import { parseScenario } from '../../../engine/adapters/scenario/parseScenario'
import { PakoCompressor } from '../../../engine/adapters/zlib/PakoCompressor'
import { Cluster } from '../../../engine/cluster/Cluster'
import type { Disk } from '../../../engine/ports/Disk'
import { MemoryDisk } from '../../../engine/ports/memory/MemoryDisk'

interface Applications {
  /** Of the topic `Bench`. */
  readonly queues: number
  readonly startAtMillis: number
  /** The send step of the producer: the rest of its fields. */
  readonly send: object
  readonly consumers?: readonly object[]
}

/** A cluster of one broker, whose disk is in memory, and of a producer that starts and sends messages of 256 bytes. */
export function benchCluster({ queues, startAtMillis, send, consumers = [] }: Applications): Cluster {
  const scenario = parseScenario({
    version: 1,
    name: 'bench',
    durationMillis: 86_400_000,
    nameServers: [{ name: 'namesrv', host: '10.0.0.11' }],
    brokers: [{
      name: 'broker-a',
      host: '10.0.0.21',
      store: {
        mappedFileSizeCommitLog: 67_108_864,
        mappedFileSizeConsumeQueue: 6_000_000,
        maxHashSlotNum: 50_000,
        maxIndexNum: 200_000,
      },
    }],
    topics: [{ name: 'Bench', queues, brokers: ['broker-a'] }],
    producers: [{
      name: 'producer',
      host: '10.0.0.31',
      startAtMillis,
      producerGroup: 'bench',
      program: [{ do: 'start' }, { do: 'send', topic: 'Bench', body: 'x', bodyBytes: 256, ...send }],
    }],
    consumers,
  })
  const environment = { compressor: new PakoCompressor(), diskOf: (): Disk => new MemoryDisk() }
  return new Cluster(scenario, { seed: 1, interventions: [], selector: null }, environment)
}
