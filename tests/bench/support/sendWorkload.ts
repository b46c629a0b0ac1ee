import { PakoCompressor } from '../../../engine/adapters/zlib/PakoCompressor'
import { Cluster } from '../../../engine/cluster/Cluster'
import { parseScenario } from '../../../engine/adapters/scenario/parseScenario'
import type { Disk } from '../../../engine/ports/Disk'
import { MemoryDisk } from '../../../engine/ports/memory/MemoryDisk'
import { Recorder } from '../../../engine/trace/Recorder'

/** A cluster of one broker whose producer sends `count` messages of 256 bytes, one after the other. */
export function sendCluster(count: number): Cluster {
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
    topics: [{ name: 'Bench', queues: 4, brokers: ['broker-a'] }],
    producers: [{
      name: 'producer',
      host: '10.0.0.31',
      startAtMillis: 1000,
      producerGroup: 'bench',
      program: [{ do: 'start' }, { do: 'send', topic: 'Bench', body: 'x', bodyBytes: 256, count }],
    }],
  })
  const environment = { compressor: new PakoCompressor(), diskOf: (): Disk => new MemoryDisk() }
  return new Cluster(scenario, { seed: 1, interventions: [], selector: null }, environment)
}

export interface Measured {
  readonly seconds: number
  readonly events: number
  readonly bytes: number
  readonly slices: number
}

/** Runs up to the first send, then measures until the last is acknowledged. */
export function measureSends(count: number, recorder: Recorder | null = null): Measured {
  const cluster = sendCluster(count)
  recorder?.attach(cluster.kernel)
  const { outcomes, kernel } = cluster
  cluster.run({ until: () => outcomes.sentCount > 0 })
  const from = { slice: kernel.slice, events: recorder?.recording.length ?? 0 }
  const start = performance.now()
  cluster.run({ until: () => outcomes.acknowledgedCount === count })
  const seconds = (performance.now() - start) / 1000
  recorder?.detach()
  if (outcomes.acknowledgedCount !== count) throw new Error(`only ${outcomes.acknowledgedCount} of ${count} were acknowledged`)
  const { recording } = recorder ?? { recording: null }
  const bytes = recording === null ? 0 : recording.length * 13 + recording.tape.position
  return { seconds, events: (recording?.length ?? 0) - from.events, bytes, slices: kernel.slice - from.slice }
}

/** Runs a recorded cluster until the recording has that many events. @returns seconds */
export function rerunTo(events: number, recorder: Recorder): number {
  const cluster = sendCluster(1_000_000)
  const start = performance.now()
  recorder.attach(cluster.kernel)
  cluster.run({ until: () => recorder.recording.length >= events })
  recorder.detach()
  return (performance.now() - start) / 1000
}

export { Recorder }
