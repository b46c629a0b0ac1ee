import type { Cluster } from '../../../engine/cluster/Cluster'
import { Recorder } from '../../../engine/trace/Recorder'
import { benchCluster } from './benchCluster'

/** A cluster of one broker whose producer sends `count` messages of 256 bytes, one after the other. */
export function sendCluster(count: number): Cluster {
  return benchCluster({ queues: 4, startAtMillis: 1000, send: { count } })
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
