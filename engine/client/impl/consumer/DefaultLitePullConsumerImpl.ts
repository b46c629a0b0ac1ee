import type { MessageExt } from '../../../common/message/MessageExt'
import { MessageQueue } from '../../../common/message/MessageQueue'
import { MessageQueueMap } from '../../../common/message/MessageQueueMap'
import { MixAll } from '../../../common/MixAll'
import { ServiceState } from '../../../common/ServiceState'
import { assert } from '../../../kernel/assert'
import type { Blocking } from '../../../kernel/Blocking'
import { LinkedBlockingQueue } from '../../../kernel/concurrent/LinkedBlockingQueue'
import { ReentrantLock } from '../../../kernel/concurrent/ReentrantLock'
import { ScheduledExecutorService } from '../../../kernel/concurrent/ScheduledExecutorService'
import { ThreadPoolExecutor } from '../../../kernel/concurrent/ThreadPoolExecutor'
import { IllegalArgumentException, IllegalStateException, InterruptedException } from '../../../kernel/errors'
import { inHashSetOrder } from '../../../kernel/java/inHashSetOrder'
import { isBlank } from '../../../kernel/java/javaTrim'
import { currentTimeMillis, type Process } from '../../../kernel/Process'
import type { RPCHook } from '../../../remoting/netty/RPCHook'
import { ConsumerRunningInfo } from '../../../remoting/protocol/body/ConsumerRunningInfo'
import type { MessageModel, SubscriptionData } from '../../../remoting/protocol/body/HeartbeatData'
import { subscriptionHashCode } from '../../../remoting/protocol/body/subscriptionHashCode'
import { FilterAPI } from '../../../remoting/protocol/filter/FilterAPI'
import type { ConsumerEnvironment } from '../../ClientEnvironment'
import { ServiceStateHolder } from '../../common/ServiceStateHolder'
import { loggingOnly, swallowing } from '../../common/swallowing'
import type { DefaultLitePullConsumer } from '../../consumer/DefaultLitePullConsumer'
import type { MessageQueueListener } from '../../consumer/MessageQueueListener'
import { MessageSelector } from '../../consumer/MessageSelector'
import type { OffsetStore } from '../../consumer/store/OffsetStore'
import { OFFSET_UNKNOWN } from '../../consumer/store/OffsetStore'
import { ReadOffsetType } from '../../consumer/store/ReadOffsetType'
import type { TopicMessageQueueChangeListener } from '../../consumer/TopicMessageQueueChangeListener'
import { MQClientException } from '../../exception/MQClientException'
import { Validators } from '../../Validators'
import type { MQClientInstance } from '../factory/MQClientInstance'
import { ActiveConsumer } from './ActiveConsumer'
import { AssignedMessageQueue } from './AssignedMessageQueue'
import { clientInstanceOf } from './clientInstanceOf'
import { createOffsetStore } from './createOffsetStore'
import type { ProcessQueue } from './ProcessQueue'
import { partOfStarted } from './partOfStarted'
import { PullAPIWrapper } from './PullAPIWrapper'
import { PullTaskImpl } from './PullTaskImpl'
import { RebalanceLitePullImpl } from './RebalanceLitePullImpl'

const FIRST_METADATA_CHECK_MILLIS = 1000 * 10
const NO_OFFSET = -1

/** How it comes to its queues: the first call decides. */
type SubscriptionType = 'NONE' | 'SUBSCRIBE' | 'ASSIGN'

/** Messages that are ready to be polled. Original: DefaultLitePullConsumerImpl.ConsumeRequest */
interface ConsumeRequest {
  readonly messageExts: MessageExt[]
  readonly messageQueue: MessageQueue
  readonly processQueue: ProcessQueue
}

/**
 * What a lite pull consumer does behind its face. A task for each queue pulls ahead; poll takes what they have pulled; what polls have
 * returned is committed by the next ones. Its methods exclude each other, so that one that polls holds the others up.
 * Original: org.apache.rocketmq.client.impl.consumer.DefaultLitePullConsumerImpl.
 */
export class DefaultLitePullConsumerImpl extends ActiveConsumer {
  readonly defaultLitePullConsumer: DefaultLitePullConsumer
  protected readonly rebalanceImpl: RebalanceLitePullImpl
  private readonly process: Process
  private readonly environment: ConsumerEnvironment
  private readonly rpcHook: RPCHook | null
  private readonly serviceState: ServiceStateHolder
  private readonly assignedMessageQueue: AssignedMessageQueue
  private readonly taskTable: MessageQueueMap<PullTaskImpl>
  private readonly consumeRequestCache: LinkedBlockingQueue<ConsumeRequest>
  /** Topic → tags, of queues that are assigned. */
  private readonly topicToSubExpression: Map<string, string>
  private readonly topicMessageQueueChangeListenerMap: Map<string, TopicMessageQueueChangeListener>
  private readonly messageQueuesForTopic: Map<string, readonly MessageQueue[]>
  /** `synchronized` in the original. */
  private readonly monitor: ReentrantLock
  private readonly scheduledExecutorService: ScheduledExecutorService
  private readonly pullDelays: ScheduledExecutorService
  private readonly consumerStartTimestamp: number
  private subscriptionType: SubscriptionType
  private pullExecutor: ThreadPoolExecutor | null
  private mQClientFactory: MQClientInstance | null
  private pullAPIWrapper: PullAPIWrapper | null
  private offsetStore: OffsetStore | null
  /** In ms since 1970. */
  private nextAutoCommitDeadline: number

  constructor(
    process: Process, consumer: DefaultLitePullConsumer, environment: ConsumerEnvironment, rpcHook: RPCHook | null,
  ) {
    super()
    this.defaultLitePullConsumer = consumer
    this.rebalanceImpl = new RebalanceLitePullImpl(process, this)
    this.process = process
    this.environment = environment
    this.rpcHook = rpcHook
    this.serviceState = new ServiceStateHolder(process, 'DefaultLitePullConsumerImpl', consumer.consumerGroup)
    this.assignedMessageQueue = new AssignedMessageQueue()
    this.taskTable = new MessageQueueMap()
    this.consumeRequestCache = new LinkedBlockingQueue(Infinity, 'messages to poll')
    this.topicToSubExpression = new Map()
    this.topicMessageQueueChangeListenerMap = new Map()
    this.messageQueuesForTopic = new Map()
    this.monitor = new ReentrantLock('lite pull consumer')
    this.scheduledExecutorService = new ScheduledExecutorService(process, 'MonitorMessageQueueChangeThread')
    this.pullDelays = new ScheduledExecutorService(process, 'PullMsgDelayThread')
    this.consumerStartTimestamp = process.currentTimeMillis()
    this.subscriptionType = 'NONE'
    this.pullExecutor = null
    this.mQClientFactory = null
    this.pullAPIWrapper = null
    this.offsetStore = null
    this.nextAutoCommitDeadline = NO_OFFSET
  }

  private *synchronized<T>(body: () => Blocking<T>): Blocking<T> {
    yield* this.monitor.lock()
    try {
      return yield* body()
    } finally {
      this.monitor.unlock()
    }
  }

  getServiceState(): ServiceState {
    return this.serviceState.get()
  }

  isRunning(): boolean {
    return this.serviceState.get() === ServiceState.RUNNING
  }

  /** @throws IllegalStateException unless it is running */
  private checkServiceState(): void {
    if (!this.isRunning()) throw new IllegalStateException(`the consumer ${this.groupName()} is not running, start it first`)
  }

  /** The client instance, which this consumer may share with others. @throws MQClientException before the start */
  getFactory(): MQClientInstance {
    return partOfStarted(this.mQClientFactory, this.groupName())
  }

  /** @throws MQClientException before the start */
  getOffsetStore(): OffsetStore {
    return partOfStarted(this.offsetStore, this.groupName())
  }

  /** @throws MQClientException before the start */
  getPullAPIWrapper(): PullAPIWrapper {
    return partOfStarted(this.pullAPIWrapper, this.groupName())
  }

  getAssignedMessageQueue(): AssignedMessageQueue {
    return this.assignedMessageQueue
  }

  groupName(): string {
    return this.defaultLitePullConsumer.consumerGroup
  }

  messageModel(): MessageModel {
    return this.defaultLitePullConsumer.messageModel
  }

  isUnitMode(): boolean {
    return this.defaultLitePullConsumer.unitMode
  }

  subscriptions(): SubscriptionData[] {
    return inHashSetOrder(this.rebalanceImpl.getSubscriptionInner().values(), subscriptionHashCode)
  }

  /**
   * Makes the consumer ready; a group's queues come with the first rebalance, those that are assigned are pulled from at once.
   * Original: DefaultLitePullConsumerImpl#start
   * @throws MQClientException in any state but CREATE_JUST, for settings that are wrong, for a group that is taken
   * @throws IllegalStateException when no name server can be asked
   */
  *start(): Blocking<void> {
    yield* this.synchronized(() => this.startOnce())
  }

  private *startOnce(): Blocking<void> {
    const state = this.serviceState.get()
    if (state !== ServiceState.CREATE_JUST) {
      throw new MQClientException(`consumer ${this.groupName()} can't be started: its state is ${state}`)
    }
    this.serviceState.set(ServiceState.START_FAILED)
    this.checkConfig()
    const { defaultLitePullConsumer: consumer, process, environment, rpcHook } = this
    if (consumer.messageModel === 'CLUSTERING') consumer.changeInstanceNameToPID()
    this.pullExecutor = new ThreadPoolExecutor(process, {
      threadNamePrefix: `PullMsgThread-${this.groupName()}_`, corePoolSize: consumer.pullThreadNums,
    })
    const factory = clientInstanceOf(process, consumer, environment, rpcHook)
    this.mQClientFactory = factory
    if (!(yield* factory.registerConsumer(this.groupName(), this))) {
      this.serviceState.set(ServiceState.CREATE_JUST)
      throw new MQClientException(`the consumer group ${this.groupName()} has been created before, name another`)
    }
    assert(factory.selectConsumer(this.groupName()) === this, 'a registered consumer is found by its group')
    this.pullAPIWrapper = new PullAPIWrapper(factory, this.groupName(), environment.compressor)
    const { disk } = environment
    this.offsetStore = consumer.offsetStore ?? createOffsetStore(consumer.messageModel, disk, factory, this.groupName())
    consumer.offsetStore = this.offsetStore
    yield* this.offsetStore.load()
    yield* factory.start()
    this.startScheduleTask()
    this.serviceState.set(ServiceState.RUNNING)
    try {
      yield* this.operateAfterRunning()
    } catch (error) {
      yield* this.shutdownOnce()
      throw error
    }
  }

  /** @throws MQClientException. Original: DefaultLitePullConsumerImpl#checkConfig */
  private checkConfig(): void {
    const { consumerTimeoutMillisWhenSuspend, brokerSuspendMaxTimeMillis } = this.defaultLitePullConsumer
    Validators.checkGroup(this.groupName())
    if (this.groupName() === MixAll.DEFAULT_CONSUMER_GROUP) {
      throw new MQClientException(`the consumer group must not be ${MixAll.DEFAULT_CONSUMER_GROUP}, name another`)
    }
    if (consumerTimeoutMillisWhenSuspend < brokerSuspendMaxTimeMillis) {
      throw new MQClientException('consumerTimeoutMillisWhenSuspend is shorter than brokerSuspendMaxTimeMillis')
    }
  }

  private startScheduleTask(): void {
    const { topicMetadataCheckIntervalMillis: interval } = this.defaultLitePullConsumer
    const check = (): Blocking<void> => loggingOnly(this.synchronized(() => this.fetchTopicMessageQueuesAndCompare()))
    this.scheduledExecutorService.scheduleAtFixedRate('compare queues', check, FIRST_METADATA_CHECK_MILLIS, interval)
  }

  private *operateAfterRunning(): Blocking<void> {
    if (this.subscriptionType === 'SUBSCRIBE') yield* this.updateTopicSubscribeInfoWhenSubscriptionChanged()
    if (this.subscriptionType === 'ASSIGN') this.updatePullTask(null, this.assignedMessageQueue.getAssignedMessageQueues())
    for (const topic of this.topicMessageQueueChangeListenerMap.keys()) {
      this.messageQueuesForTopic.set(topic, yield* this.fetchMessageQueues(topic))
    }
    yield* this.getFactory().checkClientInBroker()
  }

  private *updateTopicSubscribeInfoWhenSubscriptionChanged(): Blocking<void> {
    for (const topic of [...this.rebalanceImpl.getSubscriptionInner().keys()]) {
      yield* this.getFactory().updateTopicRouteInfoFromNameServer(topic)
    }
  }

  /** Ends the consumer; what polls have returned since the last commit is returned again to the next one. */
  *shutdown(): Blocking<void> {
    yield* this.synchronized(() => this.shutdownOnce())
  }

  private *shutdownOnce(): Blocking<void> {
    if (!this.isRunning()) return
    const factory = this.getFactory()
    yield* this.persistConsumerOffset()
    yield* factory.unregisterConsumer(this.groupName())
    this.pullDelays.shutdown()
    this.pullExecutor!.shutdown()
    this.scheduledExecutorService.shutdown()
    yield* factory.shutdown()
    this.serviceState.set(ServiceState.SHUTDOWN_ALREADY)
  }

  private setSubscriptionType(type: SubscriptionType): void {
    if (this.subscriptionType === 'NONE') this.subscriptionType = type
    if (this.subscriptionType !== type) throw new IllegalStateException('a consumer subscribes, or is assigned queues, not both')
  }

  /** Original: DefaultLitePullConsumerImpl#subscribe. @throws MQClientException */
  *subscribe(
    topic: string, subExpression: string | MessageSelector | null, listener: MessageQueueListener | null,
  ): Blocking<void> {
    const selector = subExpression instanceof MessageSelector ? subExpression : MessageSelector.byTag(subExpression)
    try {
      yield* this.synchronized(() => this.subscribeOnce(topic, selector, listener))
    } catch (error) {
      throw new MQClientException(`the topic ${topic} can't be subscribed to: ${String(error)}`, -1, error)
    }
  }

  private *subscribeOnce(
    topic: string, { expression, expressionType }: MessageSelector, listener: MessageQueueListener | null,
  ): Blocking<void> {
    if (topic === '') throw new IllegalArgumentException('the topic is empty')
    this.setSubscriptionType('SUBSCRIBE')
    const subscriptionData = FilterAPI.build(topic, expression, expressionType, currentTimeMillis())
    if (subscriptionData === null) throw new IllegalArgumentException(`nothing is subscribed by "${expression ?? ''}"`)
    this.rebalanceImpl.getSubscriptionInner().set(topic, subscriptionData)
    this.defaultLitePullConsumer.messageQueueListener = {
      messageQueueChanged: (changed, mqAll, mqDivided) => {
        this.updateAssignQueueAndStartPullTask(changed, mqAll, mqDivided)
        listener?.messageQueueChanged(changed, mqAll, mqDivided)
      },
    }
    this.assignedMessageQueue.setProcessQueueTable(this.rebalanceImpl.getProcessQueueTable())
    if (!this.isRunning()) return
    yield* this.getFactory().sendHeartbeatToAllBrokerWithLock()
    yield* this.updateTopicSubscribeInfoWhenSubscriptionChanged()
  }

  private updateAssignQueueAndStartPullTask(
    topic: string, mqAll: readonly MessageQueue[], mqDivided: readonly MessageQueue[],
  ): void {
    const mqs = this.messageModel() === 'BROADCASTING' ? mqAll : mqDivided
    this.assignedMessageQueue.updateAssignedMessageQueue(topic, mqs)
    this.updatePullTask(topic, mqs)
  }

  *unsubscribe(topic: string): Blocking<void> {
    yield* this.synchronized(function* (this: DefaultLitePullConsumerImpl) {
      this.rebalanceImpl.getSubscriptionInner().delete(topic)
      this.cancelPullTasks((mq) => mq.topic === topic)
      this.assignedMessageQueue.removeAssignedMessageQueue(topic)
    }.bind(this))
  }

  /** @throws IllegalArgumentException for no queues, IllegalStateException when a topic was subscribed to */
  *assign(messageQueues: readonly MessageQueue[]): Blocking<void> {
    yield* this.synchronized(function* (this: DefaultLitePullConsumerImpl) {
      if (messageQueues.length === 0) throw new IllegalArgumentException('no queues are assigned')
      this.setSubscriptionType('ASSIGN')
      this.assignedMessageQueue.updateAssignedMessageQueue(null, messageQueues)
      if (this.isRunning()) this.updatePullTask(null, messageQueues)
    }.bind(this))
  }

  /** @throws IllegalArgumentException when it says nothing, IllegalStateException after the start */
  setSubExpressionForAssign(topic: string, subExpression: string): void {
    if (isBlank(subExpression)) throw new IllegalArgumentException('the expression is blank')
    if (this.serviceState.get() !== ServiceState.CREATE_JUST) throw new IllegalStateException('tags are set before the start')
    this.setSubscriptionType('ASSIGN')
    this.topicToSubExpression.set(topic, subExpression)
  }

  /** What it wants of a topic. @throws IllegalStateException for a topic that is subscribed to no more */
  subscriptionOf(topic: string): SubscriptionData {
    const subscribed = this.rebalanceImpl.getSubscriptionInner().get(topic)
    const tags = this.topicToSubExpression.get(topic) ?? FilterAPI.SUB_ALL
    const isShared = this.subscriptionType === 'SUBSCRIBE'
    const data = isShared ? subscribed : FilterAPI.build(topic, tags, FilterAPI.TAG, currentTimeMillis())
    if (data === undefined || data === null) throw new IllegalStateException(`the topic ${topic} is not subscribed to`)
    return data
  }

  /** `topic`: the only one that is concerned; null for all. Original: DefaultLitePullConsumerImpl#updatePullTask, #updateAssignPullTask */
  private updatePullTask(topic: string | null, mqNewSet: readonly MessageQueue[]): void {
    const wanted = new Set(mqNewSet.map((mq) => mq.key()))
    this.cancelPullTasks((mq) => (topic === null || mq.topic === topic) && !wanted.has(mq.key()))
    for (const mq of mqNewSet) if (!this.taskTable.has(mq)) this.startPullTask(mq)
  }

  private cancelPullTasks(isConcerned: (mq: MessageQueue) => boolean): void {
    for (const [mq, task] of this.taskTable.entries()) {
      if (!isConcerned(mq)) continue
      task.cancelled = true
      this.taskTable.delete(mq)
    }
  }

  private startPullTask(mq: MessageQueue): void {
    const task = new PullTaskImpl(mq, this)
    this.taskTable.set(mq, task)
    this.schedule(task, 0)
  }

  /** Has a task run by one of the threads that pull, after that many ms. Nothing happens after the shutdown. */
  schedule(task: PullTaskImpl, delayMillis: number): void {
    const { pullExecutor, pullDelays } = this
    if (pullExecutor === null || pullDelays.isShutdown()) return
    if (delayMillis === 0) return pullExecutor.execute(() => loggingOnly(task.run()))
    const { brokerName, topic, queueId } = task.messageQueue
    pullDelays.schedule(`pull from ${brokerName}/${topic}/${queueId}`, function* () {
      pullExecutor.execute(() => loggingOnly(task.run()))
    }, delayMillis)
  }

  cachedRequestCount(): number {
    return this.consumeRequestCache.size()
  }

  /** What was pulled is ready, unless the application has jumped somewhere else meanwhile. */
  submit(consumeRequest: ConsumeRequest): void {
    const { messageExts, messageQueue, processQueue } = consumeRequest
    if (this.assignedMessageQueue.getSeekOffset(messageQueue) !== NO_OFFSET) return
    processQueue.putMessage(messageExts)
    this.consumeRequestCache.offer(consumeRequest)
  }

  updatePullOffset(mq: MessageQueue, nextPullOffset: number, processQueue: ProcessQueue): void {
    if (this.assignedMessageQueue.getSeekOffset(mq) !== NO_OFFSET) return
    this.assignedMessageQueue.updatePullOffset(mq, nextPullOffset, processQueue)
  }

  /** Original: DefaultLitePullConsumerImpl#nextPullOffset. @throws MQClientException, IllegalStateException */
  *nextPullOffset(mq: MessageQueue): Blocking<number> {
    const seekOffset = this.assignedMessageQueue.getSeekOffset(mq)
    if (seekOffset !== NO_OFFSET) {
      this.assignedMessageQueue.updateConsumeOffset(mq, seekOffset)
      this.assignedMessageQueue.setSeekOffset(mq, NO_OFFSET)
      return seekOffset
    }
    const pullOffset = this.assignedMessageQueue.getPullOffset(mq)
    if (pullOffset !== NO_OFFSET) return pullOffset
    this.checkServiceState()
    return yield* this.rebalanceImpl.computePullFromWhereWithException(mq)
  }

  /** Original: DefaultLitePullConsumerImpl#poll. @throws IllegalStateException, IllegalArgumentException */
  *poll(timeout: number): Blocking<MessageExt[]> {
    try {
      return yield* this.synchronized(() => this.pollOnce(timeout))
    } catch (error) {
      if (error instanceof InterruptedException) return []
      throw error
    }
  }

  private *pollOnce(timeout: number): Blocking<MessageExt[]> {
    this.checkServiceState()
    if (timeout < 0) throw new IllegalArgumentException('a timeout is not negative')
    if (this.defaultLitePullConsumer.autoCommit) this.maybeAutoCommit()
    const endTime = currentTimeMillis() + timeout
    let request = yield* this.consumeRequestCache.poll(timeout)
    while (request?.processQueue.dropped === true && currentTimeMillis() < endTime) {
      request = yield* this.consumeRequestCache.poll(endTime - currentTimeMillis())
    }
    if (request === null || request.processQueue.dropped) return []
    const { messageExts, messageQueue, processQueue } = request
    const offset = processQueue.removeMessage(messageExts)
    this.assignedMessageQueue.updateConsumeOffset(messageQueue, offset)
    for (const msg of messageExts) msg.topic = this.defaultLitePullConsumer.withoutNamespace(msg.topic)
    processQueue.lastConsumeTimestamp = currentTimeMillis()
    return messageExts
  }

  private maybeAutoCommit(): void {
    const now = currentTimeMillis()
    if (now < this.nextAutoCommitDeadline) return
    for (const mq of this.assignedMessageQueue.getAssignedMessageQueues()) swallowing(() => this.commitQueue(mq))
    this.nextAutoCommitDeadline = now + this.defaultLitePullConsumer.autoCommitIntervalMillis
  }

  *commitAll(): Blocking<void> {
    yield* this.synchronized(function* (this: DefaultLitePullConsumerImpl) {
      for (const mq of this.assignedMessageQueue.getAssignedMessageQueues()) swallowing(() => this.commitQueue(mq))
    }.bind(this))
  }

  /** Original: DefaultLitePullConsumerImpl#commit(Set, boolean) */
  *commitQueues(messageQueues: readonly MessageQueue[], persist: boolean): Blocking<void> {
    yield* this.synchronized(function* (this: DefaultLitePullConsumerImpl) {
      for (const mq of messageQueues) this.commitQueue(mq)
      if (persist && messageQueues.length > 0) yield* this.getOffsetStore().persistAll(messageQueues)
    }.bind(this))
  }

  /** Original: DefaultLitePullConsumerImpl#commit(Map, boolean) */
  *commitOffsets(offsets: MessageQueueMap<number>, persist: boolean): Blocking<void> {
    yield* this.synchronized(function* (this: DefaultLitePullConsumerImpl) {
      for (const [mq, offset] of offsets.entries()) this.updateConsumeOffset(mq, offset)
      if (persist && offsets.size > 0) yield* this.getOffsetStore().persistAll(offsets.keys())
    }.bind(this))
  }

  private commitQueue(mq: MessageQueue): void {
    this.updateConsumeOffset(mq, this.assignedMessageQueue.getConsumerOffset(mq))
  }

  /** Of a queue that it still has. The offset may be smaller than before. */
  private updateConsumeOffset(mq: MessageQueue, offset: number): void {
    const processQueue = this.assignedMessageQueue.getProcessQueue(mq)
    if (offset === NO_OFFSET || processQueue === null || processQueue.dropped) return
    this.checkServiceState()
    this.getOffsetStore().updateOffset(mq, offset, false)
  }

  pause(messageQueues: readonly MessageQueue[]): void {
    this.assignedMessageQueue.pause(messageQueues)
  }

  resume(messageQueues: readonly MessageQueue[]): void {
    this.assignedMessageQueue.resume(messageQueues)
  }

  /** What was pulled of the queue and not polled is forgotten, and so is the pull that is on its way. @throws MQClientException */
  *seek(messageQueue: MessageQueue, offset: number): Blocking<void> {
    yield* this.synchronized(() => this.seekOnce(messageQueue, offset))
  }

  private *seekOnce(mq: MessageQueue, offset: number): Blocking<void> {
    if (!this.assignedMessageQueue.has(mq)) throw new MQClientException(`the consumer does not have the queue ${mq.key()} now`)
    const [minOffset, maxOffset] = [yield* this.minOffset(mq), yield* this.maxOffset(mq)]
    if (offset < minOffset || offset > maxOffset) {
      throw new MQClientException(`the offset ${offset} is not in the queue, which reaches from ${minOffset} to ${maxOffset}`)
    }
    this.clearMessageQueueInCache(mq)
    this.taskTable.get(mq)?.tryInterrupt()
    this.taskTable.delete(mq)
    this.assignedMessageQueue.setSeekOffset(mq, offset)
    this.startPullTask(mq)
  }

  private clearMessageQueueInCache(mq: MessageQueue): void {
    this.assignedMessageQueue.getProcessQueue(mq)?.clear()
    const requests: ConsumeRequest[] = []
    this.consumeRequestCache.drainTo(requests)
    for (const request of requests) if (!request.messageQueue.equals(mq)) this.consumeRequestCache.offer(request)
  }

  *seekToBegin(mq: MessageQueue): Blocking<void> {
    yield* this.seek(mq, yield* this.minOffset(mq))
  }

  *seekToEnd(mq: MessageQueue): Blocking<void> {
    yield* this.seek(mq, yield* this.maxOffset(mq))
  }

  private *minOffset(mq: MessageQueue): Blocking<number> {
    this.checkServiceState()
    return yield* this.getFactory().getMQAdminImpl().minOffset(mq)
  }

  private *maxOffset(mq: MessageQueue): Blocking<number> {
    this.checkServiceState()
    return yield* this.getFactory().getMQAdminImpl().maxOffset(mq)
  }

  *searchOffset(mq: MessageQueue, timestamp: number): Blocking<number> {
    this.checkServiceState()
    return yield* this.getFactory().getMQAdminImpl().searchOffset(mq, timestamp)
  }

  *committed(mq: MessageQueue): Blocking<number> {
    this.checkServiceState()
    const offset = yield* this.getOffsetStore().readOffset(mq, ReadOffsetType.MEMORY_FIRST_THEN_STORE)
    if (offset === OFFSET_UNKNOWN) throw new MQClientException('the broker could not be asked for the offset')
    return offset
  }

  *assignment(): Blocking<MessageQueue[]> {
    return yield* this.synchronized(function* (this: DefaultLitePullConsumerImpl) {
      return this.assignedMessageQueue.getAssignedMessageQueues()
    }.bind(this))
  }

  *fetchMessageQueues(topic: string): Blocking<MessageQueue[]> {
    this.checkServiceState()
    const queues = yield* this.getFactory().getMQAdminImpl().fetchSubscribeMessageQueues(topic)
    const { defaultLitePullConsumer: config } = this
    return queues.map((mq) => new MessageQueue(config.withoutNamespace(mq.topic), mq.brokerName, mq.queueId))
  }

  *registerTopicMessageQueueChangeListener(topic: string, listener: TopicMessageQueueChangeListener): Blocking<void> {
    yield* this.synchronized(function* (this: DefaultLitePullConsumerImpl) {
      this.topicMessageQueueChangeListenerMap.set(topic, listener)
      if (this.isRunning()) this.messageQueuesForTopic.set(topic, yield* this.fetchMessageQueues(topic))
    }.bind(this))
  }

  /** Original: DefaultLitePullConsumerImpl#fetchTopicMessageQueuesAndCompare */
  private *fetchTopicMessageQueuesAndCompare(): Blocking<void> {
    for (const [topic, listener] of this.topicMessageQueueChangeListenerMap) {
      const known = this.messageQueuesForTopic.get(topic) ?? []
      const queues = yield* this.fetchMessageQueues(topic)
      const keys = new Set(known.map((mq) => mq.key()))
      if (queues.length === known.length && queues.every((mq) => keys.has(mq.key()))) continue
      this.messageQueuesForTopic.set(topic, queues)
      listener.onChanged(topic, queues)
    }
  }

  *tryRebalance(): Blocking<boolean> {
    return yield* this.rebalanceImpl.doRebalance(false)
  }

  *persistConsumerOffset(): Blocking<void> {
    if (!this.isRunning()) return
    const shared = this.rebalanceImpl.getProcessQueueTable().keys()
    const mqs = this.subscriptionType === 'SUBSCRIBE' ? shared : this.assignedMessageQueue.getAssignedMessageQueues()
    yield* loggingOnly(this.getOffsetStore().persistAll(mqs))
  }

  /** Original: DefaultLitePullConsumerImpl#consumerRunningInfo */
  *consumerRunningInfo(): Blocking<ConsumerRunningInfo> {
    const info = new ConsumerRunningInfo()
    info.putSettings(this.defaultLitePullConsumer)
    info.properties.set(ConsumerRunningInfo.PROP_CONSUMER_START_TIMESTAMP, String(this.consumerStartTimestamp))
    info.subscriptionSet = this.subscriptions()
    for (const mq of this.assignedMessageQueue.getAssignedMessageQueues()) {
      const offset = yield* this.getOffsetStore().readOffset(mq, ReadOffsetType.MEMORY_FIRST_THEN_STORE)
      const pq = this.assignedMessageQueue.getProcessQueue(mq)
      if (pq !== null) info.mqTable.push([mq, pq.processQueueInfo(offset)])
    }
    return info
  }

  tracePostponed({ topic, brokerName, queueId }: MessageQueue, reason: 'all' | 'count' | 'size' | 'span', millis: number): void {
    const { kernel, name } = this.process
    if (!kernel.wants('pull-postponed')) return
    kernel.emit({ type: 'pull-postponed', process: name, group: this.groupName(), topic, brokerName, queueId, reason, millis })
  }
}
