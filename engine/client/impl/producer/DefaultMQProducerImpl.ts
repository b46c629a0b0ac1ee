import { COMPRESSION_FLAG, CompressionType } from '../../../common/compression/CompressionType'
import { Message } from '../../../common/message/Message'
import { MessageBatch } from '../../../common/message/MessageBatch'
import { MessageClientIDSetter } from '../../../common/message/MessageClientIDSetter'
import { MessageConst } from '../../../common/message/MessageConst'
import { MessageDecoder } from '../../../common/message/MessageDecoder'
import type { MessageExt } from '../../../common/message/MessageExt'
import { MessageQueue } from '../../../common/message/MessageQueue'
import { MixAll } from '../../../common/MixAll'
import { ServiceState } from '../../../common/ServiceState'
import { MessageSysFlag } from '../../../common/sysflag/MessageSysFlag'
import { RecallMessageHandle } from '../../../common/producer/RecallMessageHandle'
import { assert } from '../../../kernel/assert'
import type { Blocking } from '../../../kernel/Blocking'
import { Semaphore } from '../../../kernel/concurrent/Semaphore'
import { ThreadPoolExecutor } from '../../../kernel/concurrent/ThreadPoolExecutor'
import { InterruptedException, RejectedExecutionException } from '../../../kernel/errors'
import { JavaConcurrentHashMap } from '../../../kernel/java/JavaConcurrentHashMap'
import { parseInt32 } from '../../../kernel/java/javaParse'
import { notNull } from '../../../kernel/java/notNull'
import { currentTimeMillis, type Process } from '../../../kernel/Process'
import { Thread } from '../../../kernel/Thread'
import { RemotingConnectException } from '../../../remoting/exception/RemotingConnectException'
import { RemotingException } from '../../../remoting/exception/RemotingException'
import { RemotingTimeoutException } from '../../../remoting/exception/RemotingTimeoutException'
import { RemotingTooMuchRequestException } from '../../../remoting/exception/RemotingTooMuchRequestException'
import type { RPCHook } from '../../../remoting/netty/RPCHook'
import type { CheckTransactionStateRequestHeader } from '../../../remoting/protocol/header/CheckTransactionStateRequestHeader'
import { RecallMessageRequestHeader } from '../../../remoting/protocol/header/RecallMessageRequestHeader'
import { SendMessageRequestHeader } from '../../../remoting/protocol/header/SendMessageRequestHeader'
import type { ClientEnvironment } from '../../ClientEnvironment'
import { ServiceStateHolder } from '../../common/ServiceStateHolder'
import { swallowing } from '../../common/swallowing'
import { MQBrokerException } from '../../exception/MQBrokerException'
import { ClientErrorCode, MQClientException } from '../../exception/MQClientException'
import type { CheckForbiddenHook } from '../../hook/CheckForbiddenHook'
import type { EndTransactionHook } from '../../hook/EndTransactionHook'
import type { SendMessageContext } from '../../hook/SendMessageContext'
import type { SendMessageHook } from '../../hook/SendMessageHook'
import { MQFaultStrategy } from '../../latency/MQFaultStrategy'
import type { DefaultMQProducer } from '../../producer/DefaultMQProducer'
import type { MessageQueueSelector } from '../../producer/MessageQueueSelector'
import type { RequestCallback } from '../../producer/RequestCallback'
import { RequestFutureHolder } from '../../producer/RequestFutureHolder'
import type { SendCallback } from '../../producer/SendCallback'
import type { SendResult } from '../../producer/SendResult'
import { SendStatus } from '../../producer/SendStatus'
import type { TransactionListener } from '../../producer/TransactionListener'
import type { TransactionMQProducer } from '../../producer/TransactionMQProducer'
import type { TransactionSendResult } from '../../producer/TransactionSendResult'
import { Validators } from '../../Validators'
import type { AsyncSend } from '../AsyncSendCallback'
import { CommunicationMode, NOT_AWAITED, type NotAwaited } from '../CommunicationMode'
import type { MQClientInstance } from '../factory/MQClientInstance'
import { MQClientManager } from '../MQClientManager'
import { BackpressureSendCallBack } from './BackpressureSendCallBack'
import { BrokerDetector } from './BrokerDetector'
import type { MQProducerInner } from './MQProducerInner'
import { RequestSender } from './RequestSender'
import { TopicPublishInfo } from './TopicPublishInfo'
import { TransactionEnv } from './TransactionEnv'

/** Of the pool that takes asynchronous sends off the caller's hands. In Java there is a thread for each processor. */
const ASYNC_SENDER_THREADS = 4
const ASYNC_SENDER_QUEUE_CAPACITY = 50_000
/** The least that back-pressure lets through: messages, and bytes. */
const MIN_ASYNC_SEND_NUM = 10
const MIN_ASYNC_SEND_SIZE = 1024 * 1024

/** What an exception says about the broker, and whether another try may do better. */
interface Verdict {
  /** Is the broker taken for very slow? */
  readonly isolate: boolean
  readonly reachable: boolean
  readonly tryAgain: boolean
}

/**
 * What a producer does behind its face: starts and ends, finds routes, chooses queues, tries again. Whatever the mode, one try
 * with one queue is {@link sendKernelImpl}. Original: org.apache.rocketmq.client.impl.producer.DefaultMQProducerImpl.
 */
export class DefaultMQProducerImpl implements MQProducerInner {
  readonly defaultMQProducer: DefaultMQProducer
  readonly sendMessageHookList: SendMessageHook[]
  readonly checkForbiddenHookList: CheckForbiddenHook[]
  mqFaultStrategy: MQFaultStrategy
  private readonly environment: ClientEnvironment
  private readonly rpcHook: RPCHook | null
  private readonly topicPublishInfoTable: JavaConcurrentHashMap<string, TopicPublishInfo>
  private readonly serviceState: ServiceStateHolder
  private readonly defaultAsyncSenderExecutor: ThreadPoolExecutor
  /** How many more messages, and bytes, may be under way. Made at the first send: by then the configuration is complete. */
  private semaphoreAsyncSendNum: Semaphore | null
  private semaphoreAsyncSendSize: Semaphore | null
  private mQClientFactory: MQClientInstance | null
  private readonly requestSender: RequestSender
  /** Null unless the producer is one of transactions. */
  private transactionEnv: TransactionEnv | null

  constructor(process: Process, producer: DefaultMQProducer, environment: ClientEnvironment, rpcHook: RPCHook | null) {
    this.defaultMQProducer = producer
    this.sendMessageHookList = []
    this.checkForbiddenHookList = []
    this.topicPublishInfoTable = new JavaConcurrentHashMap()
    const resolve = (brokerName: string): string | null => this.getFactory().findBrokerAddressInPublish(brokerName)
    const detector = new BrokerDetector(() => this.getFactory(), () => this.pickTopic())
    this.mqFaultStrategy = new MQFaultStrategy(process, producer, resolve, detector)
    this.environment = environment
    this.rpcHook = rpcHook
    this.serviceState = new ServiceStateHolder(process, 'DefaultMQProducerImpl', producer.producerGroup)
    this.defaultAsyncSenderExecutor = new ThreadPoolExecutor(process, {
      threadNamePrefix: 'AsyncSenderExecutor_',
      corePoolSize: ASYNC_SENDER_THREADS,
      queueCapacity: ASYNC_SENDER_QUEUE_CAPACITY,
    })
    this.semaphoreAsyncSendNum = null
    this.semaphoreAsyncSendSize = null
    this.mQClientFactory = null
    this.requestSender = new RequestSender(this)
    this.transactionEnv = null
  }

  getServiceState(): ServiceState {
    return this.serviceState.get()
  }

  /** The client instance, which this producer may share with others. @throws MQClientException before the start */
  getFactory(): MQClientInstance {
    if (this.mQClientFactory === null) throw new MQClientException(`producer ${this.group} was never started`)
    return this.mQClientFactory
  }

  private get group(): string {
    return this.defaultMQProducer.producerGroup
  }

  /**
   * Makes the producer ready. START_FAILED is set first: should anything below throw, the state already says so.
   * Original: DefaultMQProducerImpl#start(boolean)
   * @param startFactory false for the producer inside an MQClientInstance
   * @throws MQClientException in any state but CREATE_JUST, for an illegal group, for a group that is taken
   * @throws IllegalStateException when no name server can be asked for the topics that are wanted at the start
   */
  *start(startFactory = true): Blocking<void> {
    switch (this.serviceState.get()) {
      case ServiceState.CREATE_JUST: {
        this.serviceState.set(ServiceState.START_FAILED)
        this.checkConfig()
        if (this.group !== MixAll.CLIENT_INNER_PRODUCER_GROUP) this.defaultMQProducer.changeInstanceNameToPID()
        this.mQClientFactory = this.getOrCreateFactory()
        this.defaultMQProducer.initProduceAccumulator()
        const registerOK = yield* this.mQClientFactory.registerProducer(this.group, this)
        if (!registerOK) {
          this.serviceState.set(ServiceState.CREATE_JUST)
          throw new MQClientException(`the producer group ${this.group} has been created before, name another`)
        }
        assert(this.mQClientFactory.selectProducer(this.group) === this, 'a registered producer is found by its group')
        if (startFactory) yield* this.mQClientFactory.start()
        yield* this.initTopicRoute()
        this.mqFaultStrategy.startDetector()
        this.serviceState.set(ServiceState.RUNNING)
        break
      }
      case ServiceState.RUNNING:
      case ServiceState.START_FAILED:
      case ServiceState.SHUTDOWN_ALREADY:
        throw new MQClientException(`producer ${this.group} can't be started: its state is ${this.serviceState.get()}`)
    }
    yield* this.getFactory().sendHeartbeatToAllBrokerWithLock()
  }

  private checkConfig(): void {
    Validators.checkGroup(this.group)
    if (this.group === MixAll.DEFAULT_PRODUCER_GROUP) {
      throw new MQClientException(`the producer group must not be ${MixAll.DEFAULT_PRODUCER_GROUP}, name another`)
    }
    // In 5.3.2 LZ4 and ZSTD will do as well. Here nothing could make such bytes, and a lie in the sysFlag would cost the message.
    const { compressType } = this.defaultMQProducer
    if (compressType !== CompressionType.ZLIB) {
      throw new MQClientException(`bodies can't be compressed by ${compressType} here, use ZLIB`)
    }
  }

  protected getOrCreateFactory(): MQClientInstance {
    const { defaultMQProducer, environment, rpcHook } = this
    const createInnerProducer = (): DefaultMQProducer => defaultMQProducer.createInnerProducer()
    const manager = MQClientManager.getInstance()
    return manager.getOrCreateMQClientInstance(defaultMQProducer, environment, rpcHook, createInnerProducer)
  }

  /** Original: DefaultMQProducerImpl#initTopicRoute */
  private *initTopicRoute(): Blocking<void> {
    for (const topic of this.defaultMQProducer.topics) {
      yield* this.tryToFindTopicPublishInfo(this.defaultMQProducer.withNamespace(topic))
    }
  }

  /** Ends the producer; one that is not running stays as it is. Original: DefaultMQProducerImpl#shutdown(boolean) */
  *shutdown(shutdownFactory = true): Blocking<void> {
    switch (this.serviceState.get()) {
      case ServiceState.RUNNING: {
        const factory = this.getFactory()
        yield* factory.unregisterProducer(this.group)
        assert(factory.selectProducer(this.group) !== this, 'a producer that leaves is found no more')
        this.defaultAsyncSenderExecutor.shutdown()
        if (shutdownFactory) yield* factory.shutdown()
        this.mqFaultStrategy.shutdown()
        RequestFutureHolder.getInstance().shutdown(this)
        this.serviceState.set(ServiceState.SHUTDOWN_ALREADY)
        break
      }
      case ServiceState.CREATE_JUST:
      case ServiceState.START_FAILED:
      case ServiceState.SHUTDOWN_ALREADY:
        break
    }
  }

  /** @throws MQClientException unless the producer is running */
  makeSureStateOK(): void {
    const state = this.serviceState.get()
    if (state !== ServiceState.RUNNING) throw new MQClientException(`producer ${this.group} is not running: ${state}`)
  }

  *send(msg: Message, timeout: number): Blocking<SendResult> {
    return awaited(yield* this.sendDefaultImpl(msg, CommunicationMode.SYNC, null, timeout))
  }

  *sendAsync(msg: Message, sendCallback: SendCallback, timeout: number): Blocking<void> {
    yield* this.executeAsyncMessageSend(msg, sendCallback, timeout, (newCallBack, left) => {
      return this.sendDefaultImpl(msg, CommunicationMode.ASYNC, newCallBack, left)
    })
  }

  *sendOneway(msg: Message): Blocking<void> {
    const { sendMsgTimeout } = this.defaultMQProducer
    yield* this.sendDefaultImpl(msg, CommunicationMode.ONEWAY, null, sendMsgTimeout)
  }

  /** @throws MQClientException when the queue is another topic's */
  *sendToQueue(msg: Message, mq: MessageQueue, timeout: number): Blocking<SendResult> {
    this.checkSendToQueue(msg, mq)
    return awaited(yield* this.sendKernelImpl(msg, mq, CommunicationMode.SYNC, null, null, timeout))
  }

  *sendToQueueAsync(msg: Message, mq: MessageQueue, sendCallback: SendCallback, timeout: number): Blocking<void> {
    yield* this.executeAsyncMessageSend(msg, sendCallback, timeout, (newCallBack, left) => {
      this.checkSendToQueue(msg, mq)
      return this.sendKernelImpl(msg, mq, CommunicationMode.ASYNC, newCallBack, null, left)
    })
  }

  /** Nothing checks here whether the queue is of the message's topic, as in the original. */
  *sendOnewayToQueue(msg: Message, mq: MessageQueue): Blocking<void> {
    this.makeSureStateOK()
    Validators.checkMessage(msg, this.defaultMQProducer.maxMessageSize)
    const { sendMsgTimeout } = this.defaultMQProducer
    yield* this.sendKernelImpl(msg, mq, CommunicationMode.ONEWAY, null, null, sendMsgTimeout)
  }

  private checkSendToQueue(msg: Message, mq: MessageQueue): void {
    this.makeSureStateOK()
    Validators.checkMessage(msg, this.defaultMQProducer.maxMessageSize)
    if (msg.topic !== mq.topic) throw new MQClientException(`the message is for ${msg.topic}, the queue of ${mq.topic}`)
  }

  *sendBySelector(msg: Message, selector: MessageQueueSelector, arg: unknown, timeout: number): Blocking<SendResult> {
    return awaited(yield* this.sendSelectImpl(msg, selector, arg, CommunicationMode.SYNC, null, timeout))
  }

  *sendBySelectorAsync(
    msg: Message, selector: MessageQueueSelector, arg: unknown, sendCallback: SendCallback, timeout: number,
  ): Blocking<void> {
    yield* this.executeAsyncMessageSend(msg, sendCallback, timeout, (newCallBack, left) => {
      return this.sendSelectImpl(msg, selector, arg, CommunicationMode.ASYNC, newCallBack, left)
    })
  }

  *sendOnewayBySelector(msg: Message, selector: MessageQueueSelector, arg: unknown): Blocking<void> {
    const { sendMsgTimeout } = this.defaultMQProducer
    yield* this.sendSelectImpl(msg, selector, arg, CommunicationMode.ONEWAY, null, sendMsgTimeout)
  }

  /** See {@link RequestSender#request}. */
  *request(msg: Message, timeout: number): Blocking<Message> {
    return yield* this.requestSender.request(msg, timeout, (sendCallback, left) => {
      return this.sendDefaultImpl(msg, CommunicationMode.ASYNC, sendCallback, left)
    })
  }

  /** See {@link RequestSender#requestAsync}. */
  *requestAsync(msg: Message, requestCallback: RequestCallback, timeout: number): Blocking<void> {
    yield* this.requestSender.requestAsync(msg, requestCallback, timeout, (sendCallback, left) => {
      return this.sendDefaultImpl(msg, CommunicationMode.ASYNC, sendCallback, left)
    })
  }

  /** Original: DefaultMQProducerImpl#request(Message, MessageQueueSelector, Object, long) */
  *requestBySelector(
    msg: Message, selector: MessageQueueSelector, arg: unknown, timeout: number,
  ): Blocking<Message> {
    return yield* this.requestSender.request(msg, timeout, (sendCallback, left) => {
      return this.sendSelectImpl(msg, selector, arg, CommunicationMode.ASYNC, sendCallback, left)
    })
  }

  /** Original: DefaultMQProducerImpl#request(Message, MessageQueueSelector, Object, RequestCallback, long) */
  *requestBySelectorAsync(
    msg: Message, selector: MessageQueueSelector, arg: unknown, requestCallback: RequestCallback, timeout: number,
  ): Blocking<void> {
    yield* this.requestSender.requestAsync(msg, requestCallback, timeout, (sendCallback, left) => {
      return this.sendSelectImpl(msg, selector, arg, CommunicationMode.ASYNC, sendCallback, left)
    })
  }

  /** Nothing checks the message or the queue, as in the original: DefaultMQProducerImpl#request(Message, MessageQueue, long) */
  *requestToQueue(msg: Message, mq: MessageQueue, timeout: number): Blocking<Message> {
    return yield* this.requestSender.request(msg, timeout, (sendCallback, left) => {
      return this.sendKernelImpl(msg, mq, CommunicationMode.ASYNC, sendCallback, null, left)
    })
  }

  /** Original: DefaultMQProducerImpl#request(Message, MessageQueue, RequestCallback, long) */
  *requestToQueueAsync(
    msg: Message, mq: MessageQueue, requestCallback: RequestCallback, timeout: number,
  ): Blocking<void> {
    yield* this.requestSender.requestAsync(msg, requestCallback, timeout, (sendCallback, left) => {
      return this.sendKernelImpl(msg, mq, CommunicationMode.ASYNC, sendCallback, null, left)
    })
  }

  /**
   * Has a thread of the pool do the synchronous part of an asynchronous send. Waiting for a thread, and before that for
   * permits, takes its part of the timeout. Original: DefaultMQProducerImpl#executeAsyncMessageSend
   * @throws MQClientException when the pool takes no more and back-pressure is off
   */
  private *executeAsyncMessageSend(
    msg: Message,
    sendCallback: SendCallback,
    timeout: number,
    send: (newCallBack: SendCallback, left: number) => Blocking<SendResult | NotAwaited>,
  ): Blocking<void> {
    const beginStartTime = currentTimeMillis()
    const newCallBack = new BackpressureSendCallBack(sendCallback)
    const runnable = (): Blocking<void> => this.sendInTheTimeLeft(newCallBack, beginStartTime, timeout, send)
    const { enableBackpressureForAsyncMode } = this.defaultMQProducer
    if (enableBackpressureForAsyncMode) {
      const excess = yield* this.acquirePermits(msg, newCallBack, timeout)
      if (excess !== null) return newCallBack.onException(new RemotingTooMuchRequestException(excess))
    }
    try {
      this.defaultAsyncSenderExecutor.execute(runnable)
    } catch (error) {
      if (!(error instanceof RejectedExecutionException)) throw error
      if (!enableBackpressureForAsyncMode) throw new MQClientException('executor rejected', -1, error)
      yield* runnable()
    }
  }

  private *sendInTheTimeLeft(
    newCallBack: SendCallback,
    beginStartTime: number,
    timeout: number,
    send: (newCallBack: SendCallback, left: number) => Blocking<SendResult | NotAwaited>,
  ): Blocking<void> {
    try {
      const costTime = currentTimeMillis() - beginStartTime
      if (timeout <= costTime) throw new RemotingTooMuchRequestException(`waiting for a thread took ${costTime} ms`)
      yield* send(newCallBack, timeout - costTime)
    } catch (error) {
      swallowing(() => newCallBack.onException(error))
    }
  }

  /** What is under way stays counted. Original: DefaultMQProducerImpl#setSemaphoreAsyncSendNum */
  changeSemaphoreAsyncSendNum(from: number, to: number): void {
    resize(this.semaphoreAsyncSendNum, Math.max(MIN_ASYNC_SEND_NUM, to) - Math.max(MIN_ASYNC_SEND_NUM, from))
  }

  /** Original: DefaultMQProducerImpl#setSemaphoreAsyncSendSize */
  changeSemaphoreAsyncSendSize(from: number, to: number): void {
    resize(this.semaphoreAsyncSendSize, Math.max(MIN_ASYNC_SEND_SIZE, to) - Math.max(MIN_ASYNC_SEND_SIZE, from))
  }

  /** @returns null with both permits, otherwise what there is too much of */
  private *acquirePermits(
    msg: Message,
    newCallBack: BackpressureSendCallBack,
    timeout: number,
  ): Blocking<string | null> {
    const { backPressureForAsyncSendNum, backPressureForAsyncSendSize } = this.defaultMQProducer
    const num = this.semaphoreAsyncSendNum ??= new Semaphore(
      Math.max(MIN_ASYNC_SEND_NUM, backPressureForAsyncSendNum), 'permit to send another message',
    )
    const size = this.semaphoreAsyncSendSize ??= new Semaphore(
      Math.max(MIN_ASYNC_SEND_SIZE, backPressureForAsyncSendSize), 'permit to send more bytes',
    )
    const deadline = currentTimeMillis() + timeout
    if (timeout <= 0 || !(yield* num.tryAcquire(timeout))) return 'too many messages are being sent at once'
    newCallBack.holds(() => num.release())
    const msgLen = msg.body?.length ?? 1
    const left = deadline - currentTimeMillis()
    if (left <= 0 || !(yield* size.tryAcquire(left, msgLen))) return 'too many bytes are being sent at once'
    newCallBack.holds(() => size.release(msgLen))
    return null
  }

  /**
   * Sends a message to a queue of the producer's choice. A synchronous send is tried again with another broker, as often as
   * `retryTimesWhenSendFailed` says and while there is time: the timeout is for all tries together.
   * Original: DefaultMQProducerImpl#sendDefaultImpl
   * @throws MQClientException when there is no route, or all tries have failed
   * @throws RemotingTooMuchRequestException when the time is over and no try has stored the message
   * @throws MQBrokerException for an answer that no other broker would improve on
   */
  private *sendDefaultImpl(
    msg: Message,
    communicationMode: CommunicationMode,
    sendCallback: SendCallback | null,
    timeout: number,
  ): Blocking<SendResult | NotAwaited> {
    this.makeSureStateOK()
    Validators.checkMessage(msg, this.defaultMQProducer.maxMessageSize)
    const beginTimestampFirst = currentTimeMillis()
    const topicPublishInfo = yield* this.tryToFindTopicPublishInfo(msg.topic)
    if (!topicPublishInfo.ok()) throw this.noRoute(msg.topic, ClientErrorCode.NOT_FOUND_TOPIC_EXCEPTION)

    const { retryTimesWhenSendFailed, retryAnotherBrokerWhenNotStoreOK } = this.defaultMQProducer
    const timesTotal = communicationMode === CommunicationMode.SYNC ? 1 + retryTimesWhenSendFailed : 1
    const brokersSent: string[] = []
    let exception: unknown = null
    let sendResult: SendResult | null = null
    for (let times = 0; times < timesTotal; times++) {
      const mq = this.selectOneMessageQueue(topicPublishInfo, brokersSent.at(-1) ?? null, times > 0)
      if (mq === null) break
      brokersSent.push(mq.brokerName)
      if (times > 0) msg.topic = this.defaultMQProducer.withNamespace(msg.topic)
      assert(mq.topic === msg.topic, 'the chosen queue is one of the topic', mq.topic, msg.topic)
      const beginTimestampPrev = currentTimeMillis()
      const costTime = beginTimestampPrev - beginTimestampFirst
      const callTimeout = timeout < costTime
      if (callTimeout && sendResult !== null) return sendResult
      if (callTimeout) throw new RemotingTooMuchRequestException(`sending took ${costTime} ms, more than ${timeout}`)
      try {
        const left = timeout - costTime
        const sent = yield* this.sendKernelImpl(msg, mq, communicationMode, sendCallback, topicPublishInfo, left)
        this.updateFaultItem(mq.brokerName, currentTimeMillis() - beginTimestampPrev, false, true)
        if (sent === NOT_AWAITED) return sent
        sendResult = sent
        if (sent.sendStatus === SendStatus.SEND_OK || !retryAnotherBrokerWhenNotStoreOK) return sent
      } catch (error) {
        const verdict = this.verdictOn(error)
        if (verdict === null) throw error
        exception = error
        const latency = currentTimeMillis() - beginTimestampPrev
        this.updateFaultItem(mq.brokerName, latency, verdict.isolate, verdict.reachable)
        if (verdict.tryAgain) continue
        if (error instanceof MQBrokerException && sendResult !== null) return sendResult
        throw error
      }
    }
    assert(brokersSent.length <= timesTotal, 'a message is tried as often as is allowed', brokersSent.length, timesTotal)
    if (sendResult !== null) return sendResult
    throw sendFailed(exception, msg.topic, brokersSent, currentTimeMillis() - beginTimestampFirst)
  }

  /** The catch clauses of DefaultMQProducerImpl#sendDefaultImpl. Null if none of them catches it. */
  private verdictOn(error: unknown): Verdict | null {
    const isDetecting = this.mqFaultStrategy.isStartDetectorEnable()
    const { retryResponseCodes } = this.defaultMQProducer
    if (error instanceof MQClientException) return { isolate: false, reachable: true, tryAgain: true }
    if (error instanceof RemotingException) return { isolate: true, reachable: !isDetecting, tryAgain: true }
    if (error instanceof MQBrokerException) {
      return { isolate: true, reachable: false, tryAgain: retryResponseCodes.has(error.responseCode) }
    }
    if (error instanceof InterruptedException) return { isolate: false, reachable: true, tryAgain: false }
    return null
  }

  /** The topic is unknown, or no name server is set. Original: DefaultMQProducerImpl#validateNameServerSetting */
  private noRoute(topic: string, responseCode: number): MQClientException {
    if (this.getFactory().getMQClientAPIImpl().getNameServerAddressList().length > 0) {
      return new MQClientException(`no route info of topic ${topic}`, responseCode)
    }
    const text = 'no name server address is set: set namesrvAddr before the start'
    return new MQClientException(text, ClientErrorCode.NO_NAME_SERVER_EXCEPTION)
  }

  /**
   * The queues of a topic: from the table; for an unknown topic from a name server; and if that does not know the topic
   * either, those of the topic that new ones are modelled on. Original: DefaultMQProducerImpl#tryToFindTopicPublishInfo
   * @throws IllegalStateException when no name server can be asked
   */
  *tryToFindTopicPublishInfo(topic: string): Blocking<TopicPublishInfo> {
    const factory = this.getFactory()
    if (this.topicPublishInfoTable.get(topic)?.ok() !== true) {
      if (!this.topicPublishInfoTable.has(topic)) this.topicPublishInfoTable.set(topic, new TopicPublishInfo())
      yield* factory.updateTopicRouteInfoFromNameServer(topic)
    }
    const found = this.topicPublishInfoTable.get(topic)!
    if (found.haveTopicRouterInfo || found.ok()) return found
    yield* factory.updateTopicRouteInfoFromNameServer(topic, true, this.defaultMQProducer)
    return this.topicPublishInfoTable.get(topic)!
  }

  /** The Strategy in use. Original: DefaultMQProducerImpl#selectOneMessageQueue */
  selectOneMessageQueue(
    tpInfo: TopicPublishInfo,
    lastBrokerName: string | null,
    resetIndex: boolean,
  ): MessageQueue | null {
    return this.mqFaultStrategy.selectOneMessageQueue(tpInfo, lastBrokerName, resetIndex)
  }

  updateFaultItem(brokerName: string, currentLatency: number, isolation: boolean, reachable: boolean): void {
    this.mqFaultStrategy.updateFaultItem(brokerName, currentLatency, isolation, reachable)
  }

  /** Sends to the queue that an application's selector picks; once. Original: DefaultMQProducerImpl#sendSelectImpl */
  private *sendSelectImpl(
    msg: Message,
    selector: MessageQueueSelector,
    arg: unknown,
    communicationMode: CommunicationMode,
    sendCallback: SendCallback | null,
    timeout: number,
  ): Blocking<SendResult | NotAwaited> {
    const beginStartTime = currentTimeMillis()
    const mq = yield* this.invokeMessageQueueSelector(msg, selector, arg, timeout)
    const costTime = currentTimeMillis() - beginStartTime
    return yield* this.sendKernelImpl(msg, mq, communicationMode, sendCallback, null, timeout - costTime)
  }

  /**
   * The queue that an application's selector picks.
   * Original: DefaultMQProducerImpl#invokeMessageQueueSelector
   * @throws MQClientException without a route, and when the selector throws or picks nothing
   * @throws RemotingTooMuchRequestException when that took longer than the timeout
   */
  *invokeMessageQueueSelector(
    msg: Message, selector: MessageQueueSelector, arg: unknown, timeout: number,
  ): Blocking<MessageQueue> {
    const beginStartTime = currentTimeMillis()
    this.makeSureStateOK()
    Validators.checkMessage(msg, this.defaultMQProducer.maxMessageSize)
    const topicPublishInfo = yield* this.tryToFindTopicPublishInfo(msg.topic)
    if (!topicPublishInfo.ok()) throw this.noRoute(msg.topic, -1)
    const mq = this.select(topicPublishInfo, msg, selector, arg)
    const costTime = currentTimeMillis() - beginStartTime
    if (timeout < costTime) throw new RemotingTooMuchRequestException(`choosing a queue took ${costTime} ms`)
    if (mq === null) throw new MQClientException('the queue selector returned no queue')
    const { topic, brokerName, queueId } = mq
    const { kernel, name } = Thread.currentThread().process
    kernel.emit({ type: 'queue-selected', process: name, topic, brokerName, queueId })
    return this.defaultMQProducer.queueWithNamespace(mq)
  }

  /** The selector sees queues and message without the namespace, which is for the way only. */
  private select(
    topicPublishInfo: TopicPublishInfo,
    msg: Message,
    selector: MessageQueueSelector,
    arg: unknown,
  ): MessageQueue | null {
    const { defaultMQProducer } = this
    const messageQueueList = topicPublishInfo.messageQueueList.map(({ topic, brokerName, queueId }) => {
      return new MessageQueue(defaultMQProducer.withoutNamespace(topic), brokerName, queueId)
    })
    const userMessage = cloneMessage(msg)
    userMessage.topic = defaultMQProducer.withoutNamespace(msg.topic)
    try {
      return selector.select(messageQueueList, userMessage, arg) ?? null
    } catch (error) {
      throw new MQClientException(`the queue selector threw: ${String(error)}`, -1, error)
    }
  }

  /**
   * One try with one queue: from the message to the request and back. The message is the application's, so what the way
   * needs (namespace, compressed body) is undone at the end.
   * Original: DefaultMQProducerImpl#sendKernelImpl
   * @throws MQClientException when the queue's broker is unknown; RemotingException, MQBrokerException
   */
  private *sendKernelImpl(
    msg: Message,
    mq: MessageQueue,
    communicationMode: CommunicationMode,
    sendCallback: SendCallback | null,
    topicPublishInfo: TopicPublishInfo | null,
    timeout: number,
  ): Blocking<SendResult | NotAwaited> {
    const isAsync = communicationMode === CommunicationMode.ASYNC
    assert((sendCallback !== null) === isAsync, 'asynchronous sends, and no others, have a callback')
    const beginStartTime = currentTimeMillis()
    const { defaultMQProducer } = this
    const brokerAddr = yield* this.findBrokerAddr(mq)
    const prevBody = msg.body
    let context: SendMessageContext | null = null
    try {
      if (!(msg instanceof MessageBatch)) MessageClientIDSetter.setUniqID(msg)
      if (defaultMQProducer.namespace !== '') msg.setInstanceId(defaultMQProducer.namespace)
      let sysFlag = 0
      if (this.tryToCompressMessage(msg)) sysFlag |= compressionFlags(defaultMQProducer)
      if (isPrepared(msg)) sysFlag |= MessageSysFlag.TRANSACTION_PREPARED_TYPE
      this.executeCheckForbiddenHook(msg, mq, brokerAddr, communicationMode)
      context = this.executeSendMessageHookBefore(msg, mq, brokerAddr, communicationMode)
      const requestHeader = this.buildRequestHeader(msg, mq, sysFlag)
      const costTime = currentTimeMillis() - beginStartTime
      if (timeout < costTime) throw new RemotingTooMuchRequestException(`preparing the request took ${costTime} ms`)
      const left = timeout - costTime
      const api = this.getFactory().getMQClientAPIImpl()
      let sendResult: SendResult | NotAwaited = NOT_AWAITED
      switch (communicationMode) {
        case CommunicationMode.ASYNC: {
          const async = this.asyncSend(sendCallback!, topicPublishInfo, context)
          const tmpMessage = this.messageForAsync(msg, prevBody)
          yield* api.sendMessageAsync(brokerAddr, mq.brokerName, tmpMessage, requestHeader, left, async)
          break
        }
        case CommunicationMode.ONEWAY:
          yield* api.sendMessageOneway(brokerAddr, msg, requestHeader, left)
          break
        case CommunicationMode.SYNC:
          sendResult = yield* api.sendMessageSync(brokerAddr, mq.brokerName, msg, requestHeader, left)
          break
      }
      this.executeSendMessageHookAfter(context, sendResult, null)
      return sendResult
    } catch (error) {
      if (isOfTheWay(error)) this.executeSendMessageHookAfter(context, NOT_AWAITED, error)
      throw error
    } finally {
      msg.body = prevBody
      msg.topic = defaultMQProducer.withoutNamespace(msg.topic)
    }
  }

  /** The master's address. If it isn't known, the topic's route may be missing, and is asked for as in any other send. */
  private *findBrokerAddr(mq: MessageQueue): Blocking<string> {
    const factory = this.getFactory()
    let brokerAddr = factory.findBrokerAddressInPublish(mq.brokerName)
    if (brokerAddr === null) {
      yield* this.tryToFindTopicPublishInfo(mq.topic)
      brokerAddr = factory.findBrokerAddressInPublish(mq.brokerName)
    }
    if (brokerAddr === null) throw new MQClientException(`the broker ${mq.brokerName} does not exist`)
    return MixAll.brokerVIPChannel(this.defaultMQProducer.vipChannelEnabled, brokerAddr)
  }

  /** Replaces a large body by a smaller one; batches stay as they are. Original: #tryToCompressMessage. @returns whether it did */
  private tryToCompressMessage(msg: Message): boolean {
    const { compressMsgBodyOverHowmuch, compressLevel } = this.defaultMQProducer
    if (msg instanceof MessageBatch || msg.body === null || msg.body.length < compressMsgBodyOverHowmuch) return false
    msg.body = this.environment.compressor.compress(msg.body, compressLevel)
    assert(msg.body.length > 0, 'a compressed body has bytes')
    return true
  }

  private buildRequestHeader(msg: Message, mq: MessageQueue, sysFlag: number): SendMessageRequestHeader {
    const isBatch = msg instanceof MessageBatch
    assert(isBatch || MessageClientIDSetter.getUniqID(msg) !== null, 'a message has its id before it leaves')
    const { defaultMQProducer } = this
    const requestHeader = new SendMessageRequestHeader()
    requestHeader.producerGroup = defaultMQProducer.producerGroup
    requestHeader.topic = msg.topic
    requestHeader.defaultTopic = defaultMQProducer.createTopicKey
    requestHeader.defaultTopicQueueNums = defaultMQProducer.defaultTopicQueueNums
    requestHeader.queueId = mq.queueId
    requestHeader.sysFlag = sysFlag
    requestHeader.bornTimestamp = currentTimeMillis()
    requestHeader.flag = msg.flag
    requestHeader.properties = MessageDecoder.messageProperties2String(msg.properties)
    requestHeader.reconsumeTimes = 0
    requestHeader.unitMode = defaultMQProducer.unitMode
    requestHeader.batch = isBatch
    requestHeader.bname = mq.brokerName
    if (msg.topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX)) moveReconsumeTimes(msg, requestHeader)
    return requestHeader
  }

  /** An asynchronous request outlives this try, and with it the restored message: if there is something to restore, it needs a copy. */
  private messageForAsync(msg: Message, prevBody: Uint8Array | null): Message {
    const isRestored = msg.body !== prevBody || this.defaultMQProducer.namespace !== ''
    return isRestored ? cloneMessage(msg) : msg
  }

  private asyncSend(
    sendCallback: SendCallback,
    topicPublishInfo: TopicPublishInfo | null,
    context: SendMessageContext | null,
  ): AsyncSend {
    const retryTimesWhenSendFailed = this.defaultMQProducer.retryTimesWhenSendAsyncFailed
    const instance = this.getFactory()
    return { sendCallback, topicPublishInfo, instance, retryTimesWhenSendFailed, times: 0, context, producer: this }
  }

  /** A hook forbids the send by throwing. Original: DefaultMQProducerImpl#executeCheckForbiddenHook */
  private executeCheckForbiddenHook(
    msg: Message,
    mq: MessageQueue,
    brokerAddr: string,
    communicationMode: CommunicationMode,
  ): void {
    const { namesrvAddr: nameSrvAddr, producerGroup: group, unitMode } = this.defaultMQProducer
    const context = { nameSrvAddr, group, message: msg, mq, brokerAddr, communicationMode, unitMode }
    for (const hook of this.checkForbiddenHookList) hook.checkForbidden(context)
  }

  /** Original: DefaultMQProducerImpl#executeSendMessageHookBefore. @returns null without hooks */
  private executeSendMessageHookBefore(
    message: Message,
    mq: MessageQueue,
    brokerAddr: string,
    communicationMode: CommunicationMode,
  ): SendMessageContext | null {
    if (this.sendMessageHookList.length === 0) return null
    const { producerGroup, clientIP: bornHost, namespace } = this.defaultMQProducer
    const context: SendMessageContext = {
      producerGroup,
      message,
      mq,
      brokerAddr,
      bornHost,
      communicationMode,
      msgType: messageType(message),
      namespace: namespace === '' ? null : namespace,
      sendResult: null,
      exception: null,
      mqTraceContext: null,
    }
    for (const hook of this.sendMessageHookList) swallowing(() => hook.sendMessageBefore(context))
    return context
  }

  /** Original: DefaultMQProducerImpl#executeSendMessageHookAfter. `context`: null without hooks */
  executeSendMessageHookAfter(
    context: SendMessageContext | null,
    sendResult: SendResult | NotAwaited,
    exception: unknown,
  ): void {
    if (context === null) return
    context.sendResult = sendResult === NOT_AWAITED ? null : sendResult
    context.exception = exception
    for (const hook of this.sendMessageHookList) swallowing(() => hook.sendMessageAfter(context))
  }

  /** Original: DefaultMQProducerImpl#fetchPublishMessageQueues */
  *fetchPublishMessageQueues(topic: string): Blocking<MessageQueue[]> {
    this.makeSureStateOK()
    const messageQueueList = yield* this.getFactory().getMQAdminImpl().fetchPublishMessageQueues(topic)
    for (const mq of messageQueueList) mq.topic = this.defaultMQProducer.withoutNamespace(mq.topic)
    return messageQueueList
  }

  /**
   * Asks the broker that has the message, or any one of the topic if that is unknown.
   * Original: DefaultMQProducerImpl#recallMessage
   */
  *recallMessage(topic: string, recallHandle: string): Blocking<string> {
    this.makeSureStateOK()
    Validators.checkTopic(topic)
    const { producerGroup, sendMsgTimeout } = this.defaultMQProducer
    const { brokerName } = recallHandleOf(topic, recallHandle)
    yield* this.tryToFindTopicPublishInfo(topic)
    const factory = this.getFactory()
    const addr = factory.findBrokerAddressInPublish(brokerName) ?? factory.findBrokerAddrByTopic(topic)
    if (addr === null) throw new MQClientException(`the broker ${brokerName} does not exist`)
    const header = new RecallMessageRequestHeader()
    header.producerGroup = producerGroup
    header.topic = topic
    header.recallHandle = recallHandle
    header.bname = brokerName
    return yield* factory.getMQClientAPIImpl().recallMessage(addr, header, sendMsgTimeout)
  }

  /** Original: DefaultMQProducerImpl#initTransactionEnv */
  initTransactionEnv(producer: TransactionMQProducer): void {
    this.transactionEnv = new TransactionEnv(Thread.currentThread().process, producer, this)
  }

  /** Original: DefaultMQProducerImpl#destroyTransactionEnv */
  destroyTransactionEnv(): void {
    this.transactionEnv?.destroy()
  }

  /** @throws NullPointerException before the start */
  private getTransactionEnv(): TransactionEnv {
    return notNull(this.transactionEnv, 'what transactions need')
  }

  /** See {@link TransactionEnv#sendMessageInTransaction}. */
  *sendMessageInTransaction(
    msg: Message, listener: TransactionListener, arg: unknown,
  ): Blocking<TransactionSendResult> {
    this.makeSureStateOK()
    return yield* this.getTransactionEnv().sendMessageInTransaction(msg, listener, arg)
  }

  /** See {@link TransactionEnv#checkTransactionState}. */
  checkTransactionState(addr: string, msg: MessageExt, header: CheckTransactionStateRequestHeader): void {
    this.getTransactionEnv().checkTransactionState(addr, msg, header)
  }

  /** Original: DefaultMQProducerImpl#registerEndTransactionHook */
  registerEndTransactionHook(hook: EndTransactionHook): void {
    this.getTransactionEnv().endTransactionHookList.push(hook)
  }

  /** Topic → its queues, as far as they are known. */
  getTopicPublishInfoTable(): JavaConcurrentHashMap<string, TopicPublishInfo> {
    return this.topicPublishInfoTable
  }

  getPublishTopicList(): Iterable<string> {
    return this.topicPublishInfoTable.keys()
  }

  isPublishTopicNeedUpdate(topic: string): boolean {
    return this.topicPublishInfoTable.get(topic)?.ok() !== true
  }

  updateTopicPublishInfo(topic: string, info: TopicPublishInfo): void {
    this.topicPublishInfoTable.set(topic, info)
  }

  /** A topic to ask a broker about, or null before the first. Original: DefaultMQProducerImpl#pickTopic */
  private pickTopic(): string | null {
    return this.topicPublishInfoTable.keys().next().value ?? null
  }

  registerSendMessageHook(hook: SendMessageHook): void {
    this.sendMessageHookList.push(hook)
  }

  registerCheckForbiddenHook(hook: CheckForbiddenHook): void {
    this.checkForbiddenHookList.push(hook)
  }
}

/** `semaphore`: null before the first send, which makes it as large as it is to be then. */
function resize(semaphore: Semaphore | null, more: number): void {
  if (more > 0) semaphore?.release(more)
  else semaphore?.reducePermits(-more)
}

function awaited(sendResult: SendResult | NotAwaited): SendResult {
  assert(sendResult !== NOT_AWAITED, 'a synchronous send returns with its result')
  return sendResult
}

/**
 * What an application sees when all tries have failed: all that is known about them, with the last exception as the cause.
 * Original: the end of DefaultMQProducerImpl#sendDefaultImpl
 */
function sendFailed(
  exception: unknown, topic: string, brokersSent: readonly string[], cost: number,
): MQClientException {
  const tries = `${brokersSent.length} ${brokersSent.length === 1 ? 'try' : 'tries'}`
  const text = `sending to topic ${topic} failed after ${tries} in ${cost} ms, brokers: ${brokersSent.join(', ')}: ${String(exception)}`
  return new MQClientException(text, responseCodeOf(exception), exception)
}

function responseCodeOf(exception: unknown): number {
  if (exception instanceof MQBrokerException) return exception.responseCode
  if (exception instanceof RemotingConnectException) return ClientErrorCode.CONNECT_BROKER_EXCEPTION
  if (exception instanceof RemotingTimeoutException) return ClientErrorCode.ACCESS_BROKER_TIMEOUT
  if (exception instanceof MQClientException) return ClientErrorCode.BROKER_NOT_EXIST_EXCEPTION
  return -1
}

/** The exceptions that a send hook hears of: those of the network and of the broker. */
function isOfTheWay(error: unknown): boolean {
  return [RemotingException, MQBrokerException, InterruptedException].some((type) => error instanceof type)
}

function cloneMessage(msg: Message): Message {
  const copy = new Message()
  Object.assign(copy, msg)
  return copy
}

function compressionFlags({ compressType }: DefaultMQProducer): number {
  return MessageSysFlag.COMPRESSED_FLAG | COMPRESSION_FLAG[compressType]
}

function isPrepared(msg: Message): boolean {
  return msg.getProperty(MessageConst.PROPERTY_TRANSACTION_PREPARED)?.toLowerCase() === 'true'
}

function messageType(msg: Message): SendMessageContext['msgType'] {
  const isDelayed = msg.getProperty('__STARTDELIVERTIME') !== null
  if (isDelayed || msg.getProperty(MessageConst.PROPERTY_DELAY_TIME_LEVEL) !== null) return 'Delay_Msg'
  return msg.getProperty(MessageConst.PROPERTY_TRANSACTION_PREPARED) === 'true' ? 'Trans_Msg_Half' : 'Normal_Msg'
}

/**
 * A consumer that sends a message back says how often it was tried. The numbers travel in the header and leave the message;
 * the text of the properties was written before, so they stand there too, as in the original.
 * @throws NumberFormatException
 */
function moveReconsumeTimes(msg: Message, requestHeader: SendMessageRequestHeader): void {
  const reconsumeTimes = msg.getProperty(MessageConst.PROPERTY_RECONSUME_TIME)
  if (reconsumeTimes !== null) {
    requestHeader.reconsumeTimes = parseInt32(reconsumeTimes)
    msg.clearProperty(MessageConst.PROPERTY_RECONSUME_TIME)
  }
  const maxReconsumeTimes = msg.getProperty(MessageConst.PROPERTY_MAX_RECONSUME_TIMES)
  if (maxReconsumeTimes !== null) {
    requestHeader.maxReconsumeTimes = parseInt32(maxReconsumeTimes)
    msg.clearProperty(MessageConst.PROPERTY_MAX_RECONSUME_TIMES)
  }
}

/** @throws MQClientException when it is none, or when messages of the topic can't be recalled */
function recallHandleOf(topic: string, recallHandle: string): RecallMessageHandle {
  if (topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX) || topic.startsWith(MixAll.DLQ_GROUP_TOPIC_PREFIX)) {
    throw new MQClientException('topic is not supported')
  }
  try {
    return RecallMessageHandle.decodeHandle(recallHandle)
  } catch (error) {
    throw new MQClientException(error instanceof Error ? error.message : String(error))
  }
}
