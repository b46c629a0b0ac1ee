import type { Message } from '../../../common/message/Message'
import type { MessageQueue } from '../../../common/message/MessageQueue'
import { Thread } from '../../../kernel/Thread'
import type { MessageQueueSelector } from '../MessageQueueSelector'

/** Any queue, each equally likely. Original: org.apache.rocketmq.client.producer.selector.SelectMessageQueueByRandom. */
export class SelectMessageQueueByRandom implements MessageQueueSelector {
  select(mqs: readonly MessageQueue[], _msg: Message, _arg: unknown): MessageQueue | null {
    const { random } = Thread.currentThread().process
    return mqs[random.nextInt(mqs.length)] ?? null
  }
}
