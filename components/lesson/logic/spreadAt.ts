import type { Cursor, RunModel } from '../../../engine/worker/protocol'

/** How many messages of a topic each broker has stored. */
export interface TopicSpread {
  readonly topic: string
  readonly total: number
  /** In the order of the brokers in the run. */
  readonly parts: ReadonlyArray<{ readonly broker: string; readonly messages: number }>
}

/**
 * How the messages of some topics are spread over brokers, right after an event.
 *
 * @param brokers their names; all brokers of the run if it is left out
 */
export function spreadAt(
  { nodes, marks }: RunModel, cursor: Cursor, topics: readonly string[], brokers?: readonly string[],
): TopicSpread[] {
  const names = brokers ?? nodes.filter(({ role }) => role === 'broker').map(({ name }) => name)
  const counts = new Map<string, number>()
  for (const { event, node, data } of marks) {
    if (event > cursor) break
    if (data['type'] !== 'log-append') continue
    const key = `${node} ${String(data['topic'])}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return topics.map((topic) => {
    const parts = names.map((broker) => ({ broker, messages: counts.get(`${broker} ${topic}`) ?? 0 }))
    return { topic, parts, total: parts.reduce((sum, { messages }) => sum + messages, 0) }
  })
}
