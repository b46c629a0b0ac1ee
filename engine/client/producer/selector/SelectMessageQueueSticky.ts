import type { Message } from '../../../common/message/Message'
import type { MessageQueue } from '../../../common/message/MessageQueue'
import type { SendMessageContext } from '../../hook/SendMessageContext'
import type { SendMessageHook } from '../../hook/SendMessageHook'
import type { MessageQueueSelector } from '../MessageQueueSelector'

/**
 * Stays with a queue for a number of messages and then moves to the next; after a failure it moves at once, to another broker
 * if there is one. Fewer queues are busy at a time, which suits batches. No counterpart in RocketMQ.
 */
export class SelectMessageQueueSticky implements MessageQueueSelector, SendMessageHook {
  private readonly messagesPerQueue: number
  private current: MessageQueue | null
  private messages: number
  private hasFailed: boolean

  constructor(messagesPerQueue = 20) {
    this.messagesPerQueue = messagesPerQueue
    this.current = null
    this.messages = 0
    this.hasFailed = false
  }

  select(mqs: readonly MessageQueue[], _msg: Message, _arg: unknown): MessageQueue | null {
    const index = this.indexOfCurrent(mqs)
    if (index < 0) this.moveTo(mqs[0] ?? null)
    else if (this.hasFailed) this.moveTo(nextBroker(mqs, index))
    else if (this.messages >= this.messagesPerQueue) this.moveTo(mqs[(index + 1) % mqs.length]!)
    this.messages++
    return this.current
  }

  hookName(): string {
    return 'SelectMessageQueueSticky'
  }

  sendMessageBefore(_context: SendMessageContext): void {
    // Only the outcome of a message counts.
  }

  sendMessageAfter({ mq, exception }: SendMessageContext): void {
    // The failure of a message that went to an earlier queue says nothing about the current one.
    if (exception !== null && mq.equals(this.current)) this.hasFailed = true
  }

  private moveTo(mq: MessageQueue | null): void {
    this.current = mq
    this.messages = 0
    this.hasFailed = false
  }

  /** Each call offers new objects, so queues are compared by value; -1 when the queue is no longer offered. */
  private indexOfCurrent(mqs: readonly MessageQueue[]): number {
    const { current } = this
    const index = mqs.findIndex((mq) => mq.equals(current))
    if (index >= 0) this.current = mqs[index]!
    return index
  }
}

/** The next queue on another broker; on the same one if there is no other. */
function nextBroker(mqs: readonly MessageQueue[], index: number): MessageQueue {
  for (let step = 1; step < mqs.length; step++) {
    const mq = mqs[(index + step) % mqs.length]!
    if (mq.brokerName !== mqs[index]!.brokerName) return mq
  }
  return mqs[(index + 1) % mqs.length]!
}
