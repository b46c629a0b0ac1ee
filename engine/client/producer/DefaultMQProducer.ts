import { CompressionType } from '../../common/compression/CompressionType'
import { Message } from '../../common/message/Message'
import { MessageBatch } from '../../common/message/MessageBatch'
import { MessageClientIDSetter } from '../../common/message/MessageClientIDSetter'
import { MessageQueue } from '../../common/message/MessageQueue'
import { MixAll } from '../../common/MixAll'
import { TopicValidator } from '../../common/topic/TopicValidator'
import type { Blocking } from '../../kernel/Blocking'
import type { Process } from '../../kernel/Process'
import type { RPCHook } from '../../remoting/netty/RPCHook'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'
import { ClientConfig } from '../ClientConfig'
import type { ClientEnvironment } from '../ClientEnvironment'
import { MQClientException } from '../exception/MQClientException'
import { MQAdminImpl } from '../impl/MQAdminImpl'
import { DefaultMQProducerImpl } from '../impl/producer/DefaultMQProducerImpl'
import { Validators } from '../Validators'
import type { MessageQueueSelector } from './MessageQueueSelector'
import type { MQProducer } from './MQProducer'
import type { SendCallback } from './SendCallback'
import type { SendResult } from './SendResult'

/** What can stand between the message and the timeout: where to send it, and who wants to hear of the outcome. */
type Destination = MessageQueue | MessageQueueSelector

/**
 * The face that an application sees: settings with good defaults, and methods that hand on to {@link DefaultMQProducerImpl}.
 * Everything behind it (routes, retries, connections, frames) can change without an application noticing. Times in ms,
 * sizes in bytes. Original: org.apache.rocketmq.client.producer.DefaultMQProducer.
 */
export class DefaultMQProducer extends ClientConfig implements MQProducer {
  producerGroup: string
  /** The topic that unknown topics are modelled on. */
  createTopicKey: string
  defaultTopicQueueNums: number
  /** For a whole call, its retries included. */
  sendMsgTimeout: number
  compressMsgBodyOverHowmuch: number
  compressLevel: number
  compressType: CompressionType
  retryTimesWhenSendFailed: number
  retryTimesWhenSendAsyncFailed: number
  retryAnotherBrokerWhenNotStoreOK: boolean
  maxMessageSize: number
  enableBackpressureForAsyncMode: boolean
  backPressureForAsyncSendNum: number
  backPressureForAsyncSendSize: number
  /** Topics whose routes are wanted right at the start. */
  topics: readonly string[]
  /** Answers of a broker after which another one is tried. */
  readonly retryResponseCodes: Set<number>
  private readonly process: Process
  private readonly environment: ClientEnvironment
  private readonly defaultMQProducerImpl: DefaultMQProducerImpl

  constructor(
    process: Process,
    environment: ClientEnvironment,
    producerGroup: string = MixAll.DEFAULT_PRODUCER_GROUP,
    rpcHook: RPCHook | null = null,
  ) {
    super()
    this.producerGroup = producerGroup
    this.createTopicKey = TopicValidator.AUTO_CREATE_TOPIC_KEY_TOPIC
    this.defaultTopicQueueNums = 4
    this.sendMsgTimeout = 3000
    this.compressMsgBodyOverHowmuch = 1024 * 4
    this.compressLevel = 5
    this.compressType = CompressionType.ZLIB
    this.retryTimesWhenSendFailed = 2
    this.retryTimesWhenSendAsyncFailed = 2
    this.retryAnotherBrokerWhenNotStoreOK = false
    this.maxMessageSize = 1024 * 1024 * 4
    this.enableBackpressureForAsyncMode = false
    this.backPressureForAsyncSendNum = 10_000
    this.backPressureForAsyncSendSize = 100 * 1024 * 1024
    this.topics = []
    this.retryResponseCodes = new Set(RETRY_RESPONSE_CODES)
    this.process = process
    this.environment = environment
    this.defaultMQProducerImpl = new DefaultMQProducerImpl(process, this, environment, rpcHook)
  }

  getDefaultMQProducerImpl(): DefaultMQProducerImpl {
    return this.defaultMQProducerImpl
  }

  /** The producer that a client instance keeps for itself. */
  createInnerProducer(): DefaultMQProducer {
    return new DefaultMQProducer(this.process, this.environment, MixAll.CLIENT_INNER_PRODUCER_GROUP)
  }

  addRetryResponseCode(responseCode: number): void {
    this.retryResponseCodes.add(responseCode)
  }

  /** @throws MQClientException when it was started before, or its group is illegal or taken */
  *start(): Blocking<void> {
    this.producerGroup = this.withNamespace(this.producerGroup)
    yield* this.defaultMQProducerImpl.start()
  }

  *shutdown(): Blocking<void> {
    yield* this.defaultMQProducerImpl.shutdown()
  }

  /** The queues of a topic, freshly asked for. @throws MQClientException */
  *fetchPublishMessageQueues(topic: string): Blocking<MessageQueue[]> {
    return yield* this.defaultMQProducerImpl.fetchPublishMessageQueues(this.withNamespace(topic))
  }

  /**
   * Creates a topic, or changes how many queues it has, on the brokers of the topic `key`.
   * Original: DefaultMQProducer#createTopic
   * @throws MQClientException
   */
  *createTopic(key: string, newTopic: string, queueNum: number): Blocking<void> {
    this.defaultMQProducerImpl.makeSureStateOK()
    const admin = new MQAdminImpl(this.defaultMQProducerImpl.getFactory(), this.mqClientApiTimeout)
    yield* admin.createTopic(key, this.withNamespace(newTopic), queueNum)
  }

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
  /**
   * Sends a message: to a queue of the producer's choice, to a given one, or to the one that a selector picks; and returns
   * when it is stored, or at once if there is a callback.
   * @throws MQClientException, RemotingException, MQBrokerException
   */
  *send(msg: Message | readonly Message[], ...rest: unknown[]): Blocking<SendResult | void> {
    const message = this.prepare(msg)
    const to = isDestination(rest[0]) ? rest.shift() as Destination : null
    const arg = isSelector(to) ? rest.shift() : null
    const callback = isCallback(rest[0]) ? rest.shift() as SendCallback : null
    const timeout = (rest[0] as number | undefined) ?? this.sendMsgTimeout
    const impl = this.defaultMQProducerImpl
    if (callback !== null) {
      if (to === null) return yield* impl.sendAsync(message, callback, timeout)
      if (to instanceof MessageQueue) return yield* impl.sendToQueueAsync(message, to, callback, timeout)
      return yield* impl.sendSelectAsync(message, to, arg, callback, timeout)
    }
    if (to === null) return yield* impl.send(message, timeout)
    if (to instanceof MessageQueue) return yield* impl.sendToQueue(message, to, timeout)
    return yield* impl.sendSelect(message, to, arg, timeout)
  }

  sendOneway(msg: Message): Blocking<void>
  sendOneway(msg: Message, mq: MessageQueue): Blocking<void>
  sendOneway(msg: Message, selector: MessageQueueSelector, arg: unknown): Blocking<void>
  /** Sends a message and never hears whether it has arrived. @throws MQClientException, RemotingException */
  *sendOneway(msg: Message, to: Destination | null = null, arg: unknown = null): Blocking<void> {
    const message = this.prepare(msg)
    const impl = this.defaultMQProducerImpl
    if (to === null) return yield* impl.sendOneway(message)
    if (to instanceof MessageQueue) return yield* impl.sendOnewayToQueue(message, to)
    return yield* impl.sendOnewaySelect(message, to, arg)
  }

  /** Puts the namespace before the topic, and several messages into one batch. */
  private prepare(msg: Message | readonly Message[]): Message {
    const message = msg instanceof Message ? msg : this.batch(msg)
    message.topic = this.withNamespace(message.topic)
    return message
  }

  /** Original: DefaultMQProducer#batch. @throws MQClientException when these can't be one batch */
  private batch(msgs: readonly Message[]): MessageBatch {
    try {
      const batch = MessageBatch.generateFromList(msgs)
      for (const message of batch) {
        Validators.checkMessage(message, this.maxMessageSize)
        MessageClientIDSetter.setUniqID(message)
        message.topic = this.withNamespace(message.topic)
      }
      MessageClientIDSetter.setUniqID(batch)
      batch.body = batch.encode()
      return batch
    } catch (error) {
      throw new MQClientException(`the messages can't be sent as a batch: ${String(error)}`, -1, error)
    }
  }
}

const RETRY_RESPONSE_CODES = [
  ResponseCode.TOPIC_NOT_EXIST,
  ResponseCode.SERVICE_NOT_AVAILABLE,
  ResponseCode.SYSTEM_ERROR,
  ResponseCode.SYSTEM_BUSY,
  ResponseCode.NO_PERMISSION,
  ResponseCode.NO_BUYER_ID,
  ResponseCode.NOT_IN_CURRENT_UNIT,
  ResponseCode.GO_AWAY,
]

function isSelector(value: unknown): value is MessageQueueSelector {
  return typeof value === 'object' && value !== null && 'select' in value
}

function isDestination(value: unknown): value is Destination {
  return value instanceof MessageQueue || isSelector(value)
}

function isCallback(value: unknown): value is SendCallback {
  return typeof value === 'object' && value !== null && 'onSuccess' in value
}
