import type { Message } from '../../../common/message/Message'
import type { MessageQueue } from '../../../common/message/MessageQueue'
import { javaHashCode } from '../../../kernel/java/javaHashCode'
import type { MessageQueueSelector } from '../MessageQueueSelector'

/**
 * Equal arguments go to the same queue, as long as the number of queues stays the same.
 * Original: org.apache.rocketmq.client.producer.selector.SelectMessageQueueByHash.
 */
export class SelectMessageQueueByHash implements MessageQueueSelector {
  select(mqs: readonly MessageQueue[], _msg: Message, arg: unknown): MessageQueue | null {
    const value = Math.abs(javaHashCode(String(arg)) % mqs.length)
    return mqs[value] ?? null
  }
}
