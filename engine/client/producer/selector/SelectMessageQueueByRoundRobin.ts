import type { Message } from '../../../common/message/Message'
import type { MessageQueue } from '../../../common/message/MessageQueue'
import type { MessageQueueSelector } from '../MessageQueueSelector'

/**
 * One queue after the other. A selector chooses once for each message, and the message is not tried again. Without a selector
 * a producer uses `TopicPublishInfo#selectOneMessageQueue`, which goes round as well and avoids the broker that has just
 * failed. No counterpart in RocketMQ.
 */
export class SelectMessageQueueByRoundRobin implements MessageQueueSelector {
  private index: number

  constructor() {
    this.index = 0
  }

  select(mqs: readonly MessageQueue[], _msg: Message, _arg: unknown): MessageQueue | null {
    const mq = mqs[this.index % mqs.length] ?? null
    this.index++
    return mq
  }
}
