import type { MessageQueue } from '../../common/message/MessageQueue'
import { assert } from '../../kernel/assert'
import { IllegalArgumentException } from '../../kernel/errors'
import { isBlank } from '../../kernel/java/javaTrim'

/** How the queues of a topic are divided among the members of a group. */
export type Allocate = (currentCID: string, mqAll: readonly MessageQueue[], cidAll: readonly string[]) => MessageQueue[]

/**
 * What a broker divides queues with, by the names that consumers give: the same as the consumers' own strategies of these names. (In the
 * original a broker takes the client's classes.) Original: QueryAssignmentProcessor#name2LoadStrategy
 */
export const ALLOCATE_BY_NAME: Readonly<Record<string, Allocate>> = { AVG: averagely, AVG_BY_CIRCLE: averagelyByCircle }

/** Equal stretches, of which the first may be longer by one. Original: AllocateMessageQueueAveragely#allocate */
function averagely(...[currentCID, mqAll, cidAll]: Parameters<Allocate>): MessageQueue[] {
  checkMembers(currentCID, mqAll, cidAll)
  const index = cidAll.indexOf(currentCID)
  if (index === -1) return []
  const least = Math.floor(mqAll.length / cidAll.length)
  const bigger = mqAll.length % cidAll.length
  const begin = index * least + Math.min(index, bigger)
  const share = mqAll.slice(begin, begin + least + (index < bigger ? 1 : 0))
  assert(share.length <= least + 1, 'nobody gets more than one queue above the average', share.length, least)
  return share
}

/** One after the other, round and round. Original: AllocateMessageQueueAveragelyByCircle#allocate */
function averagelyByCircle(...[currentCID, mqAll, cidAll]: Parameters<Allocate>): MessageQueue[] {
  checkMembers(currentCID, mqAll, cidAll)
  const index = cidAll.indexOf(currentCID)
  return mqAll.filter((_, number) => number % cidAll.length === index)
}

/** One queue, so that everybody has one: there are more members than queues. Original: QueryAssignmentProcessor#allocate */
export function oneForEach(...[currentCID, mqAll, cidAll]: Parameters<Allocate>): MessageQueue[] {
  checkMembers(currentCID, mqAll, cidAll)
  const index = cidAll.indexOf(currentCID)
  return index === -1 ? [] : [mqAll[index % mqAll.length]!]
}

/** @throws IllegalArgumentException when there is nothing to be divided, or nobody */
function checkMembers(currentCID: string, mqAll: readonly MessageQueue[], cidAll: readonly string[]): void {
  if (isBlank(currentCID)) throw new IllegalArgumentException('currentCID is empty')
  if (mqAll.length === 0) throw new IllegalArgumentException('mqAll is empty')
  if (cidAll.length === 0) throw new IllegalArgumentException('cidAll is empty')
}
