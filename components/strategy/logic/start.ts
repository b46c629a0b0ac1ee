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
