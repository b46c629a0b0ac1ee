import { ofNode, ofType } from '../../components/lesson/logic/runFacts'
import type { Mark, RunModel } from '../../engine/worker/protocol'

/** What runs with consumers are asked, read off their events. */

/** Listeners that have succeeded, in their order. */
export function consumed({ marks }: RunModel, node?: string): Mark[] {
  const ended = ofType(marks, 'consume-ended').filter(({ data }) => String(data['outcome']).endsWith('SUCCESS'))
  return node === undefined ? ended : ofNode(ended, node)
}

export function keysOf(marks: readonly Mark[]): string[] {
  return marks.map(({ data }) => String(data['keys']))
}

export function distinct(keys: readonly string[]): number {
  return new Set(keys).size
}

/** How many messages were appended to a topic. */
export function stored({ marks }: RunModel, topic: string): Mark[] {
  return ofType(marks, 'log-append').filter(({ data }) => data['topic'] === topic)
}

/** The number of queues of a topic that a consumer had last; 0 if none. */
export function lastShare({ marks }: RunModel, node: string, topic: string): number {
  const last = ofNode(ofType(marks, 'queues-assigned'), node).findLast(({ data }) => data['topic'] === topic)
  return String(last?.data['queues'] ?? '').split(', ').filter((queue) => queue !== '').length
}
