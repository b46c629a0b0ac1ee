import type { MessageQueue } from '../../../common/message/MessageQueue'
import { AbstractAllocateMessageQueueStrategy } from './AbstractAllocateMessageQueueStrategy'

/**
 * Whatever queues somebody has set, however many members there are. That each queue has one member is up to the
 * person who sets them. Original: org.apache.rocketmq.client.consumer.rebalance.AllocateMessageQueueByConfig.
 */
export class AllocateMessageQueueByConfig extends AbstractAllocateMessageQueueStrategy {
  private messageQueueList: readonly MessageQueue[]

  constructor() {
    super()
    this.messageQueueList = []
  }

  getMessageQueueList(): readonly MessageQueue[] {
    return this.messageQueueList
  }

  setMessageQueueList(messageQueueList: readonly MessageQueue[]): void {
    this.messageQueueList = messageQueueList
  }

  allocate(): MessageQueue[] {
    return [...this.messageQueueList]
  }

  getName(): string {
    return 'CONFIG'
  }
}
