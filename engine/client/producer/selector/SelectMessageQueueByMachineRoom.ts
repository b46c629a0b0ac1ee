import type { Message } from '../../../common/message/Message'
import type { MessageQueue } from '../../../common/message/MessageQueue'
import type { MessageQueueSelector } from '../MessageQueueSelector'

/**
 * A strategy for near machines that the original never finished: it takes the rooms and always returns null, so every send
 * with it fails. So does ours.
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
