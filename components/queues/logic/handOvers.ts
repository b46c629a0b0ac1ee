import type { Cursor, RunModel } from '../../../engine/worker/protocol'

/** A rebalance that has changed something, or a death: who gives up and who takes over which queues. */
export interface HandOver {
  readonly event: Cursor
  /** In µs. */
  readonly time: number
  readonly node: string
  readonly topic: string
  /** `broker-a/0` */
  readonly gained: readonly string[]
  readonly lost: readonly string[]
  /** It has not given them up: it is gone. */
  readonly isDeath: boolean
}

const DEATHS = new Set(['process-killed', 'process-exited', 'power-cut'])

/** All of a run, in order. */
export function handOvers({ marks }: RunModel): HandOver[] {
  const found: HandOver[] = []
  const owned = new Map<string, { readonly node: string; readonly topic: string; readonly queues: readonly string[] }>()
  for (const { event, time, node, data } of marks) {
    if (DEATHS.has(String(data['type']))) {
      for (const [key, each] of owned) {
        if (each.node !== node) continue
        owned.delete(key)
        const { topic, queues: lost } = each
        if (lost.length > 0) found.push({ event, time, node, topic, gained: [], lost, isDeath: true })
      }
    }
    if (data['type'] !== 'queues-assigned') continue
    const [topic, key] = [String(data['topic']), `${node} ${String(data['group'])} ${String(data['topic'])}`]
    const queues = data['queues'] === '' ? [] : String(data['queues']).split(', ')
    const before = owned.get(key)?.queues ?? []
    const gained = queues.filter((queue) => !before.includes(queue))
    const lost = before.filter((queue) => !queues.includes(queue))
    owned.set(key, { node, topic, queues })
    if (gained.length + lost.length > 0) found.push({ event, time, node, topic, gained, lost, isDeath: false })
  }
  return found
}
