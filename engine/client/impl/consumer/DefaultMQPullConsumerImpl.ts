import { Message } from '../../../common/message/Message'
import { MessageConst } from '../../../common/message/MessageConst'
import type { MessageExt } from '../../../common/message/MessageExt'
import { MessageQueue } from '../../../common/message/MessageQueue'
import { MixAll } from '../../../common/MixAll'
import { ServiceState } from '../../../common/ServiceState'
import { PullSysFlag } from '../../../common/sysflag/PullSysFlag'
import { assert } from '../../../kernel/assert'
import type { Blocking } from '../../../kernel/Blocking'
import { inHashSetOrder } from '../../../kernel/java/inHashSetOrder'
import { currentTimeMillis, type Process } from '../../../kernel/Process'
import type { RPCHook } from '../../../remoting/netty/RPCHook'
import { ConsumerRunningInfo } from '../../../remoting/protocol/body/ConsumerRunningInfo'
import type { MessageModel, SubscriptionData } from '../../../remoting/protocol/body/HeartbeatData'
import { subscriptionHashCode } from '../../../remoting/protocol/body/subscriptionHashCode'
import { FilterAPI } from '../../../remoting/protocol/filter/FilterAPI'
import type { ConsumerEnvironment } from '../../ClientEnvironment'
import { ServiceStateHolder } from '../../common/ServiceStateHolder'
import { loggingOnly } from '../../common/swallowing'
import type { DefaultMQPullConsumer } from '../../consumer/DefaultMQPullConsumer'
import { MessageSelector } from '../../consumer/MessageSelector'
import type { PullCallback } from '../../consumer/PullCallback'
import type { PullResult } from '../../consumer/PullResult'
import type { OffsetStore } from '../../consumer/store/OffsetStore'
import { ReadOffsetType } from '../../consumer/store/ReadOffsetType'
import { MQClientException } from '../../exception/MQClientException'
import { Validators } from '../../Validators'
import type { MQClientInstance } from '../factory/MQClientInstance'
import { ActiveConsumer } from './ActiveConsumer'
import { clientInstanceOf } from './clientInstanceOf'
import { createOffsetStore } from './createOffsetStore'
import { partOfStarted } from './partOfStarted'
import { PullAPIWrapper, type PullQuery } from './PullAPIWrapper'
import { RebalancePullImpl } from './RebalancePullImpl'

const SEND_BACK_TIMEOUT_MILLIS = 3000
const FIRST_RETRY_DELAY_LEVEL = 3
const INTEGER_MAX = 0x7fff_ffff

/** What is subscribed by tags, or by a selector. */
type SubExpression = string | MessageSelector | null

/**
 * What a pull consumer does behind its face: very little. Original: org.apache.rocketmq.client.impl.consumer.DefaultMQPullConsumerImpl.
 */
export class DefaultMQPullConsumerImpl extends ActiveConsumer {
  readonly defaultMQPullConsumer: DefaultMQPullConsumer
  protected readonly rebalanceImpl: RebalancePullImpl
  private readonly process: Process
  private readonly environment: ConsumerEnvironment
  private readonly rpcHook: RPCHook | null
  private readonly serviceState: ServiceStateHolder
  private readonly consumerStartTimestamp: number
  private mQClientFactory: MQClientInstance | null
  private pullAPIWrapper: PullAPIWrapper | null
  private offsetStore: OffsetStore | null

  constructor(
    process: Process, consumer: DefaultMQPullConsumer, environment: ConsumerEnvironment, rpcHook: RPCHook | null,
  ) {
    super()
    this.defaultMQPullConsumer = consumer
    this.rebalanceImpl = new RebalancePullImpl(process, this)
    this.process = process
    this.environment = environment
    this.rpcHook = rpcHook
    this.serviceState = new ServiceStateHolder(process, 'DefaultMQPullConsumerImpl', consumer.consumerGroup)
    this.consumerStartTimestamp = process.currentTimeMillis()
    this.mQClientFactory = null
    this.pullAPIWrapper = null
    this.offsetStore = null
  }

  getServiceState(): ServiceState {
    return this.serviceState.get()
  }

  /** @throws MQClientException unless it is running. Original: DefaultMQPullConsumerImpl#isRunning */
  private checkRunning(): void {
    const state = this.serviceState.get()
    if (state !== ServiceState.RUNNING) throw new MQClientException(`consumer ${this.groupName()} is not running: ${state}`)
  }

  /** The client instance, which this consumer may share with others. @throws MQClientException before the start */
  getFactory(): MQClientInstance {
    return partOfStarted(this.mQClientFactory, this.groupName())
  }

  /** @throws MQClientException before the start */
  getOffsetStore(): OffsetStore {
    return partOfStarted(this.offsetStore, this.groupName())
  }

  groupName(): string {
    return this.defaultMQPullConsumer.consumerGroup
  }

  messageModel(): MessageModel {
    return this.defaultMQPullConsumer.messageModel
  }

  isUnitMode(): boolean {
    return this.defaultMQPullConsumer.unitMode
  }

  /** All messages of the topics that it shares; what single pulls want is their own affair. */
  subscriptions(): SubscriptionData[] {
    const all = this.defaultMQPullConsumer.registerTopics.map((topic) => subscriptionData(topic, FilterAPI.SUB_ALL, 0))
    return inHashSetOrder(all, subscriptionHashCode)
  }

  /** Original: DefaultMQPullConsumerImpl#start. @throws MQClientException */
  *start(): Blocking<void> {
    const state = this.serviceState.get()
    if (state !== ServiceState.CREATE_JUST) {
      throw new MQClientException(`consumer ${this.groupName()} can't be started: its state is ${state}`)
    }
    this.serviceState.set(ServiceState.START_FAILED)
    this.checkConfig()
    const { defaultMQPullConsumer: consumer, process, environment, rpcHook } = this
    for (const topic of consumer.registerTopics) this.subscriptionAutomatically(topic)
    if (consumer.messageModel === 'CLUSTERING') consumer.changeInstanceNameToPID()
    const factory = clientInstanceOf(process, consumer, environment, rpcHook)
    this.mQClientFactory = factory
    this.pullAPIWrapper = new PullAPIWrapper(factory, this.groupName(), environment.compressor)
    const { disk } = environment
    this.offsetStore = consumer.offsetStore ?? createOffsetStore(consumer.messageModel, disk, factory, this.groupName())
    consumer.offsetStore = this.offsetStore
    yield* this.offsetStore.load()
    if (!(yield* factory.registerConsumer(this.groupName(), this))) {
      this.serviceState.set(ServiceState.CREATE_JUST)
      throw new MQClientException(`the consumer group ${this.groupName()} has been created before, name another`)
    }
    assert(factory.selectConsumer(this.groupName()) === this, 'a registered consumer is found by its group')
    yield* factory.start()
    this.serviceState.set(ServiceState.RUNNING)
  }

  private checkConfig(): void {
    const { consumerTimeoutMillisWhenSuspend, brokerSuspendMaxTimeMillis } = this.defaultMQPullConsumer
    Validators.checkGroup(this.groupName())
    if (this.groupName() === MixAll.DEFAULT_CONSUMER_GROUP) {
      throw new MQClientException(`the consumer group must not be ${MixAll.DEFAULT_CONSUMER_GROUP}, name another`)
    }
    if (consumerTimeoutMillisWhenSuspend < brokerSuspendMaxTimeMillis) {
      throw new MQClientException('consumerTimeoutMillisWhenSuspend is shorter than brokerSuspendMaxTimeMillis')
    }
  }

  *shutdown(): Blocking<void> {
    if (this.serviceState.get() !== ServiceState.RUNNING) return
    yield* this.persistConsumerOffset()
    yield* this.getFactory().unregisterConsumer(this.groupName())
    yield* this.getFactory().shutdown()
    this.serviceState.set(ServiceState.SHUTDOWN_ALREADY)
  }

  /** A topic that is pulled from counts as subscribed to from then on. Original: DefaultMQPullConsumerImpl#subscriptionAutomatically */
  private subscriptionAutomatically(topic: string): void {
    const table = this.rebalanceImpl.getSubscriptionInner()
    if (!table.has(topic)) table.set(topic, subscriptionData(topic, FilterAPI.SUB_ALL, currentTimeMillis()))
  }

  *pull(
    mq: MessageQueue, subExpression: SubExpression, offset: number, maxNums: number, timeout: number,
  ): Blocking<PullResult> {
    return yield* this.pullSyncImpl(mq, subExpression, offset, maxNums, false, timeout)
  }

  *pullBlockIfNotFound(
    mq: MessageQueue, subExpression: SubExpression, offset: number, maxNums: number,
  ): Blocking<PullResult> {
    const { consumerTimeoutMillisWhenSuspend } = this.defaultMQPullConsumer
    return yield* this.pullSyncImpl(mq, subExpression, offset, maxNums, true, consumerTimeoutMillisWhenSuspend)
  }

  *pullAsync(
    mq: MessageQueue,
    subExpression: SubExpression,
    offset: number,
    maxNums: number,
    pullCallback: PullCallback,
    timeout: number,
  ): Blocking<void> {
    yield* this.pullAsyncImpl(mq, subExpression, offset, maxNums, pullCallback, false, timeout)
  }

  *pullBlockIfNotFoundAsync(
    mq: MessageQueue, subExpression: SubExpression, offset: number, maxNums: number, pullCallback: PullCallback,
  ): Blocking<void> {
    const { consumerTimeoutMillisWhenSuspend } = this.defaultMQPullConsumer
    yield* this.pullAsyncImpl(mq, subExpression, offset, maxNums, pullCallback, true, consumerTimeoutMillisWhenSuspend)
  }

  /** `block`: if there is nothing, may it wait at the broker? Original: DefaultMQPullConsumerImpl#pullSyncImpl */
  private *pullSyncImpl(
    mq: MessageQueue, subExpression: SubExpression, offset: number, maxNums: number, block: boolean, timeout: number,
  ): Blocking<PullResult> {
    const wanted = this.wantedOf(mq, subExpression)
    const query = this.pullQuery(mq, wanted, offset, maxNums, block, timeout)
    return this.processed(mq, yield* this.pullAPIWrapper!.pullSync(mq, query), wanted)
  }

  /** Original: DefaultMQPullConsumerImpl#pullAsyncImpl */
  private *pullAsyncImpl(
    mq: MessageQueue,
    subExpression: SubExpression,
    offset: number,
    maxNums: number,
    pullCallback: PullCallback,
    block: boolean,
    timeout: number,
  ): Blocking<void> {
    const wanted = this.wantedOf(mq, subExpression)
    const query = this.pullQuery(mq, wanted, offset, maxNums, block, timeout)
    yield* this.pullAPIWrapper!.pullKernelImpl(mq, query, {
      onSuccess: (pullResult) => pullCallback.onSuccess(this.processed(mq, pullResult, wanted)),
      onException: (error) => pullCallback.onException(error),
    })
  }

  private processed(mq: MessageQueue, pullResult: PullResult, wanted: SubscriptionData): PullResult {
    this.pullAPIWrapper!.processPullResult(mq, pullResult, wanted)
    for (const msg of pullResult.msgFoundList) msg.topic = this.defaultMQPullConsumer.withoutNamespace(msg.topic)
    return pullResult
  }

  /** @throws MQClientException when nothing is wanted */
  private wantedOf(mq: MessageQueue, subExpression: SubExpression): SubscriptionData {
    const selector = subExpression instanceof MessageSelector ? subExpression : MessageSelector.byTag(subExpression)
    const { expression, expressionType } = selector
    const wanted = FilterAPI.build(mq.topic, expression, expressionType, currentTimeMillis())
    if (wanted === null) throw new MQClientException(`nothing is wanted by "${expression ?? ''}"`)
    return wanted
  }

  /** @throws MQClientException unless it is running, and for numbers that can't be */
  private pullQuery(
    { topic }: MessageQueue,
    { subString, expressionType, subVersion }: SubscriptionData,
    offset: number,
    maxNums: number,
    block: boolean,
    timeoutMillis: number,
  ): PullQuery {
    this.checkRunning()
    if (offset < 0) throw new MQClientException('offset < 0')
    if (maxNums <= 0) throw new MQClientException('maxNums <= 0')
    this.subscriptionAutomatically(topic)
    return {
      subExpression: subString,
      expressionType,
      subVersion: FilterAPI.isTagType(expressionType) ? 0 : subVersion,
      offset,
      maxNums,
      maxSizeInBytes: INTEGER_MAX,
      sysFlag: PullSysFlag.buildSysFlag(false, block, true, false),
      commitOffset: 0,
      brokerSuspendMaxTimeMillis: this.defaultMQPullConsumer.brokerSuspendMaxTimeMillis,
      timeoutMillis,
    }
  }

  updateConsumeOffset(mq: MessageQueue, offset: number): void {
    this.checkRunning()
    this.getOffsetStore().updateOffset(mq, offset, false)
  }

  *fetchConsumeOffset(mq: MessageQueue, fromStore: boolean): Blocking<number> {
    this.checkRunning()
    const { READ_FROM_STORE, MEMORY_FIRST_THEN_STORE } = ReadOffsetType
    return yield* this.getOffsetStore().readOffset(mq, fromStore ? READ_FROM_STORE : MEMORY_FIRST_THEN_STORE)
  }

  *fetchSubscribeMessageQueues(topic: string): Blocking<MessageQueue[]> {
    this.checkRunning()
    const known = this.rebalanceImpl.getTopicSubscribeInfoTable().get(topic)
    return this.asTold(known ?? (yield* this.getFactory().getMQAdminImpl().fetchSubscribeMessageQueues(topic)))
  }

  fetchMessageQueuesInBalance(topic: string): MessageQueue[] {
    this.checkRunning()
    return this.asTold(this.rebalanceImpl.getProcessQueueTable().keys().filter((mq) => mq.topic === topic))
  }

  /** The namespace is for the way only. */
  private asTold(queues: readonly MessageQueue[]): MessageQueue[] {
    const { defaultMQPullConsumer: config } = this
    return queues.map((mq) => new MessageQueue(config.withoutNamespace(mq.topic), mq.brokerName, mq.queueId))
  }

  *maxOffset(mq: MessageQueue): Blocking<number> {
    this.checkRunning()
    return yield* this.getFactory().getMQAdminImpl().maxOffset(mq)
  }

  *minOffset(mq: MessageQueue): Blocking<number> {
    this.checkRunning()
    return yield* this.getFactory().getMQAdminImpl().minOffset(mq)
  }

  *searchOffset(mq: MessageQueue, timestamp: number): Blocking<number> {
    this.checkRunning()
    return yield* this.getFactory().getMQAdminImpl().searchOffset(mq, timestamp)
  }

  /**
   * Gives a message back to the broker that it came from; if that fails it is sent like any new one.
   * Original: DefaultMQPullConsumerImpl#sendMessageBack
   */
  *sendMessageBack(msg: MessageExt, delayLevel: number, brokerName: string | null): Blocking<void> {
    const factory = this.getFactory()
    const { maxReconsumeTimes } = this.defaultMQPullConsumer
    try {
      const brokerAddr = brokerName === null ? msg.storeHost : factory.findBrokerAddressInPublish(brokerName)
      if (brokerAddr === null) throw new MQClientException(`the broker ${brokerName} has no master`)
      const back = { msg, consumerGroup: this.groupName(), delayLevel, maxConsumeRetryTimes: maxReconsumeTimes }
      const api = factory.getMQClientAPIImpl()
      yield* api.consumerSendMessageBack(brokerAddr, brokerName, back, SEND_BACK_TIMEOUT_MILLIS)
    } catch {
      yield* factory.getDefaultMQProducer().send(this.retryMessage(msg))
    } finally {
      msg.topic = this.defaultMQPullConsumer.withoutNamespace(msg.topic)
    }
  }

  /** The message once more. What the original writes into it of its first id is lost again with the next line there. */
  private retryMessage(msg: MessageExt): Message {
    const newMsg = new Message(MixAll.getRetryTopic(this.groupName()), msg.body)
    newMsg.flag = msg.flag
    newMsg.properties = msg.properties
    newMsg.putProperty(MessageConst.PROPERTY_RETRY_TOPIC, msg.topic)
    newMsg.putProperty(MessageConst.PROPERTY_RECONSUME_TIME, String(msg.reconsumeTimes + 1))
    const { maxReconsumeTimes } = this.defaultMQPullConsumer
    newMsg.putProperty(MessageConst.PROPERTY_MAX_RECONSUME_TIMES, String(maxReconsumeTimes))
    newMsg.setDelayTimeLevel(FIRST_RETRY_DELAY_LEVEL + msg.reconsumeTimes)
    return newMsg
  }

  *tryRebalance(): Blocking<boolean> {
    return this.defaultMQPullConsumer.enableRebalance ? yield* this.rebalanceImpl.doRebalance(false) : true
  }

  *persistConsumerOffset(): Blocking<void> {
    if (this.serviceState.get() !== ServiceState.RUNNING) return
    yield* loggingOnly(this.getOffsetStore().persistAll(this.rebalanceImpl.getProcessQueueTable().keys()))
  }

  override offsetsOf(topic: string): ReadonlyArray<readonly [mq: MessageQueue, offset: number]> {
    return this.getOffsetStore().cloneOffsetTable(topic)
  }

  /** Original: DefaultMQPullConsumerImpl#consumerRunningInfo */
  *consumerRunningInfo(): Blocking<ConsumerRunningInfo> {
    const info = new ConsumerRunningInfo()
    info.putSettings(this.defaultMQPullConsumer)
    info.properties.set(ConsumerRunningInfo.PROP_CONSUMER_START_TIMESTAMP, String(this.consumerStartTimestamp))
    info.subscriptionSet = this.subscriptions()
    return info
  }
}

function subscriptionData(topic: string, tags: string, subVersion: number): SubscriptionData {
  return FilterAPI.build(topic, tags, FilterAPI.TAG, subVersion)!
}
