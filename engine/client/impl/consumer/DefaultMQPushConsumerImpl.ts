import { Message } from '../../../common/message/Message'
import { MessageConst } from '../../../common/message/MessageConst'
import type { MessageExt } from '../../../common/message/MessageExt'
import type { MessageQueue } from '../../../common/message/MessageQueue'
import type { MessageQueueMap } from '../../../common/message/MessageQueueMap'
import { MixAll } from '../../../common/MixAll'
import { NamespaceUtil } from '../../../common/NamespaceUtil'
import { ServiceState } from '../../../common/ServiceState'
import { PullSysFlag } from '../../../common/sysflag/PullSysFlag'
import { assert } from '../../../kernel/assert'
import type { Blocking } from '../../../kernel/Blocking'
import { inHashSetOrder } from '../../../kernel/java/inHashSetOrder'
import { currentTimeMillis, type Process } from '../../../kernel/Process'
import { sleep } from '../../../kernel/sleep'
import type { ConsumeMessageDirectlyResult } from '../../../remoting/protocol/body/ConsumeMessageDirectlyResult'
import { ConsumerRunningInfo } from '../../../remoting/protocol/body/ConsumerRunningInfo'
import type { RPCHook } from '../../../remoting/netty/RPCHook'
import type { ConsumeFromWhere, ConsumeType, MessageModel, SubscriptionData } from '../../../remoting/protocol/body/HeartbeatData'
import { subscriptionHashCode } from '../../../remoting/protocol/body/subscriptionHashCode'
import { FilterAPI } from '../../../remoting/protocol/filter/FilterAPI'
import { ResponseCode } from '../../../remoting/protocol/ResponseCode'
import type { ConsumerEnvironment } from '../../ClientEnvironment'
import { ServiceStateHolder } from '../../common/ServiceStateHolder'
import { loggingOnly, swallowing } from '../../common/swallowing'
import type { DefaultMQPushConsumer } from '../../consumer/DefaultMQPushConsumer'
import { MessageListenerOrderly } from '../../consumer/listener/MessageListenerOrderly'
import { MessageSelector } from '../../consumer/MessageSelector'
import type { PullCallback } from '../../consumer/PullCallback'
import type { PullResult } from '../../consumer/PullResult'
import { PullStatus } from '../../consumer/PullStatus'
import type { OffsetStore } from '../../consumer/store/OffsetStore'
import { ReadOffsetType } from '../../consumer/store/ReadOffsetType'
import { MQBrokerException } from '../../exception/MQBrokerException'
import { MQClientException } from '../../exception/MQClientException'
import type { ConsumeMessageContext, ConsumeMessageHook } from '../../hook/ConsumeMessageHook'
import type { MQClientInstance } from '../factory/MQClientInstance'
import { checkPushConsumer } from './checkPushConsumer'
import { clientInstanceOf } from './clientInstanceOf'
import { ConsumeMessageConcurrentlyService } from './ConsumeMessageConcurrentlyService'
import { ConsumeMessagePopConcurrentlyService } from './ConsumeMessagePopConcurrentlyService'
import { ConsumeMessageOrderlyService } from './ConsumeMessageOrderlyService'
import type { ConsumeMessageService } from './ConsumeMessageService'
import { createOffsetStore } from './createOffsetStore'
import type { MQConsumerInner } from './MQConsumerInner'
import { PopMessageCalls } from './PopMessageCalls'
import type { PopRequest } from './PopRequest'
import type { ProcessQueue } from './ProcessQueue'
import { partOfStarted } from './partOfStarted'
import { PullAPIWrapper, type PullQuery } from './PullAPIWrapper'
import type { PullRequest } from './PullRequest'
import { RebalancePushImpl } from './RebalancePushImpl'
import { traceHeld } from './traceHeld'

const PULL_TIME_DELAY_MILLS_WHEN_CACHE_FLOW_CONTROL = 50
const PULL_TIME_DELAY_MILLS_WHEN_BROKER_FLOW_CONTROL = 20
const PULL_TIME_DELAY_MILLS_WHEN_SUSPEND = 1000
const BROKER_SUSPEND_MAX_TIME_MILLIS = 1000 * 15
const CONSUMER_TIMEOUT_MILLIS_WHEN_SUSPEND = 1000 * 30
const SEND_BACK_TIMEOUT_MILLIS = 5000
const RESET_PAUSE_MILLIS = 10_000
const DEFAULT_MAX_RECONSUME_TIMES = 16
const FIRST_RETRY_DELAY_LEVEL = 3
const BYTES_PER_MIB = 1024 * 1024

/** Why a pull has to wait. */
type PullObstacle = 'state' | 'paused' | 'count' | 'size' | 'span' | 'lock' | 'offset'

/**
 * What a push consumer does behind its face: starts and ends, pulls, hands what it has pulled to the service that calls the listener,
 * and stops pulling while the listener can't keep up. Original: org.apache.rocketmq.client.impl.consumer.DefaultMQPushConsumerImpl.
 */
export class DefaultMQPushConsumerImpl implements MQConsumerInner {
  readonly defaultMQPushConsumer: DefaultMQPushConsumer
  private readonly consumeMessageHookList: ConsumeMessageHook[]
  private readonly process: Process
  private readonly environment: ConsumerEnvironment
  private readonly rpcHook: RPCHook | null
  private readonly rebalanceImpl: RebalancePushImpl
  private readonly serviceState: ServiceStateHolder
  private mQClientFactory: MQClientInstance | null
  private pullAPIWrapper: PullAPIWrapper | null
  private offsetStore: OffsetStore | null
  private consumeMessageService: ConsumeMessageService | null
  /** Null unless brokers divide the queues. */
  private popMessageCalls: PopMessageCalls | null
  private consumeOrderly: boolean
  private pause: boolean
  /** In ms since 1970. */
  private readonly consumerStartTimestamp: number

  constructor(
    process: Process,
    consumer: DefaultMQPushConsumer,
    environment: ConsumerEnvironment,
    rpcHook: RPCHook | null,
  ) {
    this.defaultMQPushConsumer = consumer
    this.consumeMessageHookList = []
    this.process = process
    this.environment = environment
    this.rpcHook = rpcHook
    this.rebalanceImpl = new RebalancePushImpl(process, this)
    this.serviceState = new ServiceStateHolder(process, 'DefaultMQPushConsumerImpl', consumer.consumerGroup)
    this.mQClientFactory = null
    this.pullAPIWrapper = null
    this.offsetStore = null
    this.consumeMessageService = null
    this.popMessageCalls = null
    this.consumeOrderly = false
    this.pause = false
    this.consumerStartTimestamp = process.currentTimeMillis()
  }

  getServiceState(): ServiceState {
    return this.serviceState.get()
  }

  /** The client instance, which this consumer may share with others. @throws MQClientException before the start */
  getFactory(): MQClientInstance {
    return partOfStarted(this.mQClientFactory, this.groupName())
  }

  /** @throws MQClientException before the start */
  getOffsetStore(): OffsetStore {
    return partOfStarted(this.offsetStore, this.groupName())
  }

  getRebalanceImpl(): RebalancePushImpl {
    return this.rebalanceImpl
  }

  /** @throws MQClientException before the start, and where members divide the queues themselves */
  getPopMessageCalls(): PopMessageCalls {
    return partOfStarted(this.popMessageCalls, this.groupName())
  }

  isPause(): boolean {
    return this.pause
  }

  registerConsumeMessageHook(hook: ConsumeMessageHook): void {
    this.consumeMessageHookList.push(hook)
  }

  hasHook(): boolean {
    return this.consumeMessageHookList.length > 0
  }

  executeHookBefore(context: ConsumeMessageContext): void {
    for (const hook of this.consumeMessageHookList) swallowing(() => hook.consumeMessageBefore(context))
  }

  executeHookAfter(context: ConsumeMessageContext): void {
    for (const hook of this.consumeMessageHookList) swallowing(() => hook.consumeMessageAfter(context))
  }

  isConsumeOrderly(): boolean {
    return this.consumeOrderly
  }

  groupName(): string {
    return this.defaultMQPushConsumer.consumerGroup
  }

  messageModel(): MessageModel {
    return this.defaultMQPushConsumer.messageModel
  }

  consumeType(): ConsumeType {
    return 'CONSUME_PASSIVELY'
  }

  consumeFromWhere(): ConsumeFromWhere {
    return this.defaultMQPushConsumer.consumeFromWhere
  }

  isUnitMode(): boolean {
    return this.defaultMQPushConsumer.unitMode
  }

  subscriptions(): SubscriptionData[] {
    return inHashSetOrder(this.rebalanceImpl.getSubscriptionInner().values(), subscriptionHashCode)
  }

  /**
   * Makes the consumer ready. START_FAILED is set first: should anything below throw, the state already says so. What is done after
   * the switch can fail too: then the consumer, which is running by then, is shut down.
   * Original: DefaultMQPushConsumerImpl#start
   * @throws MQClientException in any state but CREATE_JUST, for settings that are wrong, for a group that is taken
   * @throws IllegalStateException when no name server can be asked
   */
  *start(): Blocking<void> {
    switch (this.serviceState.get()) {
      case ServiceState.CREATE_JUST: {
        this.serviceState.set(ServiceState.START_FAILED)
        checkPushConsumer(this.defaultMQPushConsumer)
        this.copySubscription()
        if (this.messageModel() === 'CLUSTERING') this.defaultMQPushConsumer.changeInstanceNameToPID()
        const factory = clientInstanceOf(this.process, this.defaultMQPushConsumer, this.environment, this.rpcHook)
        this.mQClientFactory = factory
        this.pullAPIWrapper ??= new PullAPIWrapper(factory, this.groupName(), this.environment.compressor)
        const model = this.messageModel()
        const { disk } = this.environment
        const { offsetStore } = this.defaultMQPushConsumer
        this.offsetStore = offsetStore ?? createOffsetStore(model, disk, factory, this.groupName())
        this.defaultMQPushConsumer.offsetStore = this.offsetStore
        yield* this.offsetStore.load()
        const consumeMessageService = this.createConsumeMessageService()
        this.consumeMessageService = consumeMessageService
        consumeMessageService.start()
        const registerOK = yield* factory.registerConsumer(this.groupName(), this)
        if (!registerOK) {
          this.serviceState.set(ServiceState.CREATE_JUST)
          yield* consumeMessageService.shutdown(this.defaultMQPushConsumer.awaitTerminationMillisWhenShutdown)
          throw new MQClientException(`the consumer group ${this.groupName()} has been created before, name another`)
        }
        assert(factory.selectConsumer(this.groupName()) === this, 'a registered consumer is found by its group')
        yield* factory.start()
        this.serviceState.set(ServiceState.RUNNING)
        break
      }
      case ServiceState.RUNNING:
      case ServiceState.START_FAILED:
      case ServiceState.SHUTDOWN_ALREADY:
        throw new MQClientException(`consumer ${this.groupName()} can't be started: its state is ${this.serviceState.get()}`)
    }
    try {
      yield* this.joinGroup()
    } catch (error) {
      yield* this.shutdown(0)
      throw error
    }
  }

  /**
   * Learns where the queues are, makes sure that a broker understands what it wants of them, tells the brokers that it is there, and
   * takes its part of the queues.
   */
  private *joinGroup(): Blocking<void> {
    const factory = this.getFactory()
    for (const topic of [...this.rebalanceImpl.getSubscriptionInner().keys()]) {
      yield* factory.updateTopicRouteInfoFromNameServer(topic)
    }
    yield* factory.checkClientInBroker()
    if (yield* factory.sendHeartbeatToAllBrokerWithLock()) factory.rebalanceImmediately()
  }

  /** A group also wants what its members have failed to consume. Original: DefaultMQPushConsumerImpl#copySubscription */
  private copySubscription(): void {
    if (this.messageModel() !== 'CLUSTERING') return
    this.putSubscription(MixAll.getRetryTopic(this.groupName()), MessageSelector.byTag(FilterAPI.SUB_ALL))
  }

  private createConsumeMessageService(): ConsumeMessageService {
    const { messageListener } = this.defaultMQPushConsumer
    assert(messageListener !== null, 'a consumer whose settings were checked has a listener')
    this.consumeOrderly = messageListener instanceof MessageListenerOrderly
    if (!this.defaultMQPushConsumer.clientRebalance && !(messageListener instanceof MessageListenerOrderly)) {
      const service = new ConsumeMessagePopConcurrentlyService(this.process, this, messageListener!)
      this.popMessageCalls = new PopMessageCalls(this, this.environment.compressor, service)
    }
    return messageListener instanceof MessageListenerOrderly
      ? new ConsumeMessageOrderlyService(this.process, this, messageListener)
      : new ConsumeMessageConcurrentlyService(this.process, this, messageListener!)
  }

  /** Ends the consumer; one that is not running stays as it is. Original: DefaultMQPushConsumerImpl#shutdown(long) */
  *shutdown(awaitTerminateMillis: number): Blocking<void> {
    switch (this.serviceState.get()) {
      case ServiceState.RUNNING: {
        const factory = this.getFactory()
        if (this.consumeMessageService !== null) yield* this.consumeMessageService.shutdown(awaitTerminateMillis)
        yield* this.persistConsumerOffset()
        yield* factory.unregisterConsumer(this.groupName())
        assert(factory.selectConsumer(this.groupName()) !== this, 'a consumer that leaves is found no more')
        yield* factory.shutdown()
        this.rebalanceImpl.destroy()
        assert(this.rebalanceImpl.getProcessQueueTable().size === 0, 'a consumer that has ended has no queues')
        this.serviceState.set(ServiceState.SHUTDOWN_ALREADY)
        break
      }
      case ServiceState.CREATE_JUST:
      case ServiceState.START_FAILED:
      case ServiceState.SHUTDOWN_ALREADY:
        break
    }
  }

  /** Before the start, or later. The brokers are told at once; queues come with the next rebalance. @throws MQClientException */
  *subscribe(topic: string, subExpression: string | MessageSelector | null): Blocking<void> {
    const selector = subExpression instanceof MessageSelector ? subExpression : MessageSelector.byTag(subExpression)
    this.putSubscription(topic, selector)
    if (this.mQClientFactory !== null) yield* this.mQClientFactory.sendHeartbeatToAllBrokerWithLock()
  }

  private putSubscription(topic: string, { expression, expressionType }: MessageSelector): void {
    const subscriptionData = FilterAPI.build(topic, expression, expressionType, currentTimeMillis())
    if (subscriptionData === null) throw new MQClientException(`nothing is subscribed by "${expression ?? ''}"`)
    this.rebalanceImpl.getSubscriptionInner().set(topic, subscriptionData)
  }

  unsubscribe(topic: string): void {
    this.rebalanceImpl.getSubscriptionInner().delete(topic)
  }

  suspend(): void {
    this.pause = true
  }

  *resume(): Blocking<void> {
    this.pause = false
    yield* this.tryRebalance()
  }

  *tryRebalance(): Blocking<boolean> {
    return this.pause ? false : yield* this.rebalanceImpl.doRebalance(this.consumeOrderly)
  }

  *persistConsumerOffset(): Blocking<void> {
    if (this.serviceState.get() !== ServiceState.RUNNING) return
    yield* loggingOnly(this.getOffsetStore().persistAll(this.rebalanceImpl.getProcessQueueTable().keys()))
  }

  offsetsOf(topic: string): ReadonlyArray<readonly [mq: MessageQueue, offset: number]> {
    return this.getOffsetStore().cloneOffsetTable(topic)
  }

  /**
   * Stops pulling, drops what is here of the queues, and waits ten seconds so that listeners come to an end; then it gives the queues
   * up with the new offsets, and takes them again. Original: MQClientInstance#resetOffset
   */
  *resetOffset(topic: string, offsetTable: MessageQueueMap<number>): Blocking<void> {
    this.suspend()
    try {
      const table = this.rebalanceImpl.getProcessQueueTable()
      const concerned = (mq: MessageQueue): boolean => mq.topic === topic && offsetTable.has(mq)
      for (const [mq, pq] of table.entries()) {
        if (!concerned(mq)) continue
        pq.dropped = true
        pq.clear()
      }
      yield* sleep(RESET_PAUSE_MILLIS, 'listeners come to an end')
      for (const [mq, pq] of table.entries()) {
        if (!concerned(mq)) continue
        this.getOffsetStore().updateOffset(mq, offsetTable.get(mq)!, false)
        yield* loggingOnly(this.giveUp(mq, pq))
      }
    } finally {
      yield* this.resume()
    }
  }

  private *giveUp(mq: MessageQueue, pq: ProcessQueue): Blocking<void> {
    yield* this.rebalanceImpl.removeUnnecessaryMessageQueue(mq, pq)
    this.rebalanceImpl.getProcessQueueTable().delete(mq)
  }

  *consumeMessageDirectly(msg: MessageExt, brokerName: string): Blocking<ConsumeMessageDirectlyResult> {
    return yield* this.consumeMessageService!.consumeMessageDirectly(msg, brokerName)
  }

  /** Original: DefaultMQPushConsumerImpl#consumerRunningInfo */
  *consumerRunningInfo(): Blocking<ConsumerRunningInfo> {
    const info = new ConsumerRunningInfo()
    info.putSettings(this.defaultMQPushConsumer)
    info.properties.set(ConsumerRunningInfo.PROP_CONSUME_ORDERLY, String(this.consumeOrderly))
    const corePoolSize = this.consumeMessageService?.getCorePoolSize() ?? 0
    info.properties.set(ConsumerRunningInfo.PROP_THREADPOOL_CORE_SIZE, String(corePoolSize))
    info.properties.set(ConsumerRunningInfo.PROP_CONSUMER_START_TIMESTAMP, String(this.consumerStartTimestamp))
    info.subscriptionSet = this.subscriptions()
    for (const [mq, pq] of this.rebalanceImpl.getProcessQueueTable().entries()) {
      const offset = yield* this.getOffsetStore().readOffset(mq, ReadOffsetType.MEMORY_FIRST_THEN_STORE)
      info.mqTable.push([mq, pq.processQueueInfo(offset)])
    }
    return info
  }

  updateTopicSubscribeInfo(topic: string, info: readonly MessageQueue[]): void {
    if (!this.rebalanceImpl.getSubscriptionInner().has(topic)) return
    this.rebalanceImpl.getTopicSubscribeInfoTable().set(topic, info)
  }

  isSubscribeTopicNeedUpdate(topic: string): boolean {
    const isSubscribed = this.rebalanceImpl.getSubscriptionInner().has(topic)
    return isSubscribed && !this.rebalanceImpl.getTopicSubscribeInfoTable().has(topic)
  }

  executePullRequestLater(pullRequest: PullRequest, timeDelay: number): void {
    this.getFactory().getPullMessageService().executePullRequestLater(pullRequest, timeDelay)
  }

  executePullRequestImmediately(pullRequest: PullRequest): void {
    this.getFactory().getPullMessageService().executePullRequestImmediately(pullRequest)
  }

  /**
   * One pull from a queue, unless something is in its way: then it is tried again later. The answer comes to the callback, which has
   * the next pull made. Original: DefaultMQPushConsumerImpl#pullMessage
   */
  *pullMessage(pullRequest: PullRequest): Blocking<void> {
    const { processQueue, messageQueue } = pullRequest
    if (processQueue.dropped) return
    const held = this.rebalanceImpl.getProcessQueueTable().get(messageQueue)
    assert(held === processQueue, 'a consumer pulls from the queues that it has')
    processQueue.lastPullTimestamp = currentTimeMillis()
    const obstacle = yield* this.lockObstacle(pullRequest, this.obstacle(processQueue))
    if (obstacle !== null) return this.postpone(pullRequest, obstacle)
    const subscriptionData = this.rebalanceImpl.getSubscriptionInner().get(messageQueue.topic)
    if (subscriptionData === undefined) {
      return this.executePullRequestLater(pullRequest, this.defaultMQPushConsumer.pullTimeDelayMillsWhenException)
    }
    try {
      const query = yield* this.pullQuery(pullRequest, subscriptionData)
      const callback = this.pullCallback(pullRequest, subscriptionData)
      yield* this.pullAPIWrapper!.pullKernelImpl(messageQueue, query, callback)
    } catch {
      this.executePullRequestLater(pullRequest, this.defaultMQPushConsumer.pullTimeDelayMillsWhenException)
    }
  }

  /** Original: DefaultMQPushConsumerImpl#popMessage */
  *popMessage(popRequest: PopRequest): Blocking<void> {
    yield* this.getPopMessageCalls().popMessage(popRequest)
  }

  /** What the queue itself has against another pull: mostly that the listener does not keep up. */
  private obstacle(processQueue: ProcessQueue): PullObstacle | null {
    const { pullThresholdForQueue, pullThresholdSizeForQueue, consumeConcurrentlyMaxSpan } = this.defaultMQPushConsumer
    if (this.serviceState.get() !== ServiceState.RUNNING) return 'state'
    if (this.pause) return 'paused'
    if (processQueue.getMsgCount() > pullThresholdForQueue) return 'count'
    if (Math.trunc(processQueue.getMsgSize() / BYTES_PER_MIB) > pullThresholdSizeForQueue) return 'size'
    if (!this.consumeOrderly && processQueue.getMaxSpan() > consumeConcurrentlyMaxSpan) return 'span'
    return null
  }

  /**
   * In order, nothing is pulled without the lock; and with the lock the offset is asked for again, since the former owner may have
   * gone on until it gave the lock back.
   */
  private *lockObstacle(pullRequest: PullRequest, obstacle: PullObstacle | null): Blocking<PullObstacle | null> {
    if (obstacle !== null || !this.consumeOrderly) return obstacle
    if (!pullRequest.processQueue.locked) return 'lock'
    if (pullRequest.previouslyLocked) return null
    try {
      pullRequest.nextOffset = yield* this.rebalanceImpl.computePullFromWhereWithException(pullRequest.messageQueue)
    } catch {
      return 'offset'
    }
    assert(pullRequest.nextOffset >= 0, 'a pull begins somewhere in its queue', pullRequest.nextOffset)
    pullRequest.previouslyLocked = true
    return null
  }

  private postpone(pullRequest: PullRequest, obstacle: PullObstacle): void {
    const delay = delayOf(obstacle, this.defaultMQPushConsumer.pullTimeDelayMillsWhenException)
    this.executePullRequestLater(pullRequest, delay)
    const { kernel, name } = this.process
    if (!kernel.wants('pull-postponed')) return
    const { consumerGroup: group, messageQueue } = pullRequest
    const { topic, brokerName, queueId } = messageQueue
    kernel.emit({ type: 'pull-postponed', process: name, group, topic, brokerName, queueId, reason: obstacle, millis: delay })
  }

  /** A pull also tells the broker how far the group is, if it is anywhere. */
  private *pullQuery(pullRequest: PullRequest, subscriptionData: SubscriptionData): Blocking<PullQuery> {
    const { messageQueue } = pullRequest
    const { postSubscriptionWhenPull, pullBatchSize, pullBatchSizeInBytes } = this.defaultMQPushConsumer
    const { classFilterMode, expressionType, subVersion, subString } = subscriptionData
    let commitOffset = 0
    if (this.messageModel() === 'CLUSTERING') {
      commitOffset = yield* this.getOffsetStore().readOffset(messageQueue, ReadOffsetType.READ_FROM_MEMORY)
    }
    const subExpression = postSubscriptionWhenPull && !classFilterMode ? subString : null
    return {
      subExpression,
      expressionType,
      subVersion,
      offset: pullRequest.nextOffset,
      maxNums: pullBatchSize,
      maxSizeInBytes: pullBatchSizeInBytes,
      sysFlag: PullSysFlag.buildSysFlag(commitOffset > 0, true, subExpression !== null, classFilterMode),
      commitOffset,
      brokerSuspendMaxTimeMillis: BROKER_SUSPEND_MAX_TIME_MILLIS,
      timeoutMillis: CONSUMER_TIMEOUT_MILLIS_WHEN_SUSPEND,
    }
  }

  private pullCallback(pullRequest: PullRequest, subscriptionData: SubscriptionData): PullCallback {
    const onSuccess = (pullResult: PullResult): Blocking<void> => this.pulled(pullRequest, pullResult, subscriptionData)
    const onException = function* (this: DefaultMQPushConsumerImpl, error: unknown): Blocking<void> {
      const isFlowControl = error instanceof MQBrokerException && error.responseCode === ResponseCode.FLOW_CONTROL
      if (isFlowControl) this.executePullRequestLater(pullRequest, PULL_TIME_DELAY_MILLS_WHEN_BROKER_FLOW_CONTROL)
      else this.executePullRequestLater(pullRequest, this.defaultMQPushConsumer.pullTimeDelayMillsWhenException)
    }
    return { onSuccess, onException: onException.bind(this) }
  }

  /** Original: the callback's onSuccess in DefaultMQPushConsumerImpl#pullMessage */
  private *pulled(
    pullRequest: PullRequest, pullResult: PullResult, subscriptionData: SubscriptionData,
  ): Blocking<void> {
    const { messageQueue, processQueue } = pullRequest
    this.pullAPIWrapper!.processPullResult(messageQueue, pullResult, subscriptionData)
    pullRequest.nextOffset = pullResult.nextBeginOffset
    this.tracePulled(messageQueue, pullResult)
    switch (pullResult.pullStatus) {
      case PullStatus.FOUND:
        return this.found(pullRequest, pullResult.msgFoundList)
      case PullStatus.NO_NEW_MSG:
      case PullStatus.NO_MATCHED_MSG:
        this.correctTagsOffset(pullRequest)
        return this.executePullRequestImmediately(pullRequest)
      case PullStatus.OFFSET_ILLEGAL:
        processQueue.dropped = true
        return this.getFactory().getPullMessageService().executeTask('correct an offset', () => this.correctOffset(pullRequest))
    }
  }

  private found(pullRequest: PullRequest, msgs: readonly MessageExt[]): void {
    const { processQueue, messageQueue } = pullRequest
    const { pullInterval } = this.defaultMQPushConsumer
    if (msgs.length === 0) return this.executePullRequestImmediately(pullRequest)
    const dispatchToConsume = processQueue.putMessage(msgs)
    this.traceHeld(messageQueue, processQueue)
    this.consumeMessageService!.submitConsumeRequest(msgs, processQueue, messageQueue, dispatchToConsume)
    if (pullInterval > 0) this.executePullRequestLater(pullRequest, pullInterval)
    else this.executePullRequestImmediately(pullRequest)
  }

  private tracePulled({ topic, brokerName, queueId }: MessageQueue, pullResult: PullResult): void {
    const { kernel, name } = this.process
    if (!kernel.wants('messages-pulled')) return
    const { pullStatus: status, nextBeginOffset: nextOffset, minOffset, maxOffset } = pullResult
    const queue = { process: name, group: this.groupName(), topic, brokerName, queueId }
    kernel.emit({ type: 'messages-pulled', ...queue, status, nextOffset, minOffset, maxOffset })
  }

  /** Tells the trace what is here of a queue. */
  traceHeld(mq: MessageQueue, processQueue: ProcessQueue): void {
    traceHeld(this.process, this.groupName(), mq, processQueue)
  }

  /** Messages that nobody here wants need not be looked at again. Original: DefaultMQPushConsumerImpl#correctTagsOffset */
  private correctTagsOffset({ processQueue, messageQueue, nextOffset }: PullRequest): void {
    if (processQueue.getMsgCount() === 0) this.getOffsetStore().updateOffset(messageQueue, nextOffset, true)
  }

  /**
   * The queue does not reach to where this consumer wants to read, or no longer begins there. It is given up, with the offset that the
   * broker has named, and taken again. Original: the task for OFFSET_ILLEGAL in DefaultMQPushConsumerImpl#pullMessage
   */
  private *correctOffset({ messageQueue, nextOffset }: PullRequest): Blocking<void> {
    this.getOffsetStore().updateAndFreezeOffset(messageQueue, nextOffset)
    yield* this.getOffsetStore().persist(messageQueue)
    yield* this.rebalanceImpl.removeProcessQueue(messageQueue)
    this.getFactory().rebalanceImmediately()
  }

  /** A message that comes again has the topic that it was sent to, for the listener. Original: #resetRetryAndNamespace */
  resetRetryAndNamespace(msgs: readonly MessageExt[]): void {
    const { namespace } = this.defaultMQPushConsumer
    const groupTopic = MixAll.getRetryTopic(this.groupName())
    for (const msg of msgs) {
      const retryTopic = msg.getProperty(MessageConst.PROPERTY_RETRY_TOPIC)
      if (retryTopic !== null && msg.topic === groupTopic) msg.topic = retryTopic
      msg.topic = NamespaceUtil.withoutNamespace(msg.topic, namespace)
    }
  }

  /**
   * Gives a message back to the master that it came from, which delivers it again later. If that fails it is sent like any new
   * message, to whichever broker takes it. Original: DefaultMQPushConsumerImpl#sendMessageBack
   * @param brokerName null for the broker whose address is in the message
   * @throws MQClientException, RemotingException, MQBrokerException
   */
  *sendMessageBack(msg: MessageExt, delayLevel: number, brokerName: string | null): Blocking<void> {
    const factory = this.getFactory()
    const { namespace } = this.defaultMQPushConsumer
    try {
      const brokerAddr = brokerName === null ? msg.storeHost : factory.findBrokerAddressInPublish(brokerName)
      if (brokerAddr === null) throw new MQClientException(`the broker ${brokerName} has no master`)
      const [consumerGroup, maxConsumeRetryTimes] = [this.groupName(), this.getMaxReconsumeTimes()]
      const back = { msg, consumerGroup, delayLevel, maxConsumeRetryTimes }
      const api = factory.getMQClientAPIImpl()
      yield* api.consumerSendMessageBack(brokerAddr, brokerName, back, SEND_BACK_TIMEOUT_MILLIS)
    } catch {
      yield* this.sendMessageBackAsNormalMessage(msg)
    } finally {
      msg.topic = NamespaceUtil.withoutNamespace(msg.topic, namespace)
    }
  }

  private *sendMessageBackAsNormalMessage(msg: MessageExt): Blocking<void> {
    yield* this.getFactory().getDefaultMQProducer().send(this.retryMessage(msg, this.getMaxReconsumeTimes()))
  }

  /** The message once more, for the group's retry topic. The properties are the same object, as in the original. */
  retryMessage(msg: MessageExt, maxReconsumeTimes: number): Message {
    const newMsg = new Message(MixAll.getRetryTopic(this.groupName()), msg.body)
    newMsg.flag = msg.flag
    newMsg.properties = msg.properties
    newMsg.putProperty(MessageConst.PROPERTY_RETRY_TOPIC, msg.topic)
    newMsg.putProperty(MessageConst.PROPERTY_RECONSUME_TIME, String(msg.reconsumeTimes + 1))
    newMsg.putProperty(MessageConst.PROPERTY_MAX_RECONSUME_TIMES, String(maxReconsumeTimes))
    newMsg.clearProperty(MessageConst.PROPERTY_TRANSACTION_PREPARED)
    newMsg.setDelayTimeLevel(FIRST_RETRY_DELAY_LEVEL + msg.reconsumeTimes)
    return newMsg
  }

  getMaxReconsumeTimes(): number {
    const { maxReconsumeTimes } = this.defaultMQPushConsumer
    return maxReconsumeTimes === -1 ? DEFAULT_MAX_RECONSUME_TIMES : maxReconsumeTimes
  }
}

function delayOf(obstacle: PullObstacle, otherwise: number): number {
  if (obstacle === 'count' || obstacle === 'size' || obstacle === 'span') return PULL_TIME_DELAY_MILLS_WHEN_CACHE_FLOW_CONTROL
  return obstacle === 'paused' ? PULL_TIME_DELAY_MILLS_WHEN_SUSPEND : otherwise
}
