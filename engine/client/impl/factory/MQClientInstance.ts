import { MixAll } from '../../../common/MixAll'
import { ServiceState } from '../../../common/ServiceState'
import { TopicValidator } from '../../../common/topic/TopicValidator'
import type { Blocking } from '../../../kernel/Blocking'
import { ReentrantLock } from '../../../kernel/concurrent/ReentrantLock'
import { ScheduledExecutorService } from '../../../kernel/concurrent/ScheduledExecutorService'
import { IllegalStateException } from '../../../kernel/errors'
import type { Process } from '../../../kernel/Process'
import { Thread } from '../../../kernel/Thread'
import { RemotingException } from '../../../remoting/exception/RemotingException'
import { NettyClientConfig } from '../../../remoting/netty/NettyClientConfig'
import type { TopicRouteData } from '../../../remoting/protocol/route/TopicRouteData'
import type { ClientConfig } from '../../ClientConfig'
import type { ClientEnvironment } from '../../ClientEnvironment'
import { ServiceStateHolder } from '../../common/ServiceStateHolder'
import { MQClientException } from '../../exception/MQClientException'
import type { DefaultMQProducer } from '../../producer/DefaultMQProducer'
import { MQClientAPIImpl } from '../MQClientAPIImpl'
import type { MQProducerInner } from '../producer/MQProducerInner'
import { HeartbeatSender } from './HeartbeatSender'
import { topicRouteData2TopicPublishInfo } from './topicRouteData2TopicPublishInfo'

const LOCK_TIMEOUT_MILLIS = 3000

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
  readonly topicRouteTable: Map<string, TopicRouteData>
  /** Broker name → broker id → address. */
  readonly brokerAddrTable: Map<string, Map<number, string>>
  private readonly process: Process
  private readonly mQClientAPIImpl: MQClientAPIImpl
  private readonly defaultMQProducer: DefaultMQProducer
  private readonly heartbeatSender: HeartbeatSender
  private readonly scheduledExecutorService: ScheduledExecutorService
  private readonly lockNamesrv: ReentrantLock
  private readonly lockStart: ReentrantLock
  private readonly serviceState: ServiceStateHolder
  private readonly onShutdown: () => void

  /** `innerProducer`: of a group of its own, for what the client itself has to send. */
  constructor(
    clientConfig: ClientConfig,
    instanceIndex: number,
    clientId: string,
    environment: ClientEnvironment,
    innerProducer: DefaultMQProducer,
    onShutdown: () => void,
  ) {
    const { process } = Thread.currentThread()
    this.clientConfig = clientConfig
    this.instanceIndex = instanceIndex
    this.clientId = clientId
    this.producerTable = new Map()
    this.topicRouteTable = new Map()
    this.brokerAddrTable = new Map()
    this.process = process
    this.lockNamesrv = new ReentrantLock('route update')
    this.lockStart = new ReentrantLock('client start')
    this.serviceState = new ServiceStateHolder(process, 'MQClientInstance', clientId)
    this.heartbeatSender = new HeartbeatSender(this)
    const listener = clientConfig.enableHeartbeatChannelEventListener ? this.heartbeatSender : null
    const nettyClientConfig = new NettyClientConfig()
    nettyClientConfig.clientCallbackExecutorThreads = clientConfig.clientCallbackExecutorThreads
    this.mQClientAPIImpl = new MQClientAPIImpl(process, environment.wire, nettyClientConfig, clientConfig, listener)
    this.mQClientAPIImpl.updateNameServerAddressList(clientConfig.namesrvAddr)
    this.scheduledExecutorService = new ScheduledExecutorService(process, 'MQClientFactoryScheduledThread')
    this.defaultMQProducer = innerProducer
    Object.assign(innerProducer, clientConfig)
    this.onShutdown = onShutdown
  }

  getMQClientAPIImpl(): MQClientAPIImpl {
    return this.mQClientAPIImpl
  }

  getServiceState(): ServiceState {
    return this.serviceState.get()
  }

  /**
   * Starts what the clients share; only the first client's call does anything. The state says that the start has failed until
   * it has not. Original: MQClientInstance#start
   * @throws MQClientException when an earlier start failed
   */
  *start(): Blocking<void> {
    yield* this.lockStart.lock()
    try {
      switch (this.serviceState.get()) {
        case ServiceState.CREATE_JUST:
          this.serviceState.set(ServiceState.START_FAILED)
          this.mQClientAPIImpl.start()
          this.startScheduledTask()
          yield* this.defaultMQProducer.getDefaultMQProducerImpl().start(false)
          this.serviceState.set(ServiceState.RUNNING)
          return
        case ServiceState.START_FAILED:
          throw new MQClientException(`the client ${this.clientId} was created before and failed to start`)
        default:
          return
      }
    } finally {
      this.lockStart.unlock()
    }
  }

  /** Original: MQClientInstance#startScheduledTask */
  private startScheduledTask(): void {
    const { clientConfig, scheduledExecutorService: scheduler } = this
    const updateRoutes = (): Blocking<void> => this.updateTopicRouteInfoFromNameServerForAll()
    scheduler.scheduleAtFixedRate('poll routes', updateRoutes, 10, clientConfig.pollNameServerInterval)
    const heartbeat = (): Blocking<void> => this.cleanAndSendHeartbeats()
    scheduler.scheduleAtFixedRate('heartbeat', heartbeat, 1000, clientConfig.heartbeatBrokerInterval)
  }

  private *cleanAndSendHeartbeats(): Blocking<void> {
    this.cleanOfflineBroker()
    yield* this.sendHeartbeatToAllBrokerWithLock()
  }

  /** Original: MQClientInstance#shutdown. A no-op as long as another producer is registered. */
  *shutdown(): Blocking<void> {
    if (this.producerTable.size > 1) return
    if (this.serviceState.get() !== ServiceState.RUNNING) return
    yield* this.defaultMQProducer.getDefaultMQProducerImpl().shutdown(false)
    this.serviceState.set(ServiceState.SHUTDOWN_ALREADY)
    this.scheduledExecutorService.shutdown()
    yield* this.mQClientAPIImpl.shutdown()
    this.onShutdown()
  }

  /** One producer per group. Original: MQClientInstance#registerProducer. @returns false when the group is taken */
  registerProducer(group: string, producer: MQProducerInner): boolean {
    if (this.producerTable.has(group)) return false
    this.producerTable.set(group, producer)
    return true
  }

  /** Original: MQClientInstance#unregisterProducer */
  *unregisterProducer(group: string): Blocking<void> {
    this.producerTable.delete(group)
    yield* this.heartbeatSender.unregisterClient(group)
  }

  selectProducer(group: string): MQProducerInner | null {
    return this.producerTable.get(group) ?? null
  }

  /** The routes of all topics that anybody here sends to. Original: MQClientInstance#updateTopicRouteInfoFromNameServer() */
  *updateTopicRouteInfoFromNameServerForAll(): Blocking<void> {
    const topics = new Set<string>()
    for (const producer of this.producerTable.values()) {
      for (const topic of producer.getPublishTopicList()) topics.add(topic)
    }
    for (const topic of topics) {
      try {
        yield* this.updateTopicRouteInfoFromNameServer(topic)
      } catch (error) {
        if (!(error instanceof IllegalStateException)) throw error
      }
    }
  }

  /**
   * Asks a name server for the route of a topic; with `isDefault` for that of the topic that new ones are modelled on. All
   * producers of this instance learn of it.
   * Original: MQClientInstance#updateTopicRouteInfoFromNameServer(String, boolean, DefaultMQProducer)
   * @returns whether anything is new
   * @throws IllegalStateException when no name server could be asked
   */
  *updateTopicRouteInfoFromNameServer(
    topic: string,
    isDefault = false,
    producer: DefaultMQProducer | null = null,
  ): Blocking<boolean> {
    if (!(yield* this.lockNamesrv.tryLock(LOCK_TIMEOUT_MILLIS))) return false
    try {
      const route = yield* this.fetchRoute(topic, isDefault, producer)
      const isChanged = route.topicRouteDataChanged(this.topicRouteTable.get(topic) ?? null)
      if (!isChanged && !this.isNeedUpdateTopicRouteInfo(topic)) return false
      this.useRoute(topic, route)
      return true
    } catch (error) {
      if (error instanceof RemotingException) throw new IllegalStateException(`the route of ${topic} can't be had`, error)
      if (error instanceof MQClientException) return false
      throw error
    } finally {
      this.lockNamesrv.unlock()
    }
  }

  private *fetchRoute(topic: string, isDefault: boolean, producer: DefaultMQProducer | null): Blocking<TopicRouteData> {
    const { mqClientApiTimeout } = this.clientConfig
    if (!isDefault || producer === null) {
      return yield* this.mQClientAPIImpl.getTopicRouteInfoFromNameServer(topic, mqClientApiTimeout)
    }
    const { createTopicKey, defaultTopicQueueNums } = producer
    const route = yield* this.mQClientAPIImpl.getTopicRouteInfoFromNameServer(createTopicKey, mqClientApiTimeout)
    for (const queueData of route.queueDatas) {
      const queueNums = Math.min(defaultTopicQueueNums, queueData.readQueueNums)
      queueData.readQueueNums = queueNums
      queueData.writeQueueNums = queueNums
    }
    return route
  }

  private isNeedUpdateTopicRouteInfo(topic: string): boolean {
    return [...this.producerTable.values()].some((producer) => producer.isPublishTopicNeedUpdate(topic))
  }

  private useRoute(topic: string, route: TopicRouteData): void {
    for (const broker of route.brokerDatas) this.brokerAddrTable.set(broker.brokerName, new Map(broker.brokerAddrs))
    const publishInfo = topicRouteData2TopicPublishInfo(topic, route)
    publishInfo.haveTopicRouterInfo = true
    for (const producer of this.producerTable.values()) producer.updateTopicPublishInfo(topic, publishInfo)
    this.topicRouteTable.set(topic, route)
    const what = route.brokerDatas.map((broker) => broker.brokerName).join(', ')
    this.process.kernel.emit({ type: 'route-changed', process: this.process.name, topic, what })
  }

  /** Forgets addresses that no route has any more. Original: MQClientInstance#cleanOfflineBroker */
  private cleanOfflineBroker(): void {
    for (const [brokerName, addrs] of this.brokerAddrTable) {
      for (const [id, addr] of addrs) if (!this.isBrokerAddrExistInTopicRouteTable(addr)) addrs.delete(id)
      if (addrs.size === 0) this.brokerAddrTable.delete(brokerName)
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

  /** Any topic that is known, to ask a broker something about. */
  anyTopic(): string {
    return this.topicRouteTable.keys().next().value ?? TopicValidator.AUTO_CREATE_TOPIC_KEY_TOPIC
  }
}
