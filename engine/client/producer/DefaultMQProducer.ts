import { CompressionType } from '../../common/compression/CompressionType'
import type { Message } from '../../common/message/Message'
import { MessageBatch } from '../../common/message/MessageBatch'
import { MessageClientIDSetter } from '../../common/message/MessageClientIDSetter'
import { MessageConst } from '../../common/message/MessageConst'
import type { MessageQueue } from '../../common/message/MessageQueue'
import { MixAll } from '../../common/MixAll'
import { TopicValidator } from '../../common/topic/TopicValidator'
import type { Blocking } from '../../kernel/Blocking'
import { parseLong } from '../../kernel/java/javaParse'
import type { Process } from '../../kernel/Process'
import type { RPCHook } from '../../remoting/netty/RPCHook'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'
import { ClientConfig } from '../ClientConfig'
import type { ClientEnvironment } from '../ClientEnvironment'
import { loggingOnly } from '../common/swallowing'
import { MQClientException } from '../exception/MQClientException'
import { MQClientManager } from '../impl/MQClientManager'
import { DefaultMQProducerImpl } from '../impl/producer/DefaultMQProducerImpl'
import { AsyncTraceDispatcher } from '../trace/AsyncTraceDispatcher'
import { SendMessageTraceHookImpl } from '../trace/hook/SendMessageTraceHookImpl'
import type { TraceDispatcher } from '../trace/TraceDispatcher'
import { Validators } from '../Validators'
import type { MessageQueueSelector } from './MessageQueueSelector'
import type { MQProducer } from './MQProducer'
import type { ProduceAccumulator } from './ProduceAccumulator'
import type { RequestCallback } from './RequestCallback'
import type { SendCallback } from './SendCallback'
import type { SendResult } from './SendResult'

/**
 * The face that an application sees: settings with good defaults, and methods that hand on to {@link DefaultMQProducerImpl}.
 * Everything behind it (routes, retries, connections, frames) can change without an application noticing. The methods add
 * the namespace to the topic and the default timeout. Times in ms, sizes in bytes.
 * Original: org.apache.rocketmq.client.producer.DefaultMQProducer.
 */
export class DefaultMQProducer extends ClientConfig implements MQProducer {
  producerGroup: string
  /** Where a broker is to copy the settings of a new topic from. Its route is not asked for: that is always TBW102's. */
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
  /** Messages that are sent without a timeout of their own wait a little for others, and travel with them. */
  autoBatch: boolean
  /** For how long, and up to how many bytes; of all batches together; -1 leaves the accumulator as it is. They count from the start on. */
  batchMaxDelayMs: number
  batchMaxBytes: number
  totalBatchMaxBytes: number
  enableBackpressureForAsyncMode: boolean
  backPressureForAsyncSendNum: number
  backPressureForAsyncSendSize: number
  /** Topics whose routes are fetched at the start. */
  topics: readonly string[]
  /** Response codes after which another broker is tried. */
  readonly retryResponseCodes: Set<number>
  private readonly process: Process
  /** Null before the start. */
  private produceAccumulator: ProduceAccumulator | null
  private readonly environment: ClientEnvironment
  private readonly rpcHook: RPCHook | null
  private readonly defaultMQProducerImpl: DefaultMQProducerImpl
  /** Null unless traces are on. */
  private traceDispatcher: TraceDispatcher | null

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
    this.autoBatch = false
    this.batchMaxDelayMs = -1
    this.batchMaxBytes = -1
    this.totalBatchMaxBytes = -1
    this.enableBackpressureForAsyncMode = false
    this.backPressureForAsyncSendNum = 10_000
    this.backPressureForAsyncSendSize = 100 * 1024 * 1024
    this.topics = []
    this.retryResponseCodes = new Set(RETRY_RESPONSE_CODES)
    this.process = process
    this.produceAccumulator = null
    this.environment = environment
    this.rpcHook = rpcHook
    this.defaultMQProducerImpl = new DefaultMQProducerImpl(process, this, environment, rpcHook)
    this.traceDispatcher = null
  }

  getDefaultMQProducerImpl(): DefaultMQProducerImpl {
    return this.defaultMQProducerImpl
  }

  /** A producer for the client instance's own use. */
  createInnerProducer(): DefaultMQProducer {
    return new DefaultMQProducer(this.process, this.environment, MixAll.CLIENT_INNER_PRODUCER_GROUP)
  }

  addRetryResponseCode(responseCode: number): void {
    this.retryResponseCodes.add(responseCode)
  }

  /**
   * How many messages may be under way, also while some are: more let senders go on that wait, fewer let nobody new in until enough
   * have come back. Original: DefaultMQProducer#setBackPressureForAsyncSendNum
   */
  setBackPressureForAsyncSendNum(num: number): void {
    this.defaultMQProducerImpl.changeSemaphoreAsyncSendNum(this.backPressureForAsyncSendNum, num)
    this.backPressureForAsyncSendNum = num
  }

  /** The same for their bytes. Original: DefaultMQProducer#setBackPressureForAsyncSendSize */
  setBackPressureForAsyncSendSize(size: number): void {
    this.defaultMQProducerImpl.changeSemaphoreAsyncSendSize(this.backPressureForAsyncSendSize, size)
    this.backPressureForAsyncSendSize = size
  }

  /** @throws MQClientException when it was started before, or its group is illegal or taken */
  *start(): Blocking<void> {
    this.producerGroup = this.withNamespace(this.producerGroup)
    yield* this.defaultMQProducerImpl.start()
    this.produceAccumulator?.start()
    if (this.enableTrace) yield* this.startTrace()
  }

  /** The end of DefaultMQProducer#start. A producer whose traces find no way sends all the same. */
  private *startTrace(): Blocking<void> {
    const { process, environment, rpcHook } = this
    const create = (group: string): DefaultMQProducer => new DefaultMQProducer(process, environment, group, rpcHook)
    this.traceDispatcher = new AsyncTraceDispatcher(process, this, this.producerGroup, 'PRODUCE', create)
    this.registerTraceHooks(this.traceDispatcher)
    yield* loggingOnly(this.traceDispatcher.start(this.namesrvAddr, this.accessChannel))
  }

  protected registerTraceHooks(traceDispatcher: TraceDispatcher): void {
    this.defaultMQProducerImpl.registerSendMessageHook(new SendMessageTraceHookImpl(traceDispatcher))
  }

  *shutdown(): Blocking<void> {
    yield* this.defaultMQProducerImpl.shutdown()
    if (this.produceAccumulator !== null) yield* this.produceAccumulator.shutdown()
    if (this.traceDispatcher !== null) yield* this.traceDispatcher.shutdown()
  }

  /** Original: DefaultMQProducer#initProduceAccumulator. @throws IllegalArgumentException for a setting out of its range */
  initProduceAccumulator(): void {
    this.produceAccumulator = MQClientManager.getInstance().getOrCreateProduceAccumulator(this)
    if (this.batchMaxDelayMs > -1) this.produceAccumulator.setBatchMaxDelayMs(this.batchMaxDelayMs)
    if (this.batchMaxBytes > -1) this.produceAccumulator.setBatchMaxBytes(this.batchMaxBytes)
    if (this.totalBatchMaxBytes > -1) this.produceAccumulator.setTotalBatchMaxBytes(this.totalBatchMaxBytes)
  }

  /** The queues of a topic, fresh from a name server. @throws MQClientException */
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
    const admin = this.defaultMQProducerImpl.getFactory().getMQAdminImpl()
    yield* admin.createTopic(key, this.withNamespace(newTopic), queueNum)
  }

  /**
   * Sends a message to a queue of the producer's choice and returns when it is stored. With a timeout it never waits for others.
   * Original: DefaultMQProducer#send(Message, long)
   * @throws MQClientException, RemotingException, MQBrokerException
   */
  *send(msg: Message, timeout?: number): Blocking<SendResult> {
    msg.topic = this.withNamespace(msg.topic)
    if (timeout === undefined && this.isAutoBatch(msg)) return yield* this.sendByAccumulator(msg, null)
    return yield* this.defaultMQProducerImpl.send(msg, timeout ?? this.sendMsgTimeout)
  }

  /** Returns at once; the callback hears of everything, of exceptions too. Original: DefaultMQProducer#send(Message, SendCallback) */
  *sendAsync(msg: Message, sendCallback: SendCallback): Blocking<void> {
    yield* telling(sendCallback, this.batchOrSendAsync(msg, sendCallback))
  }

  private *batchOrSendAsync(msg: Message, sendCallback: SendCallback): Blocking<void> {
    msg.topic = this.withNamespace(msg.topic)
    if (this.isAutoBatch(msg)) yield* this.sendByAccumulatorAsync(msg, null, sendCallback)
    else yield* this.defaultMQProducerImpl.sendAsync(msg, sendCallback, this.sendMsgTimeout)
  }

  /** Throws what goes wrong at once: the callback hears only of the rest. Original: DefaultMQProducer#send(Message, SendCallback, long) */
  *sendAsyncWithin(msg: Message, sendCallback: SendCallback, timeout: number): Blocking<void> {
    msg.topic = this.withNamespace(msg.topic)
    yield* this.defaultMQProducerImpl.sendAsync(msg, sendCallback, timeout)
  }

  /** Sends a message without ever learning whether it has arrived. Original: DefaultMQProducer#sendOneway(Message) */
  *sendOneway(msg: Message): Blocking<void> {
    msg.topic = this.withNamespace(msg.topic)
    yield* this.defaultMQProducerImpl.sendOneway(msg)
  }

  /** Sends a message to a given queue, once. Original: DefaultMQProducer#send(Message, MessageQueue, long) */
  *sendToQueue(msg: Message, mq: MessageQueue, timeout?: number): Blocking<SendResult> {
    msg.topic = this.withNamespace(msg.topic)
    const queue = this.queueWithNamespace(mq)
    if (timeout === undefined && this.isAutoBatch(msg)) return yield* this.sendByAccumulator(msg, queue)
    return yield* this.defaultMQProducerImpl.sendToQueue(msg, queue, timeout ?? this.sendMsgTimeout)
  }

  /** Original: DefaultMQProducer#send(Message, MessageQueue, SendCallback, long) */
  *sendToQueueAsync(
    msg: Message, mq: MessageQueue, sendCallback: SendCallback, timeout?: number,
  ): Blocking<void> {
    msg.topic = this.withNamespace(msg.topic)
    const queue = this.queueWithNamespace(mq)
    const isBatched = timeout === undefined && this.isAutoBatch(msg)
    if (isBatched) return yield* this.sendByAccumulatorAsync(msg, queue, sendCallback)
    yield* this.defaultMQProducerImpl.sendToQueueAsync(msg, queue, sendCallback, timeout ?? this.sendMsgTimeout)
  }

  /** Original: DefaultMQProducer#sendOneway(Message, MessageQueue) */
  *sendOnewayToQueue(msg: Message, mq: MessageQueue): Blocking<void> {
    msg.topic = this.withNamespace(msg.topic)
    yield* this.defaultMQProducerImpl.sendOnewayToQueue(msg, this.queueWithNamespace(mq))
  }

  /**
   * Has a selector choose the queue, then sends as {@link sendToQueue} does, with the whole timeout.
   * Original: DefaultMQProducer#send(Message, MessageQueueSelector, Object)
   */
  *sendBySelector(msg: Message, selector: MessageQueueSelector, arg: unknown): Blocking<SendResult> {
    const mq = yield* this.chooseQueue(msg, selector, arg)
    if (this.isAutoBatch(msg)) return yield* this.sendByAccumulator(msg, mq)
    return yield* this.defaultMQProducerImpl.sendToQueue(msg, mq, this.sendMsgTimeout)
  }

  /** Choosing takes its part of the timeout. Original: DefaultMQProducer#send(Message, MessageQueueSelector, Object, long) */
  *sendBySelectorWithin(
    msg: Message, selector: MessageQueueSelector, arg: unknown, timeout: number,
  ): Blocking<SendResult> {
    msg.topic = this.withNamespace(msg.topic)
    return yield* this.defaultMQProducerImpl.sendBySelector(msg, selector, arg, timeout)
  }

  /** The selector runs in the caller's thread. Original: DefaultMQProducer#send(Message, MessageQueueSelector, Object, SendCallback) */
  *sendBySelectorAsync(
    msg: Message, selector: MessageQueueSelector, arg: unknown, sendCallback: SendCallback,
  ): Blocking<void> {
    yield* telling(sendCallback, this.chooseAndSendAsync(msg, selector, arg, sendCallback))
  }

  /** The selector runs in another thread. Original: DefaultMQProducer#send(Message, MessageQueueSelector, Object, SendCallback, long) */
  *sendBySelectorAsyncWithin(
    msg: Message, selector: MessageQueueSelector, arg: unknown, sendCallback: SendCallback, timeout: number,
  ): Blocking<void> {
    msg.topic = this.withNamespace(msg.topic)
    yield* this.defaultMQProducerImpl.sendBySelectorAsync(msg, selector, arg, sendCallback, timeout)
  }

  /** Original: DefaultMQProducer#sendOneway(Message, MessageQueueSelector, Object) */
  *sendOnewayBySelector(msg: Message, selector: MessageQueueSelector, arg: unknown): Blocking<void> {
    msg.topic = this.withNamespace(msg.topic)
    yield* this.defaultMQProducerImpl.sendOnewayBySelector(msg, selector, arg)
  }

  /** Sends several messages of one topic in one request. Original: DefaultMQProducer#send(Collection, long) */
  *sendBatch(msgs: readonly Message[], timeout = this.sendMsgTimeout): Blocking<SendResult> {
    return yield* this.defaultMQProducerImpl.send(this.batch(msgs), timeout)
  }

  /** Original: DefaultMQProducer#send(Collection, SendCallback, long) */
  *sendBatchAsync(
    msgs: readonly Message[], sendCallback: SendCallback, timeout = this.sendMsgTimeout,
  ): Blocking<void> {
    yield* this.defaultMQProducerImpl.sendAsync(this.batch(msgs), sendCallback, timeout)
  }

  /** The queue is taken without the namespace, unlike everywhere else. Original: DefaultMQProducer#send(Collection, MessageQueue, long) */
  *sendBatchToQueue(
    msgs: readonly Message[], mq: MessageQueue, timeout = this.sendMsgTimeout,
  ): Blocking<SendResult> {
    return yield* this.defaultMQProducerImpl.sendToQueue(this.batch(msgs), mq, timeout)
  }

  /** Original: DefaultMQProducer#send(Collection, MessageQueue, SendCallback, long) */
  *sendBatchToQueueAsync(
    msgs: readonly Message[], mq: MessageQueue, sendCallback: SendCallback, timeout = this.sendMsgTimeout,
  ): Blocking<void> {
    const queue = this.queueWithNamespace(mq)
    yield* this.defaultMQProducerImpl.sendToQueueAsync(this.batch(msgs), queue, sendCallback, timeout)
  }

  /**
   * Sends a message and waits for its consumer's reply. Original: DefaultMQProducer#request(Message, long)
   * @throws RequestTimeoutException, MQClientException, RemotingException, MQBrokerException
   */
  *request(msg: Message, timeout: number): Blocking<Message> {
    msg.topic = this.withNamespace(msg.topic)
    return yield* this.defaultMQProducerImpl.request(msg, timeout)
  }

  /** The callback hears of the reply. Original: DefaultMQProducer#request(Message, RequestCallback, long) */
  *requestAsync(msg: Message, requestCallback: RequestCallback, timeout: number): Blocking<void> {
    msg.topic = this.withNamespace(msg.topic)
    yield* this.defaultMQProducerImpl.requestAsync(msg, requestCallback, timeout)
  }

  /** Original: DefaultMQProducer#request(Message, MessageQueueSelector, Object, long) */
  *requestBySelector(
    msg: Message, selector: MessageQueueSelector, arg: unknown, timeout: number,
  ): Blocking<Message> {
    msg.topic = this.withNamespace(msg.topic)
    return yield* this.defaultMQProducerImpl.requestBySelector(msg, selector, arg, timeout)
  }

  /** Original: DefaultMQProducer#request(Message, MessageQueueSelector, Object, RequestCallback, long) */
  *requestBySelectorAsync(
    msg: Message, selector: MessageQueueSelector, arg: unknown, requestCallback: RequestCallback, timeout: number,
  ): Blocking<void> {
    msg.topic = this.withNamespace(msg.topic)
    yield* this.defaultMQProducerImpl.requestBySelectorAsync(msg, selector, arg, requestCallback, timeout)
  }

  /** The queue is taken without the namespace. Original: DefaultMQProducer#request(Message, MessageQueue, long) */
  *requestToQueue(msg: Message, mq: MessageQueue, timeout: number): Blocking<Message> {
    msg.topic = this.withNamespace(msg.topic)
    return yield* this.defaultMQProducerImpl.requestToQueue(msg, mq, timeout)
  }

  /** Original: DefaultMQProducer#request(Message, MessageQueue, RequestCallback, long) */
  *requestToQueueAsync(
    msg: Message, mq: MessageQueue, requestCallback: RequestCallback, timeout: number,
  ): Blocking<void> {
    msg.topic = this.withNamespace(msg.topic)
    yield* this.defaultMQProducerImpl.requestToQueueAsync(msg, mq, requestCallback, timeout)
  }

  /**
   * Takes back a message that is to be delivered later, by the handle that has come with its SendResult.
   * Original: DefaultMQProducer#recallMessage
   * @returns the id of the message
   * @throws MQClientException, RemotingException, MQBrokerException when the message may be due already
   */
  *recallMessage(topic: string, recallHandle: string): Blocking<string> {
    return yield* this.defaultMQProducerImpl.recallMessage(this.withNamespace(topic), recallHandle)
  }

  private *chooseQueue(msg: Message, selector: MessageQueueSelector, arg: unknown): Blocking<MessageQueue> {
    msg.topic = this.withNamespace(msg.topic)
    return yield* this.defaultMQProducerImpl.invokeMessageQueueSelector(msg, selector, arg, this.sendMsgTimeout)
  }

  private *chooseAndSendAsync(
    msg: Message, selector: MessageQueueSelector, arg: unknown, sendCallback: SendCallback,
  ): Blocking<void> {
    const mq = yield* this.chooseQueue(msg, selector, arg)
    if (this.isAutoBatch(msg)) return yield* this.sendByAccumulatorAsync(msg, mq, sendCallback)
    yield* this.defaultMQProducerImpl.sendToQueueAsync(msg, mq, sendCallback, this.sendMsgTimeout)
  }

  private isAutoBatch(msg: Message): boolean {
    return this.autoBatch && this.produceAccumulator !== null && !(msg instanceof MessageBatch)
  }

  /** Original: DefaultMQProducer#sendByAccumulator. `mq`: null for one of the producer's choice */
  private *sendByAccumulator(msg: Message, mq: MessageQueue | null): Blocking<SendResult> {
    const accumulator = this.produceAccumulator!
    if (!canBatch(msg, accumulator)) return yield* this.sendDirect(msg, mq)
    Validators.checkMessage(msg, this.maxMessageSize)
    MessageClientIDSetter.setUniqID(msg)
    return yield* accumulator.send(msg, mq, this)
  }

  private *sendByAccumulatorAsync(msg: Message, mq: MessageQueue | null, sendCallback: SendCallback): Blocking<void> {
    const accumulator = this.produceAccumulator!
    if (!canBatch(msg, accumulator)) return yield* this.sendDirectAsync(msg, mq, sendCallback)
    Validators.checkMessage(msg, this.maxMessageSize)
    MessageClientIDSetter.setUniqID(msg)
    yield* accumulator.sendAsync(msg, mq, sendCallback, this)
  }

  /** Sends a message, or a batch, as it is. Original: DefaultMQProducer#sendDirect */
  *sendDirect(msg: Message, mq: MessageQueue | null): Blocking<SendResult> {
    if (mq === null) return yield* this.defaultMQProducerImpl.send(msg, this.sendMsgTimeout)
    return yield* this.defaultMQProducerImpl.sendToQueue(msg, mq, this.sendMsgTimeout)
  }

  *sendDirectAsync(msg: Message, mq: MessageQueue | null, sendCallback: SendCallback): Blocking<void> {
    if (mq === null) yield* this.defaultMQProducerImpl.sendAsync(msg, sendCallback, this.sendMsgTimeout)
    else yield* this.defaultMQProducerImpl.sendToQueueAsync(msg, mq, sendCallback, this.sendMsgTimeout)
  }

  /** Are brokers avoided that were slow recently? Original: DefaultMQProducer#isSendLatencyFaultEnable */
  get sendLatencyFaultEnable(): boolean {
    return this.defaultMQProducerImpl.mqFaultStrategy.sendLatencyFaultEnable
  }

  /** Takes effect at once; `sendLatencyEnable` counts only until the producer is made. */
  set sendLatencyFaultEnable(enable: boolean) {
    this.defaultMQProducerImpl.mqFaultStrategy.sendLatencyFaultEnable = enable
  }

  /** Are brokers asked whether they are there again? Takes effect at once. Original: DefaultMQProducer#setStartDetectorEnable */
  setStartDetectorEnable(enable: boolean): void {
    this.startDetectorEnable = enable
    this.defaultMQProducerImpl.mqFaultStrategy.setStartDetectorEnable(enable)
  }

  /** Original: DefaultMQProducer#batch. @throws MQClientException when these can't be one batch */
  private batch(msgs: readonly Message[]): MessageBatch {
    try {
      const msgBatch = MessageBatch.generateFromList(msgs)
      for (const message of msgBatch) {
        Validators.checkMessage(message, this.maxMessageSize)
        MessageClientIDSetter.setUniqID(message)
        message.topic = this.withNamespace(message.topic)
      }
      MessageClientIDSetter.setUniqID(msgBatch)
      msgBatch.body = msgBatch.encode()
      msgBatch.topic = this.withNamespace(msgBatch.topic)
      return msgBatch
    } catch (error) {
      throw new MQClientException(`the messages can't be sent as a batch: ${String(error)}`, -1, error)
    }
  }
}

/** Room is made first, even for those that are refused after that. Original: DefaultMQProducer#canBatch */
function canBatch(msg: Message, accumulator: ProduceAccumulator): boolean {
  if (!accumulator.tryAddMessage(msg)) return false
  if (msg.getDelayTimeLevel() > 0 || isTimed(msg)) return false
  if (msg.topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX)) return false
  return msg.getProperty(MessageConst.PROPERTY_PRODUCER_GROUP) === null
}

/** @throws NumberFormatException */
function isTimed(msg: Message): boolean {
  const { PROPERTY_TIMER_DELAY_MS, PROPERTY_TIMER_DELAY_SEC, PROPERTY_TIMER_DELIVER_MS } = MessageConst
  const times = [PROPERTY_TIMER_DELAY_MS, PROPERTY_TIMER_DELAY_SEC, PROPERTY_TIMER_DELIVER_MS]
  return times.some((name) => parseLong(msg.getProperty(name) ?? '0') > 0)
}

/** Two of the asynchronous methods throw nothing: the callback is told instead. */
function* telling(sendCallback: SendCallback, sending: Blocking<void>): Blocking<void> {
  try {
    yield* sending
  } catch (error) {
    sendCallback.onException(error)
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
