import type { Message } from '../../common/message/Message'
import type { MessageQueue } from '../../common/message/MessageQueue'
import type { Blocking } from '../../kernel/Blocking'
import type { MessageQueueSelector } from './MessageQueueSelector'
import type { SendCallback } from './SendCallback'
import type { SendResult } from './SendResult'

/**
 * All that an application has to know of sending. 5.3.2 counts 20 methods called `send` and 3 called `sendOneway`; here an
 * optional timeout makes one signature of two. Sending in transactions, request and reply, and recalling are not here yet.
 * Original: org.apache.rocketmq.client.producer.MQProducer.
 */
export interface MQProducer {
  start(): Blocking<void>
  shutdown(): Blocking<void>
  fetchPublishMessageQueues(topic: string): Blocking<MessageQueue[]>

  send(msg: Message | readonly Message[], timeout?: number): Blocking<SendResult>
  send(msg: Message | readonly Message[], mq: MessageQueue, timeout?: number): Blocking<SendResult>
  send(msg: Message, selector: MessageQueueSelector, arg: unknown, timeout?: number): Blocking<SendResult>
  send(msg: Message | readonly Message[], callback: SendCallback, timeout?: number): Blocking<void>
  send(msg: Message | readonly Message[], mq: MessageQueue, callback: SendCallback, timeout?: number): Blocking<void>
  send(
    msg: Message,
    selector: MessageQueueSelector,
    arg: unknown,
    callback: SendCallback,
    timeout?: number,
  ): Blocking<void>

  sendOneway(msg: Message): Blocking<void>
  sendOneway(msg: Message, mq: MessageQueue): Blocking<void>
  sendOneway(msg: Message, selector: MessageQueueSelector, arg: unknown): Blocking<void>
}
