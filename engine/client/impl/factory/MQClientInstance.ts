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
import { RequestCode } from '../../../remoting/protocol/RequestCode'
import type { TopicRouteData } from '../../../remoting/protocol/route/TopicRouteData'
import type { ClientConfig } from '../../ClientConfig'
import type { ClientEnvironment } from '../../ClientEnvironment'
import { ServiceStateHolder } from '../../common/ServiceStateHolder'
import { loggingOnly } from '../../common/swallowing'
import { MQClientException } from '../../exception/MQClientException'
import type { DefaultMQProducer } from '../../producer/DefaultMQProducer'
import { ClientRemotingProcessor } from '../ClientRemotingProcessor'
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
  readonly brokerAddrTable: JavaConcurrentHashMap<string, Map<number, string>>
  private readonly process: Process
  private readonly mQClientAPIImpl: MQClientAPIImpl
  private readonly defaultMQProducer: DefaultMQProducer
  private readonly heartbeatSender: HeartbeatSender
  private readonly scheduledExecutorService: ScheduledExecutorService
  private readonly lockNamesrv: ReentrantLock
  /** What `synchronized` is in the original: start, shutdown, registering and unregistering exclude each other. */
  private readonly monitor: ReentrantLock
  private readonly serviceState: ServiceStateHolder
  private readonly onShutdown: () => void

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
    this.topicRouteTable = new Map()
    this.brokerAddrTable = new JavaConcurrentHashMap()
    this.process = process
    this.lockNamesrv = new ReentrantLock('route update')
    this.monitor = new ReentrantLock('client instance')
    this.serviceState = new ServiceStateHolder(process, 'MQClientInstance', clientId)
    this.heartbeatSender = new HeartbeatSender(this)
    const listener = clientConfig.enableHeartbeatChannelEventListener ? this.heartbeatSender : null
    const nettyClientConfig = new NettyClientConfig()
    nettyClientConfig.clientCallbackExecutorThreads = clientConfig.clientCallbackExecutorThreads
    this.mQClientAPIImpl = new MQClientAPIImpl(process, environment.wire, nettyClientConfig, clientConfig, listener)
    const remotingClient = this.mQClientAPIImpl.getRemotingClient()
    remotingClient.registerRPCHook(rpcHook)
    const processor = new ClientRemotingProcessor(this, environment.compressor)
    remotingClient.registerProcessor(RequestCode.CHECK_TRANSACTION_STATE, processor, remotingClient.getPublicExecutor())
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

  private *cleanAndSendHeartbeats(): Blocking<void> {
    yield* this.cleanOfflineBroker()
    yield* this.sendHeartbeatToAllBrokerWithLock()
  }

  /** Ends what the clients share, with the last of them. Original: MQClientInstance#shutdown */
  *shutdown(): Blocking<void> {
    if (this.producerTable.size > 1) return
    yield* this.monitor.lock()
    try {
      switch (this.serviceState.get()) {
        case ServiceState.RUNNING:
          yield* this.defaultMQProducer.getDefaultMQProducerImpl().shutdown(false)
          assert(!this.producerTable.has(MixAll.CLIENT_INNER_PRODUCER_GROUP), 'the inner producer goes with its instance')
          this.serviceState.set(ServiceState.SHUTDOWN_ALREADY)
          this.scheduledExecutorService.shutdown()
          yield* this.mQClientAPIImpl.shutdown()
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
      yield* this.heartbeatSender.unregisterClient(group)
    } finally {
      this.monitor.unlock()
    }
  }

  selectProducer(group: string): MQProducerInner | null {
    return this.producerTable.get(group) ?? null
  }

  /**
   * Asks for the route of each topic that is sent to from here. A name server that can't be asked ends the round: the topics
   * behind the first keep their routes, and their turn comes with the next round.
   * Original: MQClientInstance#updateTopicRouteInfoFromNameServer()
   * @throws IllegalStateException when no name server can be asked
   */
  *updateTopicRouteInfoFromNameServerForAll(): Blocking<void> {
    const topicList = new JavaHashSet()
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
    return [...this.producerTable.values()].some((producer) => producer.isPublishTopicNeedUpdate(topic))
  }

  private useRoute(topic: string, route: TopicRouteData): void {
    assert(this.lockNamesrv.isHeldByCurrentThread(), 'routes change under the lock for them')
    for (const broker of route.brokerDatas) this.brokerAddrTable.set(broker.brokerName, new Map(broker.brokerAddrs))
    const publishInfo = topicRouteData2TopicPublishInfo(topic, route)
    publishInfo.haveTopicRouterInfo = true
    for (const producer of this.producerTable.values()) producer.updateTopicPublishInfo(topic, publishInfo)
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
}
