import type { ClusterSize } from '../../../engine/worker/large/ClusterSize'
import { LargeRun } from '../../../engine/worker/large/LargeRun'

/** How far a cluster goes between two looks, in ms of virtual time. */
const LOOK_MILLIS = 100

/**
 * Runs a cluster until every message is sent and consumed, and every fault is over. `watch` hears of each of `parts` equal parts, with the
 * number of messages consumed by then. @returns seconds of the processor, without the making of the cluster
 */
export function runToEnd(size: ClusterSize, parts = 1, watch: (consumed: number) => void = () => undefined): number {
  const run = new LargeRun(size)
  const begin = process.cpuUsage()
  for (let part = 1; part <= parts; part++) {
    const wanted = Math.floor((size.messages * part) / parts)
    while (!run.isDone && (part === parts || run.report().consumed < wanted)) run.advance(LOOK_MILLIS)
    watch(run.report().consumed)
  }
  const { user, system } = process.cpuUsage(begin)
  const { acknowledged, failed } = run.report()
  if (failed > 0 || acknowledged < size.messages) throw new Error(`only ${acknowledged} of ${size.messages} were acknowledged`)
  return (user + system) / 1e6
}
