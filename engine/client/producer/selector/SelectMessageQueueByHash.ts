import type { Message } from '../../../common/message/Message'
import type { MessageQueue } from '../../../common/message/MessageQueue'
import { javaHashCode } from '../../../kernel/java/javaHashCode'
import type { MessageQueueSelector } from '../MessageQueueSelector'

/**
 * Equal arguments go to the same queue while the number of queues stays the same.
 * Original: org.apache.rocketmq.client.producer.selector.SelectMessageQueueByHash.
 */
export class SelectMessageQueueByHash implements MessageQueueSelector {
  select(mqs: readonly MessageQueue[], _msg: Message, arg: unknown): MessageQueue | null {
    const value = Math.abs(hashCode(arg) % mqs.length)
    return mqs[value] ?? null
  }
}

/** Java's hash codes: an Integer is its own, a Long is the exclusive or of its halves. */
function hashCode(arg: unknown): number {
  if (typeof arg !== 'number' || !Number.isSafeInteger(arg)) return javaHashCode(String(arg))
  return (arg | 0) === arg ? arg : (arg | 0) ^ Math.floor(arg / 0x1_0000_0000)
}
