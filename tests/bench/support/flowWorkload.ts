import type { Cluster } from '../../../engine/cluster/Cluster'
import { benchCluster } from './benchCluster'

export interface Flow {
  readonly messages: number
  readonly queues: number
  readonly groups: number
  /** Of each group. */
  readonly members: number
  /** Are all messages there before the first consumer starts? */
  readonly isBacklog: boolean
}

/** By then a consumer has its queues, in ms. */
const SETTLED_MILLIS = 60_000
/** In virtual time; offsets are committed every five seconds. */
const COMMITTED_MILLIS = 6000

function flowCluster({ messages, queues, groups, members, isBacklog }: Flow): Cluster {
  const consumers = Array.from({ length: groups * members }, (_, index) => ({
    name: `consumer-${index}`,
    host: `10.1.${index >> 8}.${index & 255}`,
    startAtMillis: isBacklog ? 10 * SETTLED_MILLIS : 1000,
    consumerGroup: `group-${index % groups}`,
    subscriptions: [{ topic: 'Bench' }],
    config: { consumeFromWhere: 'CONSUME_FROM_FIRST_OFFSET' },
  }))
  return benchCluster({
    queues, startAtMillis: isBacklog ? 1000 : SETTLED_MILLIS, send: { count: messages, selector: 'round-robin' }, consumers,
  })
}

/**
 * Seconds from the first send (with a backlog: from the first consumer's start) until every group has consumed every message and
 * told the broker so.
 */
export function measureFlow(flow: Flow): number {
  const cluster = flowCluster(flow)
  const { outcomes, kernel } = cluster
  const runTo = (millis: number): void => void cluster.run({ until: () => kernel.now >= millis * 1000 })
  if (flow.isBacklog) runTo(10 * SETTLED_MILLIS - 1)
  else cluster.run({ until: () => outcomes.sentCount > 0 })
  const start = performance.now()
  const all = flow.messages * flow.groups
  cluster.run({ until: () => outcomes.consumedByOutcome.get('success') === all })
  runTo(kernel.now / 1000 + COMMITTED_MILLIS)
  const seconds = (performance.now() - start) / 1000
  const consumed = [...outcomes.consumedByGroup().values()]
  const isOnceEach = consumed.length === flow.groups && consumed.every((count) => count === flow.messages)
  if (!isOnceEach || outcomes.duplicateCount > 0) throw new Error(`not consumed once each: ${consumed.join(', ')}`)
  return seconds
}
