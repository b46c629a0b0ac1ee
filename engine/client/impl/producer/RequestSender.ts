import type { Message } from '../../../common/message/Message'
import { MessageConst } from '../../../common/message/MessageConst'
import { assert } from '../../../kernel/assert'
import type { Blocking } from '../../../kernel/Blocking'
import { randomUUID } from '../../../kernel/java/randomUUID'
import { currentTimeMillis } from '../../../kernel/Process'
import { Thread } from '../../../kernel/Thread'
import { swallowing } from '../../common/swallowing'
import { ClientErrorCode, MQClientException } from '../../exception/MQClientException'
import { RequestTimeoutException } from '../../exception/RequestTimeoutException'
import type { RequestCallback } from '../../producer/RequestCallback'
import { RequestFutureHolder } from '../../producer/RequestFutureHolder'
import { RequestResponseFuture } from '../../producer/RequestResponseFuture'
import type { SendCallback } from '../../producer/SendCallback'
import type { DefaultMQProducerImpl } from './DefaultMQProducerImpl'

/** Sends the request as any other message, asynchronously. */
export type SendRequest = (sendCallback: SendCallback, timeout: number) => Blocking<unknown>

/**
 * What a producer does to have a message answered by its consumer: it writes into the message who it is, and waits for the
 * reply that a broker hands on. In the original this is a part of DefaultMQProducerImpl.
 */
export class RequestSender {
  private readonly producerImpl: DefaultMQProducerImpl

  constructor(producerImpl: DefaultMQProducerImpl) {
    this.producerImpl = producerImpl
  }

  /**
   * Waits for the reply. (In 5.3.2 the wait ends as soon as the request is stored, which almost always is too early:
   * https://github.com/apache/rocketmq/pull/9608.) Original: DefaultMQProducerImpl#request(Message, long), #waitResponse
   * @throws RequestTimeoutException when there is no reply in time
   * @throws MQClientException when the request could not be sent; what sending throws at once
   */
  *request(msg: Message, timeout: number, send: SendRequest): Blocking<Message> {
    const beginTimestamp = currentTimeMillis()
    const { topic } = msg
    const future = yield* this.prepareSendRequest(msg, timeout, null)
    try {
      const cost = currentTimeMillis() - beginTimestamp
      assert(cost >= 0, 'the clock does not go back while a request is prepared', cost)
      yield* send(this.sendCallback(future), timeout - cost)
      const responseMessage = yield* future.waitResponseMessage(timeout - cost)
      if (responseMessage !== null) return responseMessage
    } finally {
      RequestFutureHolder.getInstance().remove(future.correlationId)
    }
    if (future.getCause() !== null) throw new MQClientException(`the request to ${topic} was not sent`, -1, future.getCause())
    const { REQUEST_TIMEOUT_EXCEPTION } = ClientErrorCode
    throw new RequestTimeoutException(REQUEST_TIMEOUT_EXCEPTION, `no reply to the request to ${topic} in ${timeout} ms`)
  }

  /**
   * The callback hears of the reply, or why there is none. (In 5.3.2 one of the three also calls it when the request is stored, with
   * null.) Original: DefaultMQProducerImpl#request(Message, RequestCallback, long)
   * @throws what sending throws at once: the callback hears of the timeout as well then, as in the original
   */
  *requestAsync(msg: Message, requestCallback: RequestCallback, timeout: number, send: SendRequest): Blocking<void> {
    const beginTimestamp = currentTimeMillis()
    const future = yield* this.prepareSendRequest(msg, timeout, requestCallback)
    const cost = currentTimeMillis() - beginTimestamp
    yield* send(this.sendCallback(future), timeout - cost)
  }

  /** A request that was stored is still without its reply. Original: DefaultMQProducerImpl#requestFail */
  private sendCallback({ correlationId }: RequestResponseFuture): SendCallback {
    return {
      onSuccess(): void {},
      onException(error: unknown): void {
        swallowing(() => RequestFutureHolder.getInstance().remove(correlationId)?.fail(error))
      },
    }
  }

  /**
   * Writes into the message where the reply is to go. The broker that has the reply knows this client by its heartbeat, so one is
   * sent first if the topic is new. Original: DefaultMQProducerImpl#prepareSendRequest
   */
  private *prepareSendRequest(
    msg: Message, timeout: number, requestCallback: RequestCallback | null,
  ): Blocking<RequestResponseFuture> {
    const factory = this.producerImpl.getFactory()
    const correlationId = randomUUID(Thread.currentThread().process.random)
    msg.putProperty(MessageConst.PROPERTY_CORRELATION_ID, correlationId)
    msg.putProperty(MessageConst.PROPERTY_MESSAGE_REPLY_TO_CLIENT, factory.clientId)
    msg.putProperty(MessageConst.PROPERTY_MESSAGE_TTL, String(timeout))
    if (!factory.topicRouteTable.has(msg.topic)) {
      yield* this.producerImpl.tryToFindTopicPublishInfo(msg.topic)
      yield* factory.sendHeartbeatToAllBrokerWithLock()
    }
    const holder = RequestFutureHolder.getInstance()
    holder.startScheduledTask(this.producerImpl)
    const future = new RequestResponseFuture(correlationId, timeout, requestCallback)
    holder.put(future)
    return future
  }
}
