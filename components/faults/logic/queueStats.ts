import type { RunModel } from '../../../engine/worker/protocol'

/** Where the messages of a run went. */
export interface QueueStats {
  /** Such as `broker-a 0`, sorted; every queue that has got a message in any of the runs compared. */
  readonly queues: readonly string[]
  /** By queue. */
  readonly counts: ReadonlyMap<string, number>
  /** The queue of each message, in the order in which they were stored. */
  readonly order: readonly string[]
  /** Keys whose messages are in more than one queue; null when the messages have no keys. */
  readonly spreadKeys: number | null
}

/** Counts what the brokers have appended to their logs. */
export function queueStats(model: RunModel): QueueStats {
  const counts = new Map<string, number>()
  const order: string[] = []
  const queuesOfKey = new Map<string, Set<string>>()
  for (const { node, data } of model.marks) {
    if (data['type'] !== 'log-append') continue
    const queue = `${node} ${String(data['queueId'])}`
    counts.set(queue, (counts.get(queue) ?? 0) + 1)
    order.push(queue)
    const keys = String(data['keys'] ?? '')
    if (keys !== '') queuesOfKey.set(keys, (queuesOfKey.get(keys) ?? new Set()).add(queue))
  }
  const spread = [...queuesOfKey.values()].filter((queues) => queues.size > 1).length
  return { queues: [...counts.keys()].sort(), counts, order, spreadKeys: queuesOfKey.size === 0 ? null : spread }
}

/** The queues of both runs, so that one that got nothing is shown as empty. */
export function allQueues(stats: readonly QueueStats[]): string[] {
  return [...new Set(stats.flatMap(({ queues }) => queues))].sort()
}

/** The number of messages in the fullest queue of all runs; at least 1. */
export function mostMessages(stats: readonly QueueStats[]): number {
  return Math.max(1, ...stats.flatMap(({ counts }) => [...counts.values()]))
}
