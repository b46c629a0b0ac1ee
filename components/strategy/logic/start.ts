/** What stands in a slot that nobody has written in yet. */
export const START_CODE = `import type { Message, MessageQueue, MessageQueueSelector } from 'rocketmq'

/** Each queue in turn. Change anything: the run follows as you type. */
export default class MyStrategy implements MessageQueueSelector {
  private next = 0

  select(mqs: readonly MessageQueue[], msg: Message, arg: unknown): MessageQueue | null {
    const index = this.next % mqs.length
    this.next++
    return mqs[index] ?? null
  }
}
`

/** The same for ways to share queues. */
export const START_ALLOCATION = `import type { AllocateMessageQueueStrategy, MessageQueue } from 'rocketmq'

/** Dealt out like cards. Change anything: the group shares anew as you type. */
export default class MyStrategy implements AllocateMessageQueueStrategy {
  allocate(
    consumerGroup: string,
    currentCID: string,
    mqAll: readonly MessageQueue[],
    cidAll: readonly string[],
  ): MessageQueue[] {
    const own = cidAll.indexOf(currentCID)
    return mqAll.filter((mq, index) => index % cidAll.length === own)
  }

  getName(): string {
    return 'MINE'
  }
}
`

/** The same for listeners. */
export const START_LISTENER = `import type { ConsumeConcurrentlyContext, MessageExt } from 'rocketmq'
import { bill, ConsumeConcurrentlyStatus, database, MessageListenerConcurrently, sleep } from 'rocketmq'

/** Bills each order. Change anything: the run follows as you type. */
export default class MyListener extends MessageListenerConcurrently {
  consumeMessage(msgs: readonly MessageExt[], context: ConsumeConcurrentlyContext): ConsumeConcurrentlyStatus | null {
    for (const msg of msgs) {
      const { order, bankMillis } = JSON.parse(String.fromCharCode(...(msg.body ?? [])))
      sleep(bankMillis)
      bill(order)
    }
    return ConsumeConcurrentlyStatus.CONSUME_SUCCESS
  }
}
`
