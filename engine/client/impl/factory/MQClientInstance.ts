import type { MessageQueueMap } from '../../../common/message/MessageQueueMap'
import { MixAll } from '../../../common/MixAll'
import { ServiceState } from '../../../common/ServiceState'
import { assert } from '../../../kernel/assert'
import type { Blocking } from '../../../kernel/Blocking'
import { ReentrantLock } from '../../../kernel/concurrent/ReentrantLock'
import { ScheduledExecutorService } from '../../../kernel/concurrent/ScheduledExecutorService'
import { IllegalStateException, InterruptedException } from '../../../kernel/errors'
import { JavaConcurrentHashMap } from '../../../kernel/java/JavaConcurrentHashMap'
import { JavaHashSet } from '../../../kernel/java/JavaHashSet'
import type { Process } from '../../../kernel/Process'
import { Thread } from '../../../kernel/Thread'
import { RemotingException } from '../../../remoting/exception/RemotingException'
import { NettyClientConfig } from '../../../remoting/netty/NettyClientConfig'
import type { RPCHook } from '../../../remoting/netty/RPCHook'
import { CheckClientRequestBody } from '../../../remoting/protocol/body/CheckClientRequestBody'
import { ConsumerRunningInfo } from '../../../remoting/protocol/body/ConsumerRunningInfo'
import type { MessageModel, SubscriptionData } from '../../../remoting/protocol/body/HeartbeatData'
import { QueryAssignmentRequestBody } from '../../../remoting/protocol/body/QueryAssignmentRequestBody'
import type { MessageQueueAssignment } from '../../../remoting/protocol/body/QueryAssignmentResponseBody'
import { FilterAPI } from '../../../remoting/protocol/filter/FilterAPI'
import type { TopicRouteData } from '../../../remoting/protocol/route/TopicRouteData'
import type { ClientConfig } from '../../ClientConfig'
import type { ClientEnvironment } from '../../ClientEnvironment'
import { ServiceStateHolder } from '../../common/ServiceStateHolder'
import { loggingOnly } from '../../common/swallowing'
import { MQClientException } from '../../exception/MQClientException'
import type { DefaultMQProducer } from '../../producer/DefaultMQProducer'
import { ClientRemotingProcessor } from '../ClientRemotingProcessor'
import type { MQConsumerInner } from '../consumer/MQConsumerInner'
import { PullMessageService } from '../consumer/PullMessageService'
import type { PopRequest } from '../consumer/PopRequest'
import type { PullRequest } from '../consumer/PullRequest'
import { RebalanceService } from '../consumer/RebalanceService'
import type { FindBrokerResult } from '../FindBrokerResult'
import { MQAdminImpl } from '../MQAdminImpl'
import { MQClientAPIImpl } from '../MQClientAPIImpl'
import type { MQProducerInner } from '../producer/MQProducerInner'
import { StreamTypeRPCHook } from '../../rpchook/StreamTypeRPCHook'
import { HeartbeatSender } from './HeartbeatSender'
import { topicRouteData2TopicSubscribeInfo } from './topicRouteData2TopicSubscribeInfo'
import { topicRouteData2TopicPublishInfo } from './topicRouteData2TopicPublishInfo'

const LOCK_TIMEOUT_MILLIS = 3000
const FIRST_PERSIST_MILLIS = 1000 * 10

/**
 * What all producers and consumers with one client id share: connections, routes, heartbeats and timers.
 * Original: org.apache.rocketmq.client.impl.factory.MQClientInstance.
 */
export class MQClientInstance {
  readonly clientConfig: ClientConfig
  readonly instanceIndex: number
  readonly clientId: string
  /** Producer group → producer. */
  readonly producerTable: Map<string, MQProducerInner>
  /** Consumer group → consumer. */
  readonly consumerTable: JavaConcurrentHashMap<string, MQConsumerInner>
  readonly topicRouteTable: Map<string, TopicRouteData>
  /** Broker name → broker id → address. */
  readonly brokerAddrTable: JavaConcurrentHashMap<string, Map<number, string>>
  private readonly process: Process
  private readonly mQClientAPIImpl: MQClientAPIImpl
  private readonly mQAdminImpl: MQAdminImpl
  private readonly defaultMQProducer: DefaultMQProducer
  private readonly heartbeatSender: HeartbeatSender
  private readonly pullMessageService: PullMessageService
  private readonly rebalanceService: RebalanceService
  private readonly scheduledExecutorService: ScheduledExecutorService
  private readonly lockNamesrv: ReentrantLock
  /** What `synchronized` is in the original: start, shutdown, registering and unregistering exclude each other. */
  private readonly monitor: ReentrantLock
  private readonly serviceState: ServiceStateHolder
  private readonly onShutdown: () => void
  private hasConsumerServices: boolean

  /** `rpcHook`: that of the first client. `innerProducer`: of a group of its own, for what the client itself has to send. */
  constructor(
    clientConfig: ClientConfig,
    instanceIndex: number,
    clientId: string,
    environment: ClientEnvironment,
    rpcHook: RPCHook | null,
    innerProducer: DefaultMQProducer,
    onShutdown: () => void,
  ) {
    const { process } = Thread.currentThread()
    this.clientConfig = clientConfig
    this.instanceIndex = instanceIndex
    this.clientId = clientId
    this.producerTable = new Map()
    this.consumerTable = new JavaConcurrentHashMap()
    this.topicRouteTable = new Map()
    this.brokerAddrTable = new JavaConcurrentHashMap()
    this.process = process
    this.lockNamesrv = new ReentrantLock('route update')
    this.monitor = new ReentrantLock('client instance')
    this.serviceState = new ServiceStateHolder(process, 'MQClientInstance', clientId)
    this.heartbeatSender = new HeartbeatSender(this)
    this.pullMessageService = new PullMessageService(
      process, (pullRequest) => this.pullMessage(pullRequest), (popRequest) => this.popMessage(popRequest),
    )
    this.rebalanceService = new RebalanceService(process, () => this.doRebalance())
    const listener = clientConfig.enableHeartbeatChannelEventListener ? this.heartbeatSender : null
    const nettyClientConfig = new NettyClientConfig()
    nettyClientConfig.clientCallbackExecutorThreads = clientConfig.clientCallbackExecutorThreads
    const processor = new ClientRemotingProcessor(this, environment.compressor)
    const { wire } = environment
    this.mQClientAPIImpl = new MQClientAPIImpl(process, wire, nettyClientConfig, clientConfig, listener, processor)
    this.mQAdminImpl = new MQAdminImpl(this)
    if (clientConfig.enableStreamRequestType) {
      this.mQClientAPIImpl.getRemotingClient().registerRPCHook(new StreamTypeRPCHook())
    }
    this.mQClientAPIImpl.getRemotingClient().registerRPCHook(rpcHook)
    this.mQClientAPIImpl.updateNameServerAddressList(clientConfig.namesrvAddr)
    this.scheduledExecutorService = new ScheduledExecutorService(process, 'MQClientFactoryScheduledThread')
    this.defaultMQProducer = innerProducer
    Object.assign(innerProducer, clientConfig)
    this.onShutdown = onShutdown
    this.hasConsumerServices = false
  }

  getMQClientAPIImpl(): MQClientAPIImpl {
    return this.mQClientAPIImpl
  }

  getMQAdminImpl(): MQAdminImpl {
    return this.mQAdminImpl
  }

  getPullMessageService(): PullMessageService {
    return this.pullMessageService
  }

  /** What the client itself has to send goes through it. */
  getDefaultMQProducer(): DefaultMQProducer {
    return this.defaultMQProducer
  }

  getServiceState(): ServiceState {
    return this.serviceState.get()
  }

  /**
   * Starts what the clients share; only the first client's call does anything. Until all is done the state is START_FAILED.
   * Original: MQClientInstance#start
   * @throws MQClientException when an earlier start failed
   */
  *start(): Blocking<void> {
    yield* this.monitor.lock()
    try {
      switch (this.serviceState.get()) {
        case ServiceState.CREATE_JUST:
          this.serviceState.set(ServiceState.START_FAILED)
          this.mQClientAPIImpl.start()
          this.startScheduledTask()
          this.startConsumerServices()
          yield* this.defaultMQProducer.getDefaultMQProducerImpl().start(false)
          this.serviceState.set(ServiceState.RUNNING)
          break
        case ServiceState.START_FAILED:
          throw new MQClientException(`the client ${this.clientId} was created before and failed to start`)
        case ServiceState.RUNNING:
        case ServiceState.SHUTDOWN_ALREADY:
          break
      }
    } finally {
      this.monitor.unlock()
    }
  }

  /** Original: MQClientInstance#startScheduledTask */
  private startScheduledTask(): void {
    const { clientConfig, scheduledExecutorService: scheduler } = this
    const updateRoutes = (): Blocking<void> => loggingOnly(this.updateTopicRouteInfoFromNameServerForAll())
    scheduler.scheduleAtFixedRate('poll routes', updateRoutes, 10, clientConfig.pollNameServerInterval)
    const heartbeat = (): Blocking<void> => loggingOnly(this.cleanAndSendHeartbeats())
    scheduler.scheduleAtFixedRate('heartbeat', heartbeat, 1000, clientConfig.heartbeatBrokerInterval)
  }

  /**
   * What only consumers need. (In the original these threads run in producers as well, and find nothing to do there.) Original:
   * MQClientInstance#start, #startScheduledTask
   */
  private startConsumerServices(): void {
    if (this.consumerTable.size === 0 || this.hasConsumerServices) return
    this.hasConsumerServices = true
    const { persistConsumerOffsetInterval } = this.clientConfig
    const persist = (): Blocking<void> => loggingOnly(this.persistAllConsumerOffset())
    const scheduler = this.scheduledExecutorService
    scheduler.scheduleAtFixedRate('persist consumer offsets', persist, FIRST_PERSIST_MILLIS, persistConsumerOffsetInterval)
    this.pullMessageService.start()
    this.rebalanceService.start()
  }

  private *persistAllConsumerOffset(): Blocking<void> {
    for (const consumer of [...this.consumerTable.values()]) yield* consumer.persistConsumerOffset()
  }

  private *cleanAndSendHeartbeats(): Blocking<void> {
    yield* this.cleanOfflineBroker()
    yield* this.sendHeartbeatToAllBrokerWithLock()
  }

  /** Ends what the clients share, with the last of them. Original: MQClientInstance#shutdown */
  *shutdown(): Blocking<void> {
    if (this.consumerTable.size > 0 || this.producerTable.size > 1) return
    yield* this.monitor.lock()
    try {
      switch (this.serviceState.get()) {
        case ServiceState.RUNNING:
          yield* this.defaultMQProducer.getDefaultMQProducerImpl().shutdown(false)
          assert(!this.producerTable.has(MixAll.CLIENT_INNER_PRODUCER_GROUP), 'the inner producer goes with its instance')
          this.serviceState.set(ServiceState.SHUTDOWN_ALREADY)
          yield* this.pullMessageService.shutdown(true)
          this.scheduledExecutorService.shutdown()
          yield* this.mQClientAPIImpl.shutdown()
          yield* this.rebalanceService.shutdown()
          this.onShutdown()
          break
        case ServiceState.CREATE_JUST:
        case ServiceState.START_FAILED:
        case ServiceState.SHUTDOWN_ALREADY:
          break
      }
    } finally {
      this.monitor.unlock()
    }
  }

  /** One producer per group. Original: MQClientInstance#registerProducer. @returns false when the group is taken */
  *registerProducer(group: string, producer: MQProducerInner): Blocking<boolean> {
    yield* this.monitor.lock()
    try {
      if (this.producerTable.has(group)) return false
      this.producerTable.set(group, producer)
      return true
    } finally {
      this.monitor.unlock()
    }
  }

  /** Tells the brokers, too, and holds up every other client until they have answered. Original: MQClientInstance#unregisterProducer */
  *unregisterProducer(group: string): Blocking<void> {
    yield* this.monitor.lock()
    try {
      this.producerTable.delete(group)
      yield* this.heartbeatSender.unregisterClient(group, null)
    } finally {
      this.monitor.unlock()
    }
  }

  /** One consumer per group. Original: MQClientInstance#registerConsumer. @returns false when the group is taken */
  *registerConsumer(group: string, consumer: MQConsumerInner): Blocking<boolean> {
    yield* this.monitor.lock()
    try {
      if (this.consumerTable.has(group)) return false
      this.consumerTable.set(group, consumer)
      if (this.serviceState.get() === ServiceState.RUNNING) this.startConsumerServices()
      return true
    } finally {
      this.monitor.unlock()
    }
  }

  /** Original: MQClientInstance#unregisterConsumer */
  *unregisterConsumer(group: string): Blocking<void> {
    yield* this.monitor.lock()
    try {
      this.consumerTable.delete(group)
      yield* this.heartbeatSender.unregisterClient(null, group)
    } finally {
      this.monitor.unlock()
    }
  }

  /**
   * Has a group read on somewhere else, on behalf of an operator. That takes ten seconds and more, and holds up every other client
   * meanwhile. Original: MQClientInstance#resetOffset
   */
  *resetOffset(topic: string, group: string, offsetTable: MessageQueueMap<number>): Blocking<void> {
    yield* this.monitor.lock()
    try {
      const consumer = this.consumerTable.get(group)
      if (consumer !== undefined) yield* consumer.resetOffset(topic, offsetTable)
    } finally {
      this.monitor.unlock()
    }
  }

  /** Original: MQClientInstance#consumerRunningInfo. @returns null when the group is not in this client */
  *consumerRunningInfo(group: string): Blocking<ConsumerRunningInfo | null> {
    const consumer = this.consumerTable.get(group)
    if (consumer === undefined) return null
    const info = yield* consumer.consumerRunningInfo()
    const addresses = this.mQClientAPIImpl.getNameServerAddressList().map((address) => `${address};`).join('')
    info.properties.set(ConsumerRunningInfo.PROP_NAMESERVER_ADDR, addresses)
    info.properties.set(ConsumerRunningInfo.PROP_CONSUME_TYPE, consumer.consumeType())
    info.properties.set(ConsumerRunningInfo.PROP_CLIENT_VERSION, 'V5_3_2')
    return info
  }

  selectConsumer(group: string): MQConsumerInner | null {
    return this.consumerTable.get(group) ?? null
  }

  /** A pull of a consumer that has left is made no more. Original: PullMessageService#pullMessage */
  private *pullMessage(pullRequest: PullRequest): Blocking<void> {
    const consumer = this.consumerTable.get(pullRequest.consumerGroup)
    if (consumer !== undefined) yield* consumer.pullMessage(pullRequest)
  }

  /** Original: PullMessageService#popMessage */
  private *popMessage(popRequest: PopRequest): Blocking<void> {
    const consumer = this.consumerTable.get(popRequest.consumerGroup)
    if (consumer !== undefined) yield* consumer.popMessage(popRequest)
  }

  /** Original: MQClientInstance#rebalanceImmediately */
  rebalanceImmediately(): void {
    if (this.hasConsumerServices) this.rebalanceService.wakeup()
  }

  /** Original: MQClientInstance#rebalanceLater */
  rebalanceLater(delayMillis: number): void {
    const task = function* (this: MQClientInstance): Blocking<void> {
      this.rebalanceImmediately()
    }
    this.scheduledExecutorService.schedule('rebalance', task.bind(this), delayMillis)
  }

  /** Original: MQClientInstance#doRebalance. @returns whether all consumers have the queues that they are to have */
  private *doRebalance(): Blocking<boolean> {
    let balanced = true
    for (const consumer of [...this.consumerTable.values()]) if (!(yield* consumer.tryRebalance())) balanced = false
    return balanced
  }

  selectProducer(group: string): MQProducerInner | null {
    return this.producerTable.get(group) ?? null
  }

  /**
   * Asks for the route of each topic that is sent to or consumed from here. A name server that can't be asked ends the round: the topics
   * behind the first keep their routes, and their turn comes with the next round.
   * Original: MQClientInstance#updateTopicRouteInfoFromNameServer()
   * @throws IllegalStateException when no name server can be asked
   */
  *updateTopicRouteInfoFromNameServerForAll(): Blocking<void> {
    const topicList = new JavaHashSet()
    for (const consumer of this.consumerTable.values()) {
      for (const { topic } of consumer.subscriptions()) topicList.add(topic)
    }
    for (const producer of this.producerTable.values()) {
      for (const topic of producer.getPublishTopicList()) topicList.add(topic)
    }
    for (const topic of [...topicList]) yield* this.updateTopicRouteInfoFromNameServer(topic)
  }

  /**
   * Asks a name server for the route of a topic; with `isDefault` for that of TBW102, the topic that new ones are modelled on,
   * and takes no more queues of it than the producer wants. All producers of this instance learn of the route.
   * Original: MQClientInstance#updateTopicRouteInfoFromNameServer(String, boolean, DefaultMQProducer)
   * @returns whether anything is new; false also when another thread has been asking for 3 s
   * @throws IllegalStateException when no name server can be asked
   */
  *updateTopicRouteInfoFromNameServer(
    topic: string,
    isDefault = false,
    producer: DefaultMQProducer | null = null,
  ): Blocking<boolean> {
    if (!(yield* this.tryLockNamesrv())) return false
    try {
      const route = yield* this.fetchRoute(topic, isDefault, producer)
      const isChanged = route.topicRouteDataChanged(this.topicRouteTable.get(topic) ?? null)
      if (!isChanged && !this.isNeedUpdateTopicRouteInfo(topic)) return false
      this.useRoute(topic, route)
      return true
    } catch (error) {
      if (error instanceof RemotingException) throw new IllegalStateException(`the route of ${topic} can't be had`, error)
      if (error instanceof MQClientException || error instanceof InterruptedException) return false
      throw error
    } finally {
      this.lockNamesrv.unlock()
    }
  }

  private *tryLockNamesrv(): Blocking<boolean> {
    try {
      return yield* this.lockNamesrv.tryLock(LOCK_TIMEOUT_MILLIS)
    } catch (error) {
      if (error instanceof InterruptedException) return false
      throw error
    }
  }

  private *fetchRoute(topic: string, isDefault: boolean, producer: DefaultMQProducer | null): Blocking<TopicRouteData> {
    const { mqClientApiTimeout } = this.clientConfig
    if (!isDefault || producer === null) {
      return yield* this.mQClientAPIImpl.getTopicRouteInfoFromNameServer(topic, mqClientApiTimeout)
    }
    const route = yield* this.mQClientAPIImpl.getDefaultTopicRouteInfoFromNameServer(mqClientApiTimeout)
    for (const queueData of route.queueDatas) {
      const queueNums = Math.min(producer.defaultTopicQueueNums, queueData.readQueueNums)
      queueData.readQueueNums = queueNums
      queueData.writeQueueNums = queueNums
    }
    return route
  }

  private isNeedUpdateTopicRouteInfo(topic: string): boolean {
    if ([...this.producerTable.values()].some((producer) => producer.isPublishTopicNeedUpdate(topic))) return true
    return [...this.consumerTable.values()].some((consumer) => consumer.isSubscribeTopicNeedUpdate(topic))
  }

  private useRoute(topic: string, route: TopicRouteData): void {
    assert(this.lockNamesrv.isHeldByCurrentThread(), 'routes change under the lock for them')
    for (const broker of route.brokerDatas) this.brokerAddrTable.set(broker.brokerName, new Map(broker.brokerAddrs))
    const publishInfo = topicRouteData2TopicPublishInfo(topic, route)
    publishInfo.haveTopicRouterInfo = true
    for (const producer of this.producerTable.values()) producer.updateTopicPublishInfo(topic, publishInfo)
    if (this.consumerTable.size > 0) {
      const subscribeInfo = topicRouteData2TopicSubscribeInfo(topic, route)
      for (const consumer of this.consumerTable.values()) consumer.updateTopicSubscribeInfo(topic, subscribeInfo)
    }
    this.topicRouteTable.set(topic, route)
    const what = route.brokerDatas.map((broker) => broker.brokerName).join(', ')
    this.process.kernel.emit({ type: 'route-changed', process: this.process.name, topic, what })
  }

  /** Forgets addresses that no route has any more. Original: MQClientInstance#cleanOfflineBroker */
  private *cleanOfflineBroker(): Blocking<void> {
    if (!(yield* this.tryLockNamesrv())) return
    try {
      for (const [brokerName, addrs] of this.brokerAddrTable) {
        for (const [id, addr] of addrs) if (!this.isBrokerAddrExistInTopicRouteTable(addr)) addrs.delete(id)
        if (addrs.size === 0) this.brokerAddrTable.delete(brokerName)
      }
    } finally {
      this.lockNamesrv.unlock()
    }
  }

  private isBrokerAddrExistInTopicRouteTable(addr: string): boolean {
    return [...this.topicRouteTable.values()].some((route) =>
      route.brokerDatas.some((broker) => [...broker.brokerAddrs.values()].includes(addr)),
    )
  }

  /** Original: MQClientInstance#sendHeartbeatToAllBrokerWithLock. @returns false when another thread is at it */
  *sendHeartbeatToAllBrokerWithLock(): Blocking<boolean> {
    return yield* this.heartbeatSender.sendHeartbeatToAllBrokerWithLock()
  }

  /** The master's address, or null. Original: MQClientInstance#findBrokerAddressInPublish */
  findBrokerAddressInPublish(brokerName: string): string | null {
    return this.brokerAddrTable.get(brokerName)?.get(MixAll.MASTER_ID) ?? null
  }

  /**
   * Where to read from: the broker with that id, or the next slave, or, unless only that one will do, any broker of the name.
   * Original: MQClientInstance#findBrokerAddressInSubscribe
   */
  findBrokerAddressInSubscribe(brokerName: string, brokerId: number, onlyThisBroker: boolean): FindBrokerResult | null {
    const addrs = this.brokerAddrTable.get(brokerName)
    if (addrs === undefined || addrs.size === 0) return null
    const slave = brokerId !== MixAll.MASTER_ID
    const wanted = addrs.get(brokerId) ?? (slave ? addrs.get(brokerId + 1) : undefined)
    if (wanted !== undefined) return { brokerAddr: wanted, slave }
    if (onlyThisBroker) return null
    const [id, brokerAddr] = [...addrs].sort(([one], [other]) => one - other)[0]!
    return { brokerAddr, slave: id !== MixAll.MASTER_ID }
  }

  /**
   * The members of a group, as a broker knows them that has the topic; null when none can be asked.
   * Original: MQClientInstance#findConsumerIdList
   */
  *findConsumerIdList(topic: string, group: string): Blocking<string[] | null> {
    let brokerAddr = this.findBrokerAddrByTopic(topic)
    if (brokerAddr === null) {
      yield* this.updateTopicRouteInfoFromNameServer(topic)
      brokerAddr = this.findBrokerAddrByTopic(topic)
    }
    if (brokerAddr === null) return null
    const { mqClientApiTimeout } = this.clientConfig
    try {
      return yield* this.mQClientAPIImpl.getConsumerIdListByGroup(brokerAddr, group, mqClientApiTimeout)
    } catch {
      return null
    }
  }

  /**
   * Has any broker of a topic divide its queues; null when none can be asked, or it can't say.
   * Original: MQClientInstance#queryAssignment
   * @throws RemotingException, MQBrokerException, IllegalStateException when no name server can be asked
   */
  *queryAssignment(
    topic: string, consumerGroup: string, strategyName: string, messageModel: MessageModel, timeoutMillis: number,
  ): Blocking<readonly MessageQueueAssignment[] | null> {
    let brokerAddr = this.findBrokerAddrByTopic(topic)
    if (brokerAddr === null) {
      yield* this.updateTopicRouteInfoFromNameServer(topic)
      brokerAddr = this.findBrokerAddrByTopic(topic)
    }
    if (brokerAddr === null) return null
    const body = new QueryAssignmentRequestBody(topic, consumerGroup, this.clientId, strategyName, messageModel)
    return yield* this.mQClientAPIImpl.queryAssignment(brokerAddr, body, timeoutMillis)
  }

  /**
   * Asks a broker of each topic that consumers want to choose messages of by more than tags whether it understands them.
   * Original: MQClientInstance#checkClientInBroker
   * @throws MQClientException when one does not, or can't be asked
   */
  *checkClientInBroker(): Blocking<void> {
    for (const [group, consumer] of [...this.consumerTable]) {
      const subscriptions = consumer.subscriptions()
      if (subscriptions.length === 0) return
      for (const subscriptionData of subscriptions) yield* this.checkSubscription(group, subscriptionData)
    }
  }

  private *checkSubscription(group: string, subscriptionData: SubscriptionData): Blocking<void> {
    const { topic, expressionType } = subscriptionData
    const addr = FilterAPI.isTagType(expressionType) ? null : this.findBrokerAddrByTopic(topic)
    if (addr === null) return
    const body = new CheckClientRequestBody(this.clientId, group, subscriptionData)
    try {
      yield* this.mQClientAPIImpl.checkClientInBroker(addr, body, this.clientConfig.mqClientApiTimeout)
    } catch (error) {
      if (error instanceof MQClientException) throw error
      throw new MQClientException(`no broker could be asked whether it filters messages by ${expressionType}`, -1, error)
    }
  }

  /** Any broker of the topic: its master or, if that is away, any slave. Original: MQClientInstance#findBrokerAddrByTopic */
  findBrokerAddrByTopic(topic: string): string | null {
    const brokers = this.topicRouteTable.get(topic)?.brokerDatas ?? []
    if (brokers.length === 0) return null
    const { random } = this.process
    const { brokerAddrs } = brokers[random.nextInt(brokers.length)]!
    const master = brokerAddrs.get(MixAll.MASTER_ID)
    if (master !== undefined || brokerAddrs.size === 0) return master ?? null
    return [...brokerAddrs.values()][random.nextInt(brokerAddrs.size)]!
  }
}
