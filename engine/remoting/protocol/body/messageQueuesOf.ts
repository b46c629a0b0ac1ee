import { MessageQueue } from '../../../common/message/MessageQueue'
import { inHashSetOrder } from '../../../kernel/java/inHashSetOrder'
import type { JsonFields } from '../JsonFields'

/** A set of queues in a body: no queue twice, in the order of a Java HashSet. @throws JsonFieldError */
export function messageQueuesOf(fields: JsonFields, name: string): MessageQueue[] {
  return queueSet(fields.has(name) ? fields.objects(name, messageQueueOf) : [])
}

/** The queues, none twice, in the order in which a Java HashSet has them. */
export function queueSet(queues: Iterable<MessageQueue>): MessageQueue[] {
  const byKey = new Map<string, MessageQueue>()
  for (const queue of queues) if (!byKey.has(queue.key())) byKey.set(queue.key(), queue)
  return inHashSetOrder(byKey.values(), (queue) => queue.hashCode())
}

/** @throws JsonFieldError */
export function messageQueueOf(fields: JsonFields): MessageQueue {
  return new MessageQueue(fields.text('topic') ?? '', fields.text('brokerName') ?? '', fields.int('queueId') ?? 0)
}
