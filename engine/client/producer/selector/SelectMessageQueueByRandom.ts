import type { Message } from '../../../common/message/Message'
import type { MessageQueue } from '../../../common/message/MessageQueue'
import { assert } from '../../../kernel/assert'
import { Thread } from '../../../kernel/Thread'
import type { MessageQueueSelector } from '../MessageQueueSelector'

/** Any queue, each equally likely. Original: org.apache.rocketmq.client.producer.selector.SelectMessageQueueByRandom. */
export class SelectMessageQueueByRandom implements MessageQueueSelector {
  select(mqs: readonly MessageQueue[], _msg: Message, _arg: unknown): MessageQueue | null {
    const { random } = Thread.currentThread().process
    const mq = mqs[random.nextInt(mqs.length)]
    assert(mq !== undefined, 'a random number below the size names a queue')
    return mq
  }
}
