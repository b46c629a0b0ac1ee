import type { Message } from '../../../common/message/Message'
import type { MessageQueue } from '../../../common/message/MessageQueue'
import { MixAll } from '../../../common/MixAll'
import { ServiceState } from '../../../common/ServiceState'
import type { Blocking } from '../../../kernel/Blocking'
import { currentTimeMillis, type Process } from '../../../kernel/Process'
import { RemotingException } from '../../../remoting/exception/RemotingException'
import { RemotingTooMuchRequestException } from '../../../remoting/exception/RemotingTooMuchRequestException'
import type { RPCHook } from '../../../remoting/netty/RPCHook'
import type { ClientEnvironment } from '../../ClientEnvironment'
import { ServiceStateHolder } from '../../common/ServiceStateHolder'
import { swallowing } from '../../common/swallowing'
import { MQBrokerException } from '../../exception/MQBrokerException'
import { MQClientException } from '../../exception/MQClientException'
import type { CheckForbiddenHook } from '../../hook/CheckForbiddenHook'
import type { SendMessageContext } from '../../hook/SendMessageContext'
import type { SendMessageHook } from '../../hook/SendMessageHook'
import { MQFaultStrategy } from '../../latency/MQFaultStrategy'
import type { DefaultMQProducer } from '../../producer/DefaultMQProducer'
import type { MessageQueueSelector } from '../../producer/MessageQueueSelector'
import type { SendCallback } from '../../producer/SendCallback'
import type { SendResult } from '../../producer/SendResult'
import { SendStatus } from '../../producer/SendStatus'
import { Validators } from '../../Validators'
import { CommunicationMode } from '../CommunicationMode'
import type { MQClientInstance } from '../factory/MQClientInstance'
import { topicRouteData2TopicPublishInfo } from '../factory/topicRouteData2TopicPublishInfo'
import { MQClientManager } from '../MQClientManager'
import { AsyncSender } from './AsyncSender'
import { BrokerDetector } from './BrokerDetector'
import type { MQProducerInner } from './MQProducerInner'
import { SendKernel } from './SendKernel'
import { isRetryable, noRoute, sendFailure } from './sendFailure'
import { TopicPublishInfo } from './TopicPublishInfo'

/**
 * What a producer does behind its face: starts and ends, finds routes, chooses queues, tries again. One message is sent by
 * {@link sendKernelImpl}, whatever the mode. Original: org.apache.rocketmq.client.impl.producer.DefaultMQProducerImpl.
 */
export class DefaultMQProducerImpl implements MQProducerInner {
  readonly defaultMQProducer: DefaultMQProducer
  readonly sendMessageHookList: SendMessageHook[]
  readonly checkForbiddenHookList: CheckForbiddenHook[]
  readonly mqFaultStrategy: MQFaultStrategy
  private readonly environment: ClientEnvironment
  private readonly rpcHook: RPCHook | null
  private readonly topicPublishInfoTable: Map<string, TopicPublishInfo>
  private readonly serviceState: ServiceStateHolder
  private readonly asyncSender: AsyncSender
  private readonly kernel: SendKernel
  private mQClientFactory: MQClientInstance | null

  constructor(process: Process, producer: DefaultMQProducer, environment: ClientEnvironment, rpcHook: RPCHook | null) {
    this.defaultMQProducer = producer
    this.sendMessageHookList = []
    this.checkForbiddenHookList = []
    const resolve = (brokerName: string): string | null => this.getFactory().findBrokerAddressInPublish(brokerName)
    this.mqFaultStrategy = new MQFaultStrategy(process, producer, resolve, new BrokerDetector(() => this.getFactory()))
    this.environment = environment
    this.rpcHook = rpcHook
    this.topicPublishInfoTable = new Map()
    this.serviceState = new ServiceStateHolder(process, 'DefaultMQProducerImpl', producer.producerGroup)
    this.asyncSender = new AsyncSender(process, producer)
    this.kernel = new SendKernel(this, environment.compressor)
    this.mQClientFactory = null
  }

  getServiceState(): ServiceState {
    return this.serviceState.get()
  }

  /** The instance that this producer shares with others; there is one from the start on. */
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
   * @param startFactory false for the producer that lives inside an MQClientInstance
   * @throws MQClientException in any state but CREATE_JUST, for an illegal group, for a group that is taken
   */
  *start(startFactory = true): Blocking<void> {
    switch (this.serviceState.get()) {
      case ServiceState.CREATE_JUST:
        this.serviceState.set(ServiceState.START_FAILED)
        this.checkConfig()
        if (this.group !== MixAll.CLIENT_INNER_PRODUCER_GROUP) this.defaultMQProducer.changeInstanceNameToPID()
        this.mQClientFactory = this.findFactory()
        this.register(this.mQClientFactory)
        if (startFactory) yield* this.mQClientFactory.start()
        yield* this.initTopicRoute()
        this.mqFaultStrategy.startDetector()
        this.serviceState.set(ServiceState.RUNNING)
        break
      default:
        throw new MQClientException(`producer ${this.group} can't be started: its state is ${this.serviceState.get()}`)
    }
    yield* this.mQClientFactory.sendHeartbeatToAllBrokerWithLock()
  }

  private checkConfig(): void {
    Validators.checkGroup(this.group)
    if (this.group === MixAll.DEFAULT_PRODUCER_GROUP) {
      throw new MQClientException(`the producer group must not be ${MixAll.DEFAULT_PRODUCER_GROUP}, name another`)
    }
  }

  private findFactory(): MQClientInstance {
    const { defaultMQProducer, environment } = this
    const createInnerProducer = (): DefaultMQProducer => defaultMQProducer.createInnerProducer()
    const manager = MQClientManager.getInstance()
    const factory = manager.getOrCreateMQClientInstance(defaultMQProducer, environment, createInnerProducer)
    factory.getMQClientAPIImpl().getRemotingClient().registerRPCHook(this.rpcHook)
    return factory
  }

  /** A second producer of a group in one instance is refused, and may be started again under another name. */
  private register(factory: MQClientInstance): void {
    if (factory.registerProducer(this.group, this)) return
    this.serviceState.set(ServiceState.CREATE_JUST)
    throw new MQClientException(`the producer group ${this.group} has been created before, name another`)
  }

  /** Original: DefaultMQProducerImpl#initTopicRoute */
  private *initTopicRoute(): Blocking<void> {
    for (const topic of this.defaultMQProducer.topics) {
      yield* this.tryToFindTopicPublishInfo(this.defaultMQProducer.withNamespace(topic))
    }
  }

  /** Original: DefaultMQProducerImpl#shutdown(boolean). A producer that isn't running stays as it is. */
  *shutdown(shutdownFactory = true): Blocking<void> {
    if (this.serviceState.get() !== ServiceState.RUNNING) return
    const factory = this.getFactory()
    yield* factory.unregisterProducer(this.group)
    this.asyncSender.shutdown()
    if (shutdownFactory) yield* factory.shutdown()
    this.mqFaultStrategy.shutdown()
    this.serviceState.set(ServiceState.SHUTDOWN_ALREADY)
  }

  /** @throws MQClientException unless the producer is running */
  makeSureStateOK(): void {
    const state = this.serviceState.get()
    if (state !== ServiceState.RUNNING) throw new MQClientException(`producer ${this.group} is not running: ${state}`)
  }

  *send(msg: Message, timeout: number): Blocking<SendResult> {
    return (yield* this.sendDefaultImpl(msg, CommunicationMode.SYNC, null, timeout))!
  }

  *sendOneway(msg: Message): Blocking<void> {
    const { sendMsgTimeout } = this.defaultMQProducer
    yield* this.onewaySafely(this.sendDefaultImpl(msg, CommunicationMode.ONEWAY, null, sendMsgTimeout))
  }

  *sendAsync(msg: Message, callback: SendCallback, timeout: number): Blocking<void> {
    yield* this.asyncSender.submit(msg, callback, timeout, (guarded, left) =>
      this.sendDefaultImpl(msg, CommunicationMode.ASYNC, guarded, left),
    )
  }

  *sendToQueue(msg: Message, mq: MessageQueue, timeout: number): Blocking<SendResult> {
    return (yield* this.sendDirect(msg, mq, CommunicationMode.SYNC, null, timeout))!
  }

  *sendToQueueAsync(msg: Message, mq: MessageQueue, callback: SendCallback, timeout: number): Blocking<void> {
    yield* this.asyncSender.submit(msg, callback, timeout, (guarded, left) =>
      this.sendDirect(msg, mq, CommunicationMode.ASYNC, guarded, left),
    )
  }

  *sendOnewayToQueue(msg: Message, mq: MessageQueue): Blocking<void> {
    const { sendMsgTimeout } = this.defaultMQProducer
    yield* this.onewaySafely(this.sendDirect(msg, mq, CommunicationMode.ONEWAY, null, sendMsgTimeout))
  }

  *sendSelect(msg: Message, selector: MessageQueueSelector, arg: unknown, timeout: number): Blocking<SendResult> {
    return (yield* this.sendSelectImpl(msg, selector, arg, CommunicationMode.SYNC, null, timeout))!
  }

  *sendSelectAsync(
    msg: Message,
    selector: MessageQueueSelector,
    arg: unknown,
    callback: SendCallback,
    timeout: number,
  ): Blocking<void> {
    yield* this.asyncSender.submit(msg, callback, timeout, (guarded, left) =>
      this.sendSelectImpl(msg, selector, arg, CommunicationMode.ASYNC, guarded, left),
    )
  }

  *sendOnewaySelect(msg: Message, selector: MessageQueueSelector, arg: unknown): Blocking<void> {
    const { sendMsgTimeout } = this.defaultMQProducer
    yield* this.onewaySafely(this.sendSelectImpl(msg, selector, arg, CommunicationMode.ONEWAY, null, sendMsgTimeout))
  }

  /** A broker never answers a oneway request, so what it might say is no part of the contract. */
  private *onewaySafely(sending: Blocking<SendResult | null>): Blocking<void> {
    try {
      yield* sending
    } catch (error) {
      if (error instanceof MQBrokerException) throw new MQClientException('a oneway send failed', -1, error)
      throw error
    }
  }

  /**
   * Sends a message to a queue of its own choice, in any of the three modes. A synchronous send is tried again with another
   * broker, as often as `retryTimesWhenSendFailed` says and as long as there is time: the timeout is for all tries together.
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
  ): Blocking<SendResult | null> {
    this.makeSureStateOK()
    Validators.checkMessage(msg, this.defaultMQProducer.maxMessageSize)
    const beginTimestamp = currentTimeMillis()
    const topicPublishInfo = yield* this.tryToFindTopicPublishInfo(msg.topic)
    if (!topicPublishInfo.ok()) throw noRoute(msg.topic, this.getFactory())

    const { retryTimesWhenSendFailed } = this.defaultMQProducer
    const timesTotal = communicationMode === CommunicationMode.SYNC ? 1 + retryTimesWhenSendFailed : 1
    const brokersSent: string[] = []
    let exception: unknown = null
    let sendResult: SendResult | null = null
    for (let times = 0; times < timesTotal; times++) {
      const mq = this.selectOneMessageQueue(topicPublishInfo, brokersSent.at(-1) ?? null, times > 0)
      if (mq === null) break
      brokersSent.push(mq.brokerName)
      if (times > 0) msg.topic = this.defaultMQProducer.withNamespace(msg.topic)
      const beginTimestampPrev = currentTimeMillis()
      const costTime = beginTimestampPrev - beginTimestamp
      const isTimeOver = timeout < costTime
      if (isTimeOver && sendResult !== null) return sendResult
      if (isTimeOver) throw new RemotingTooMuchRequestException(`sending took ${costTime} ms, more than ${timeout}`)
      try {
        const left = timeout - costTime
        sendResult = yield* this.sendKernelImpl(msg, mq, communicationMode, sendCallback, topicPublishInfo, left)
        this.updateFaultItem(mq.brokerName, currentTimeMillis() - beginTimestampPrev, false, true)
        if (sendResult === null || !this.isWorthRetrying(sendResult)) return sendResult
      } catch (error) {
        exception = error
        this.noteFailure(error, mq.brokerName, currentTimeMillis() - beginTimestampPrev)
        if (isRetryable(error, this.defaultMQProducer)) continue
        if (sendResult !== null && error instanceof MQBrokerException) return sendResult
        throw error
      }
    }
    if (sendResult !== null) return sendResult
    throw sendFailure(exception, msg.topic, brokersSent, currentTimeMillis() - beginTimestamp)
  }

  /** Stored, but not as safely as it should be: only if so configured a reason to try another broker. */
  private isWorthRetrying(result: SendResult): boolean {
    return result.sendStatus !== SendStatus.SEND_OK && this.defaultMQProducer.retryAnotherBrokerWhenNotStoreOK
  }

  /** What a failure says about the broker. Original: the catch clauses of DefaultMQProducerImpl#sendDefaultImpl */
  private noteFailure(error: unknown, brokerName: string, latency: number): void {
    if (error instanceof RemotingException) {
      this.updateFaultItem(brokerName, latency, true, !this.mqFaultStrategy.isStartDetectorEnable())
    } else if (error instanceof MQBrokerException) {
      this.updateFaultItem(brokerName, latency, true, false)
    } else {
      this.updateFaultItem(brokerName, latency, false, true)
    }
  }

  /**
   * The queues of a topic: from what is known, from a name server, and for a topic that nobody knows from the topic that new
   * ones are modelled on. Original: DefaultMQProducerImpl#tryToFindTopicPublishInfo
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
  ): Blocking<SendResult | null> {
    const beginStartTime = currentTimeMillis()
    this.makeSureStateOK()
    Validators.checkMessage(msg, this.defaultMQProducer.maxMessageSize)
    const topicPublishInfo = yield* this.tryToFindTopicPublishInfo(msg.topic)
    if (!topicPublishInfo.ok()) throw noRoute(msg.topic, this.getFactory())
    const mq = this.kernel.selectQueue(topicPublishInfo, msg, selector, arg)
    const costTime = currentTimeMillis() - beginStartTime
    if (timeout < costTime) throw new RemotingTooMuchRequestException(`choosing a queue took ${costTime} ms`)
    return yield* this.sendKernelImpl(msg, mq, communicationMode, sendCallback, null, timeout - costTime)
  }

  /** Sends to a given queue; once. @throws MQClientException when the queue is another topic's */
  private *sendDirect(
    msg: Message,
    mq: MessageQueue,
    communicationMode: CommunicationMode,
    sendCallback: SendCallback | null,
    timeout: number,
  ): Blocking<SendResult | null> {
    this.makeSureStateOK()
    Validators.checkMessage(msg, this.defaultMQProducer.maxMessageSize)
    const queue = this.defaultMQProducer.queueWithNamespace(mq)
    if (msg.topic !== queue.topic) throw new MQClientException(`the message is for ${msg.topic}, the queue of ${queue.topic}`)
    return yield* this.sendKernelImpl(msg, queue, communicationMode, sendCallback, null, timeout)
  }

  /** One try with one queue. Original: DefaultMQProducerImpl#sendKernelImpl */
  private *sendKernelImpl(
    msg: Message,
    mq: MessageQueue,
    communicationMode: CommunicationMode,
    sendCallback: SendCallback | null,
    topicPublishInfo: TopicPublishInfo | null,
    timeout: number,
  ): Blocking<SendResult | null> {
    return yield* this.kernel.sendKernelImpl(msg, mq, communicationMode, sendCallback, topicPublishInfo, timeout)
  }

  /** Original: DefaultMQProducerImpl#fetchPublishMessageQueues */
  *fetchPublishMessageQueues(topic: string): Blocking<MessageQueue[]> {
    this.makeSureStateOK()
    const factory = this.getFactory()
    const { mqClientApiTimeout } = this.defaultMQProducer
    const route = yield* factory.getMQClientAPIImpl().getTopicRouteInfoFromNameServer(topic, mqClientApiTimeout)
    const { messageQueueList } = topicRouteData2TopicPublishInfo(topic, route)
    if (messageQueueList.length === 0) throw new MQClientException(`topic ${topic} has no queue to write to`)
    for (const mq of messageQueueList) mq.topic = this.defaultMQProducer.withoutNamespace(mq.topic)
    return messageQueueList
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

  registerSendMessageHook(hook: SendMessageHook): void {
    this.sendMessageHookList.push(hook)
  }

  registerCheckForbiddenHook(hook: CheckForbiddenHook): void {
    this.checkForbiddenHookList.push(hook)
  }

  /** What a hook throws must not stop a message. Original: DefaultMQProducerImpl#executeSendMessageHookAfter */
  executeSendMessageHookAfter(context: SendMessageContext): void {
    for (const hook of this.sendMessageHookList) swallowing(() => hook.sendMessageAfter(context))
  }
}
