import type { Message } from '../../../common/message/Message'
import type { MessageQueue } from '../../../common/message/MessageQueue'
import type { MessageQueueSelector } from '../MessageQueueSelector'

/**
 * A place for a strategy that prefers near machines, which the original never filled: it takes the rooms and then always
 * returns null, so that every send with it fails. So does ours.
 * Original: org.apache.rocketmq.client.producer.selector.SelectMessageQueueByMachineRoom.
 */
export class SelectMessageQueueByMachineRoom implements MessageQueueSelector {
  consumeridcs: ReadonlySet<string>

  constructor() {
    this.consumeridcs = new Set()
  }

  select(_mqs: readonly MessageQueue[], _msg: Message, _arg: unknown): MessageQueue | null {
    return null
  }
}
