import type { ConsumerProblem, OwnConsumer, OwnConsumerSetup, OwnGroup } from '../../../engine/worker/owncluster/ownProtocol'
import { fill } from '../../i18n/fill'
import type { OwnTexts } from '../../i18n/en/own'

/** Why there can be no such consumer. */
export function problemOfConsumer({ code, detail }: ConsumerProblem, { consumers }: OwnTexts): string {
  return fill(consumers.problems[code], { detail })
}

/** What one consumer wants, and how. */
export function subscriptionSentence({ topic, filter, way }: OwnConsumerSetup, { consumers }: OwnTexts): string {
  const wanted = filter.by === 'sql' ? consumers.bySql : filter.text === '' || filter.text === '*' ? consumers.all : consumers.byTags
  return fill(wanted, { topic, filter: filter.text, way: consumers.ways[way] })
}

/** What its listener does. */
export function listenerSentence({ listener: { millis, outcome } }: OwnConsumerSetup, { consumers }: OwnTexts): string {
  return fill(consumers.does, { millis, outcome: consumers.outcomes[outcome] })
}

/** What there is to say of a group, each with how bad it is. */
export function groupSentences(
  { members, disagreement, due, again, gone, dead, retry, queues }: OwnGroup, { consumers }: OwnTexts,
): ReadonlyArray<{ readonly kind: 'plain' | 'warning'; readonly text: string }> {
  const said: Array<{ kind: 'plain' | 'warning'; text: string }> = []
  const warn = (text: string): void => void said.push({ kind: 'warning', text })
  const say = (text: string): void => void said.push({ kind: 'plain', text })
  if (disagreement !== null) warn(consumers.disagreements[disagreement])
  if (due > 0) warn(fill(consumers.due, { n: due, again }))
  else if (again > 0) warn(fill(consumers.again, { n: again }))
  if (gone > 0) warn(fill(consumers.gone, { n: gone }))
  if (dead > 0) warn(fill(consumers.dead, { n: dead }))
  if (retry > 0) say(fill(consumers.retry, { n: retry }))
  const waiting = members.filter((each) => each.status === 'running' && each.trouble === null && each.queues.length === 0)
  const hasQueues = queues.some(({ topic }) => !topic.startsWith('%'))
  if (waiting.length > 0) say(hasQueues ? consumers.noQueueForAll : consumers.noTopic)
  return said
}

/** Messages of a group that nobody has committed. */
export function lagOf({ queues }: OwnGroup): number {
  return queues.reduce((sum, { lag }) => sum + lag, 0)
}

/** Topics in the queues of the broker that no consumer that is to run reads. */
export function unreadTopics(topics: readonly string[], consumers: readonly OwnConsumer[]): string[] {
  const read = new Set(consumers.filter(({ isToRun }) => isToRun).map(({ topic }) => topic))
  return [...new Set(topics)].filter((topic) => !topic.startsWith('%') && !read.has(topic))
}
