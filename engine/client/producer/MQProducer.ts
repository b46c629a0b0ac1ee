import type { Message } from '../../common/message/Message'
import type { MessageQueue } from '../../common/message/MessageQueue'
import type { Blocking } from '../../kernel/Blocking'
import type { MessageQueueSelector } from './MessageQueueSelector'
import type { RequestCallback } from './RequestCallback'
import type { SendCallback } from './SendCallback'
import type { SendResult } from './SendResult'

/**
 * All that an application needs to know about sending. 5.3.2 has 20 methods called `send` and 3 called `sendOneway`; here
 * each has a name of its own, and an optional timeout (ms) stands for two of them wherever they do the same. Of `request`, which
 * waits for a reply, there are six; messages in transactions are sent by TransactionMQProducer.
 * Original: org.apache.rocketmq.client.producer.MQProducer.
 */
export interface MQProducer {
  start(): Blocking<void>
  shutdown(): Blocking<void>
  fetchPublishMessageQueues(topic: string): Blocking<MessageQueue[]>
  recallMessage(topic: string, recallHandle: string): Blocking<string>

  send(msg: Message, timeout?: number): Blocking<SendResult>
  sendAsync(msg: Message, sendCallback: SendCallback): Blocking<void>
  sendAsyncWithin(msg: Message, sendCallback: SendCallback, timeout: number): Blocking<void>
  sendOneway(msg: Message): Blocking<void>

  sendToQueue(msg: Message, mq: MessageQueue, timeout?: number): Blocking<SendResult>
  sendToQueueAsync(msg: Message, mq: MessageQueue, sendCallback: SendCallback, timeout?: number): Blocking<void>
  sendOnewayToQueue(msg: Message, mq: MessageQueue): Blocking<void>

  sendBySelector(msg: Message, selector: MessageQueueSelector, arg: unknown): Blocking<SendResult>
  sendBySelectorWithin(
    msg: Message, selector: MessageQueueSelector, arg: unknown, timeout: number,
  ): Blocking<SendResult>
  sendBySelectorAsync(
    msg: Message, selector: MessageQueueSelector, arg: unknown, sendCallback: SendCallback,
  ): Blocking<void>
  sendBySelectorAsyncWithin(
    msg: Message, selector: MessageQueueSelector, arg: unknown, sendCallback: SendCallback, timeout: number,
  ): Blocking<void>
  sendOnewayBySelector(msg: Message, selector: MessageQueueSelector, arg: unknown): Blocking<void>

  sendBatch(msgs: readonly Message[], timeout?: number): Blocking<SendResult>
  sendBatchAsync(msgs: readonly Message[], sendCallback: SendCallback, timeout?: number): Blocking<void>
  sendBatchToQueue(msgs: readonly Message[], mq: MessageQueue, timeout?: number): Blocking<SendResult>
  sendBatchToQueueAsync(
    msgs: readonly Message[], mq: MessageQueue, sendCallback: SendCallback, timeout?: number,
  ): Blocking<void>

  request(msg: Message, timeout: number): Blocking<Message>
  requestAsync(msg: Message, requestCallback: RequestCallback, timeout: number): Blocking<void>
  requestBySelector(msg: Message, selector: MessageQueueSelector, arg: unknown, timeout: number): Blocking<Message>
  requestBySelectorAsync(
    msg: Message, selector: MessageQueueSelector, arg: unknown, requestCallback: RequestCallback, timeout: number,
  ): Blocking<void>
  requestToQueue(msg: Message, mq: MessageQueue, timeout: number): Blocking<Message>
  requestToQueueAsync(
    msg: Message, mq: MessageQueue, requestCallback: RequestCallback, timeout: number,
  ): Blocking<void>
}
