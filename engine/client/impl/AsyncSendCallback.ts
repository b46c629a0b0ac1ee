import type { Message } from '../../common/message/Message'
import type { Blocking } from '../../kernel/Blocking'
import { currentTimeMillis } from '../../kernel/Process'
import { RemotingSendRequestException } from '../../remoting/exception/RemotingSendRequestException'
import { RemotingTimeoutException } from '../../remoting/exception/RemotingTimeoutException'
import { RemotingTooMuchRequestException } from '../../remoting/exception/RemotingTooMuchRequestException'
import type { InvokeCallback } from '../../remoting/netty/InvokeCallback'
import { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import type { ClientConfig } from '../ClientConfig'
import { swallowing } from '../common/swallowing'
import { MQClientException } from '../exception/MQClientException'
import type { SendMessageContext } from '../hook/SendMessageContext'
import type { SendCallback } from '../producer/SendCallback'
import type { SendResult } from '../producer/SendResult'
import { NOT_AWAITED } from './CommunicationMode'
import type { MQClientInstance } from './factory/MQClientInstance'
import type { MQClientAPIImpl } from './MQClientAPIImpl'
import type { DefaultMQProducerImpl } from './producer/DefaultMQProducerImpl'
import type { TopicPublishInfo } from './producer/TopicPublishInfo'
import { processSendResponse } from './sendProtocol'

/** An asynchronous send, from its first try to its last: what is needed when the answer comes, or doesn't. */
export interface AsyncSend {
  readonly sendCallback: SendCallback
  /** Null when the queue was given: then further tries go to the same broker. */
  readonly topicPublishInfo: TopicPublishInfo | null
  readonly instance: MQClientInstance
  readonly retryTimesWhenSendFailed: number
  /** The number of tries that have failed. */
  times: number
  readonly context: SendMessageContext | null
  readonly producer: DefaultMQProducerImpl
}

/**
 * Hears how one try of an asynchronous send ends, and tries again elsewhere if that may help.
 * Original: the callback in MQClientAPIImpl#sendMessageAsync, and MQClientAPIImpl#onExceptionImpl
 */
export class AsyncSendCallback implements InvokeCallback {
  private readonly api: MQClientAPIImpl
  private readonly clientConfig: ClientConfig
  private readonly addr: string | null
  private readonly brokerName: string
  private readonly msg: Message
  private readonly timeoutMillis: number
  private readonly request: RemotingCommand
  private readonly async: AsyncSend
  private readonly begin: number

  constructor(
    api: MQClientAPIImpl,
    clientConfig: ClientConfig,
    addr: string | null,
    brokerName: string,
    msg: Message,
    timeoutMillis: number,
    request: RemotingCommand,
    async: AsyncSend,
  ) {
    this.api = api
    this.clientConfig = clientConfig
    this.addr = addr
    this.brokerName = brokerName
    this.msg = msg
    this.timeoutMillis = timeoutMillis
    this.request = request
    this.async = async
    this.begin = currentTimeMillis()
  }

  *operationComplete(): Blocking<void> {}

  *operationSucceed(response: RemotingCommand): Blocking<void> {
    const { producer, sendCallback } = this.async
    let result: SendResult
    try {
      result = processSendResponse(this.brokerName, this.msg, response, this.addr, this.clientConfig)
    } catch (error) {
      producer.updateFaultItem(this.brokerName, this.cost(), true, true)
      return yield* this.onExceptionImpl(error, false)
    }
    producer.executeSendMessageHookAfter(this.async.context, result, null)
    swallowing(() => sendCallback.onSuccess(result))
    producer.updateFaultItem(this.brokerName, this.cost(), false, true)
  }

  *operationFail(error: unknown): Blocking<void> {
    this.async.producer.updateFaultItem(this.brokerName, this.cost(), true, true)
    const wrapped = new MQClientException(`the asynchronous send to ${this.addr} failed: ${String(error)}`, -1, error)
    const isAboutConnection = error instanceof RemotingSendRequestException || error instanceof RemotingTimeoutException
    yield* this.onExceptionImpl(wrapped, isAboutConnection || !(error instanceof RemotingTooMuchRequestException))
  }

  /** The request could not even be handed over. */
  *notSent(error: unknown): Blocking<void> {
    this.async.producer.updateFaultItem(this.brokerName, this.cost(), true, false)
    yield* this.onExceptionImpl(error, true)
  }

  /**
   * Another try, at another broker if there is one, while tries and time are left. The command is the same but for its
   * opaque: its header still names the queue and the broker of the first try, as in the original.
   * Original: MQClientAPIImpl#onExceptionImpl
   */
  private *onExceptionImpl(error: unknown, needRetry: boolean): Blocking<void> {
    const { async } = this
    async.times++
    const left = this.timeoutMillis - this.cost()
    if (needRetry && async.times <= async.retryTimesWhenSendFailed && left > 0) {
      const brokerName = this.nextBroker()
      // Null if the broker is no longer known: in the original, too, the name server then gets the message.
      const addr = async.instance.findBrokerAddressInPublish(brokerName)
      const again = RemotingCommand.copyOf(this.request)
      return yield* this.api.sendAgainAsync(addr, brokerName, this.msg, again, left, async)
    }
    async.producer.executeSendMessageHookAfter(async.context, NOT_AWAITED, error)
    swallowing(() => async.sendCallback.onException(error))
  }

  private nextBroker(): string {
    const { topicPublishInfo, producer } = this.async
    if (topicPublishInfo === null) return this.brokerName
    return producer.selectOneMessageQueue(topicPublishInfo, this.brokerName, false)?.brokerName ?? this.brokerName
  }

  private cost(): number {
    return currentTimeMillis() - this.begin
  }
}
