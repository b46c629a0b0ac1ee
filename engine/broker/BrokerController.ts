import { assert } from '../kernel/assert'
import { PermName } from '../common/constant/PermName'
import { MixAll } from '../common/MixAll'
import { TopicConfig } from '../common/TopicConfig'
import type { Blocking } from '../kernel/Blocking'
import { ReentrantLock } from '../kernel/concurrent/ReentrantLock'
import { ScheduledExecutorService } from '../kernel/concurrent/ScheduledExecutorService'
import type { ThreadPoolExecutor } from '../kernel/concurrent/ThreadPoolExecutor'
import type { Process } from '../kernel/Process'
import type { Wire } from '../ports/Wire'
import { RemotingException } from '../remoting/exception/RemotingException'
import { NettyRemotingServer } from '../remoting/netty/NettyRemotingServer'
import type { NettyServerConfig } from '../remoting/netty/NettyServerConfig'
import { TopicConfigSerializeWrapper } from '../remoting/protocol/body/TopicConfigSerializeWrapper'
import { DataVersion } from '../remoting/protocol/DataVersion'
import { Configuration } from '../remoting/Configuration'
import { RequestCode } from '../remoting/protocol/RequestCode'
import { BrokerRole } from '../store/config/BrokerRole'
import type { MessageStoreConfig } from '../store/config/MessageStoreConfig'
import { DefaultMessageStore } from '../store/DefaultMessageStore'
import { TimerMessageStore } from '../store/timer/TimerMessageStore'
import { TIMER_TOPIC } from '../store/timer/timerTopic'
import type { PageCache } from '../store/pagecache/PageCache'
import { BrokerStatsManager } from '../store/stats/BrokerStatsManager'
import type { BrokerConfig } from './BrokerConfig'
import { BrokerExecutors } from './BrokerExecutors'
import { ClientHousekeepingService } from './client/ClientHousekeepingService'
import { ConsumerManager } from './client/ConsumerManager'
import { DefaultConsumerIdsChangeListener } from './client/DefaultConsumerIdsChangeListener'
import { Broker2Client } from './client/net/Broker2Client'
import { ProducerManager } from './client/ProducerManager'
import { RebalanceLockManager } from './client/rebalance/RebalanceLockManager'
import { ConsumerFilterManager } from './filter/ConsumerFilterManager'
import { BrokerFastFailure } from './latency/BrokerFastFailure'
import { NotifyMessageArrivingListener } from './longpolling/NotifyMessageArrivingListener'
import { PullRequestHoldService } from './longpolling/PullRequestHoldService'
import { ConsumerOffsetManager } from './offset/ConsumerOffsetManager'
import type { BrokerIdentity } from './out/BrokerOuterAPI'
import { BrokerOuterAPI } from './out/BrokerOuterAPI'
import type { RegisterBrokerResult } from './out/RegisterBrokerResult'
import { PopReviveService } from './pop/PopReviveService'
import { ReviveLog } from './pop/ReviveLog'
import { AckMessageProcessor } from './processor/AckMessageProcessor'
import { AdminBrokerProcessor } from './processor/AdminBrokerProcessor'
import { ChangeInvisibleTimeProcessor } from './processor/ChangeInvisibleTimeProcessor'
import { ClientManageProcessor } from './processor/ClientManageProcessor'
import { ConsumerManageProcessor } from './processor/ConsumerManageProcessor'
import { EndTransactionProcessor } from './processor/EndTransactionProcessor'
import { PollingInfoProcessor } from './processor/PollingInfoProcessor'
import { PopMessageProcessor } from './processor/PopMessageProcessor'
import { PullMessageProcessor } from './processor/PullMessageProcessor'
import { QueryAssignmentProcessor } from './processor/QueryAssignmentProcessor'
import { QueryMessageProcessor } from './processor/QueryMessageProcessor'
import { RecallMessageProcessor } from './processor/RecallMessageProcessor'
import { ReplyMessageProcessor } from './processor/ReplyMessageProcessor'
import { SendMessageProcessor } from './processor/SendMessageProcessor'
import { ScheduleMessageService } from './schedule/ScheduleMessageService'
import { TimerMetrics } from './timer/TimerMetrics'
import { SlaveSynchronize } from './slave/SlaveSynchronize'
import { SubscriptionGroupManager } from './subscription/SubscriptionGroupManager'
import { TopicConfigManager } from './topic/TopicConfigManager'
import { TopicRouteInfoManager } from './topic/TopicRouteInfoManager'
import { DefaultTransactionalMessageCheckListener } from './transaction/queue/DefaultTransactionalMessageCheckListener'
import { TransactionalMessageBridge } from './transaction/queue/TransactionalMessageBridge'
import { TransactionalMessageServiceImpl } from './transaction/queue/TransactionalMessageServiceImpl'
import { TransactionalMessageUtil } from './transaction/queue/TransactionalMessageUtil'
import { TransactionalMessageCheckService } from './transaction/TransactionalMessageCheckService'
import { checkBeforePutMessage, handleScheduleMessage } from './util/HookUtils'
import { TopicWatch } from './util/TopicWatch'

/** The second door, for everything but pulls, is this much below the first. */
const FAST_PORT_DISTANCE = 2
const MIN_REGISTER_PERIOD_MILLIS = 10_000
const MAX_REGISTER_PERIOD_MILLIS = 60_000
const SLAVE_SYNC_PERIOD_MILLIS = 60_000

/** The phase of its life that a broker is in. */
type BrokerState = 'CREATE_JUST' | 'RUNNING' | 'SHUTDOWN_ALREADY'

/** A broker that could not be initialized is shut down without ever having run. */
const LEGAL_TRANSITIONS: ReadonlyArray<readonly [from: BrokerState, to: BrokerState]> = [
  ['CREATE_JUST', 'RUNNING'], ['RUNNING', 'SHUTDOWN_ALREADY'], ['CREATE_JUST', 'SHUTDOWN_ALREADY'],
]

/**
 * A broker: builds its parts, starts and stops them in the right order, and keeps the name servers informed.
 * Original: org.apache.rocketmq.broker.BrokerController.
 */
export class BrokerController {
  readonly process: Process
  readonly brokerConfig: BrokerConfig
  readonly messageStoreConfig: MessageStoreConfig
  readonly nettyServerConfig: NettyServerConfig
  readonly topicConfigManager: TopicConfigManager
  readonly consumerOffsetManager: ConsumerOffsetManager
  readonly subscriptionGroupManager: SubscriptionGroupManager
  private readonly consumerFilterManager: ConsumerFilterManager
  private readonly producerManager: ProducerManager
  private readonly consumerManager: ConsumerManager
  private readonly rebalanceLockManager: RebalanceLockManager
  private readonly pullMessageProcessor: PullMessageProcessor
  private readonly pullRequestHoldService: PullRequestHoldService
  private readonly reviveLog: ReviveLog
  private readonly popMessageProcessor: PopMessageProcessor
  private readonly popReviveServices: readonly PopReviveService[]
  private readonly topicRouteInfoManager: TopicRouteInfoManager
  private readonly clientHousekeepingService: ClientHousekeepingService
  private readonly brokerOuterAPI: BrokerOuterAPI
  private readonly messageStore: DefaultMessageStore
  readonly scheduleMessageService: ScheduleMessageService
  readonly timerMetrics: TimerMetrics
  /** Null when the wheel is switched off. */
  readonly timerMessageStore: TimerMessageStore | null
  private readonly slaveSynchronize: SlaveSynchronize
  private readonly broker2Client: Broker2Client
  private readonly transactionalMessageService: TransactionalMessageServiceImpl
  private readonly transactionalMessageCheckService: TransactionalMessageCheckService
  private readonly remotingServer: NettyRemotingServer
  private readonly fastRemotingServer: NettyRemotingServer
  readonly executors: BrokerExecutors
  private readonly brokerStatsManager: BrokerStatsManager
  private readonly configuration: Configuration
  private readonly brokerFastFailure: BrokerFastFailure
  private readonly scheduledExecutorService: ScheduledExecutorService
  /**
   * One registration after the other. Original: `synchronized` at registerBrokerAll and registerIncrementBrokerData.
   */
  private readonly registerLock: ReentrantLock
  private state: BrokerState
  /** When this slave last asked its master, in ms since 1970. */
  private lastSyncTimeMs: number
  /** The smallest id of the brokers of this name that are alive; 0 as well while nobody has counted them. */
  private minBrokerIdInGroup: number

  constructor(
    process: Process,
    wire: Wire,
    pageCache: PageCache,
    brokerConfig: BrokerConfig,
    messageStoreConfig: MessageStoreConfig,
    nettyServerConfig: NettyServerConfig,
  ) {
    this.process = process
    this.brokerConfig = brokerConfig
    this.messageStoreConfig = messageStoreConfig
    this.nettyServerConfig = nettyServerConfig
    this.topicConfigManager = new TopicConfigManager(
      process,
      pageCache.disk,
      brokerConfig,
      messageStoreConfig,
      (topicConfig, dataVersion) => this.registerIncrementBrokerData(topicConfig, dataVersion),
    )
    const { disk } = pageCache
    this.consumerOffsetManager = new ConsumerOffsetManager(process, disk, brokerConfig, messageStoreConfig)
    this.subscriptionGroupManager = new SubscriptionGroupManager(process, disk, brokerConfig, messageStoreConfig)
    this.consumerFilterManager = new ConsumerFilterManager(process, disk, brokerConfig, messageStoreConfig)
    this.producerManager = new ProducerManager()
    this.rebalanceLockManager = new RebalanceLockManager()
    this.pullMessageProcessor = new PullMessageProcessor(this)
    this.pullRequestHoldService = new PullRequestHoldService(this)
    this.reviveLog = new ReviveLog(this)
    this.popMessageProcessor = new PopMessageProcessor(this, this.reviveLog)
    const reviveQueues = Array.from({ length: brokerConfig.reviveQueueNum }, (_, queueId) => queueId)
    this.popReviveServices = reviveQueues.map((queueId) => new PopReviveService(this, this.reviveLog, queueId))
    this.brokerOuterAPI = new BrokerOuterAPI(process, wire)
    this.topicRouteInfoManager = new TopicRouteInfoManager(process, brokerConfig, this.brokerOuterAPI)
    const listener = new NotifyMessageArrivingListener(this.pullRequestHoldService, this.popMessageProcessor)
    this.messageStore = new DefaultMessageStore(process, pageCache, messageStoreConfig, listener, wire)
    const stats = new BrokerStatsManager(process, brokerConfig.brokerClusterName)
    this.brokerStatsManager = stats
    this.scheduleMessageService = new ScheduleMessageService(process, disk, brokerConfig, this.messageStore, stats)
    this.timerMetrics = new TimerMetrics(process, disk, messageStoreConfig)
    const hasWheel = messageStoreConfig.timerWheelEnable
    this.timerMessageStore = hasWheel ? new TimerMessageStore(this.messageStore, this.timerMetrics) : null
    this.slaveSynchronize = new SlaveSynchronize(this.getBrokerAddr(), this.brokerOuterAPI, this)
    const fastConfig = { ...nettyServerConfig, listenPort: nettyServerConfig.listenPort - FAST_PORT_DISTANCE }
    // A client may be behind either door. It is told things through both, and asked things through the wide one only.
    this.broker2Client = new Broker2Client(() => this.remotingServer)
    const groupListener = new DefaultConsumerIdsChangeListener(
      brokerConfig, this.broker2Client, this.consumerFilterManager,
    )
    this.consumerManager = new ConsumerManager(groupListener, brokerConfig)
    const housekeeping = new ClientHousekeepingService(process, this.producerManager, this.consumerManager)
    this.clientHousekeepingService = housekeeping
    this.remotingServer = new NettyRemotingServer(process, wire, nettyServerConfig, housekeeping)
    this.fastRemotingServer = new NettyRemotingServer(process, wire, fastConfig, housekeeping)
    const bridge = new TransactionalMessageBridge(this)
    this.transactionalMessageService = new TransactionalMessageServiceImpl(process, bridge)
    const checkListener = new DefaultTransactionalMessageCheckListener(process, this)
    this.transactionalMessageCheckService = new TransactionalMessageCheckService(
      process, brokerConfig, this.transactionalMessageService, checkListener,
    )
    this.executors = new BrokerExecutors(process, brokerConfig)
    this.brokerFastFailure = new BrokerFastFailure(process, brokerConfig, this.messageStore, this.executors)
    this.scheduledExecutorService = new ScheduledExecutorService(process, 'BrokerControllerScheduledThread')
    const settings = [brokerConfig, nettyServerConfig, messageStoreConfig]
    this.configuration = new Configuration(disk, () => `${messageStoreConfig.storePathRootDir}/config/broker.properties`, settings)
    this.configuration.dataVersion.timestamp = process.currentTimeMillis()
    this.registerLock = new ReentrantLock('registration with the name servers')
    this.state = 'CREATE_JUST'
    this.lastSyncTimeMs = process.currentTimeMillis()
    this.minBrokerIdInGroup = MixAll.MASTER_ID
  }

  getTopicConfigManager(): TopicConfigManager {
    return this.topicConfigManager
  }

  getConsumerOffsetManager(): ConsumerOffsetManager {
    return this.consumerOffsetManager
  }

  getSubscriptionGroupManager(): SubscriptionGroupManager {
    return this.subscriptionGroupManager
  }

  getConsumerFilterManager(): ConsumerFilterManager {
    return this.consumerFilterManager
  }

  getScheduleMessageService(): ScheduleMessageService {
    return this.scheduleMessageService
  }

  getTimerMetrics(): TimerMetrics {
    return this.timerMetrics
  }

  getTimerMessageStore(): TimerMessageStore | null {
    return this.timerMessageStore
  }

  getBroker2Client(): Broker2Client {
    return this.broker2Client
  }

  getTransactionalMessageService(): TransactionalMessageServiceImpl {
    return this.transactionalMessageService
  }

  getBrokerStatsManager(): BrokerStatsManager {
    return this.brokerStatsManager
  }

  /** Does it do what only a master does? Original: BrokerController#isSpecialServiceRunning */
  isSpecialServiceRunning(): boolean {
    return this.scheduleMessageService.isStarted()
  }

  getMinBrokerIdInGroup(): number {
    return this.minBrokerIdInGroup
  }

  getProducerManager(): ProducerManager {
    return this.producerManager
  }

  getConsumerManager(): ConsumerManager {
    return this.consumerManager
  }

  getRebalanceLockManager(): RebalanceLockManager {
    return this.rebalanceLockManager
  }

  getPullMessageProcessor(): PullMessageProcessor {
    return this.pullMessageProcessor
  }

  getPullRequestHoldService(): PullRequestHoldService {
    return this.pullRequestHoldService
  }

  getPopMessageProcessor(): PopMessageProcessor {
    return this.popMessageProcessor
  }

  getTopicRouteInfoManager(): TopicRouteInfoManager {
    return this.topicRouteInfoManager
  }

  getBrokerOuterAPI(): BrokerOuterAPI {
    return this.brokerOuterAPI
  }

  getMessageStore(): DefaultMessageStore {
    return this.messageStore
  }

  getSendMessageExecutor(): ThreadPoolExecutor {
    return this.executors.sendMessage
  }

  getPutMessageFutureExecutor(): ThreadPoolExecutor {
    return this.executors.putMessageFuture
  }

  getPullMessageExecutor(): ThreadPoolExecutor {
    return this.executors.pullMessage
  }

  /** Where clients find the broker. Original: BrokerController#getBrokerAddr */
  getBrokerAddr(): string {
    return `${this.brokerConfig.brokerIP1 || this.process.host}:${this.nettyServerConfig.listenPort}`
  }

  /** What is written into messages as the place where they are stored. */
  getStoreHost(): string {
    return this.getBrokerAddr()
  }

  private getHAServerAddr(): string {
    return `${this.brokerConfig.brokerIP2 || this.process.host}:${this.messageStoreConfig.haListenPort}`
  }

  /**
   * Reads what an earlier run has left. Original: BrokerController#initialize
   * @returns false when files are damaged in a way that can't be repaired
   */
  *initialize(): Blocking<boolean> {
    const { topicConfigManager, consumerOffsetManager, subscriptionGroupManager, consumerFilterManager } = this
    const managers = [topicConfigManager, consumerOffsetManager, subscriptionGroupManager, consumerFilterManager]
    for (const manager of managers) if (!(yield* manager.load())) return false
    this.messageStore.getPutMessageHookList().push({
      hookName: 'checkBeforePutMessage',
      executeBeforePutMessage: (message) => checkBeforePutMessage(this.messageStore, message),
    })
    const { messageStoreConfig, timerMessageStore } = this
    const maxDelayLevel = this.scheduleMessageService.getMaxDelayLevel()
    const waiting = { messageStoreConfig, maxDelayLevel, timerMessageStore }
    this.messageStore.getPutMessageHookList().push({
      hookName: 'handleScheduleMessage',
      executeBeforePutMessage: (message) => handleScheduleMessage(waiting, message),
    })
    if (!(yield* this.messageStore.load())) return false
    if (!(yield* this.scheduleMessageService.load())) return false
    const isTimerNeeded = timerMessageStore !== null && (yield* timerMessageStore.isNeeded())
    if (isTimerNeeded && !(yield* timerMessageStore.load())) return false
    this.registerProcessor()
    this.updateNamesrvAddr()
    if (this.brokerConfig.enableSlaveActingMaster) this.messageStore.getHaService()?.setAliveReplicaNumInGroup(1)
    if (this.messageStoreConfig.haMasterAddress !== '') {
      this.messageStore.getHaService()?.updateHaMasterAddress(this.messageStoreConfig.haMasterAddress)
    }
    return true
  }

  /** Both doors lead to the same rooms, but pulls take the wide one. Original: BrokerController#registerProcessor */
  private registerProcessor(): void {
    const sendMessageProcessor = new SendMessageProcessor(this)
    const replyMessageProcessor = new ReplyMessageProcessor(this)
    const clientManageProcessor = new ClientManageProcessor(this)
    const adminProcessor = new AdminBrokerProcessor(this, this.configuration)
    const queryMessageProcessor = new QueryMessageProcessor(this)
    const consumerManageProcessor = new ConsumerManageProcessor(this)
    const recallMessageProcessor = new RecallMessageProcessor(this)
    const endTransactionProcessor = new EndTransactionProcessor(this)
    const { executors, pullMessageProcessor } = this
    this.remotingServer.registerProcessor(RequestCode.PULL_MESSAGE, pullMessageProcessor, executors.pullMessage)
    const { LITE_PULL_MESSAGE } = RequestCode
    this.remotingServer.registerProcessor(LITE_PULL_MESSAGE, pullMessageProcessor, executors.litePullMessage)
    for (const server of [this.remotingServer, this.fastRemotingServer]) {
      server.registerProcessor(RequestCode.SEND_MESSAGE, sendMessageProcessor, executors.sendMessage)
      server.registerProcessor(RequestCode.SEND_MESSAGE_V2, sendMessageProcessor, executors.sendMessage)
      server.registerProcessor(RequestCode.SEND_BATCH_MESSAGE, sendMessageProcessor, executors.sendMessage)
      server.registerProcessor(RequestCode.CONSUMER_SEND_MSG_BACK, sendMessageProcessor, executors.sendMessage)
      server.registerProcessor(RequestCode.SEND_REPLY_MESSAGE, replyMessageProcessor, executors.replyMessage)
      server.registerProcessor(RequestCode.SEND_REPLY_MESSAGE_V2, replyMessageProcessor, executors.replyMessage)
      server.registerProcessor(RequestCode.RECALL_MESSAGE, recallMessageProcessor, executors.sendMessage)
      server.registerProcessor(RequestCode.HEART_BEAT, clientManageProcessor, executors.heartbeat)
      server.registerProcessor(RequestCode.UNREGISTER_CLIENT, clientManageProcessor, executors.clientManage)
      server.registerProcessor(RequestCode.CHECK_CLIENT_CONFIG, clientManageProcessor, executors.clientManage)
      const { GET_CONSUMER_LIST_BY_GROUP, QUERY_CONSUMER_OFFSET, UPDATE_CONSUMER_OFFSET } = RequestCode
      server.registerProcessor(GET_CONSUMER_LIST_BY_GROUP, consumerManageProcessor, executors.consumerManage)
      server.registerProcessor(UPDATE_CONSUMER_OFFSET, consumerManageProcessor, executors.consumerManage)
      server.registerProcessor(QUERY_CONSUMER_OFFSET, consumerManageProcessor, executors.consumerManage)
      server.registerProcessor(RequestCode.QUERY_MESSAGE, queryMessageProcessor, executors.queryMessage)
      server.registerProcessor(RequestCode.VIEW_MESSAGE_BY_ID, queryMessageProcessor, executors.queryMessage)
      server.registerProcessor(RequestCode.END_TRANSACTION, endTransactionProcessor, executors.endTransaction)
      server.registerDefaultProcessor(adminProcessor, executors.adminBroker)
    }
    this.registerPopProcessors()
  }

  private registerPopProcessors(): void {
    const { executors, reviveLog } = this
    const { POP_MESSAGE, POLLING_INFO, ACK_MESSAGE, BATCH_ACK_MESSAGE, CHANGE_MESSAGE_INVISIBLETIME } = RequestCode
    const { QUERY_ASSIGNMENT, SET_MESSAGE_REQUEST_MODE } = RequestCode
    this.remotingServer.registerProcessor(POP_MESSAGE, this.popMessageProcessor, executors.pullMessage)
    this.remotingServer.registerProcessor(POLLING_INFO, new PollingInfoProcessor(this), executors.pullMessage)
    const ackMessageProcessor = new AckMessageProcessor(this, reviveLog)
    const changeInvisibleTimeProcessor = new ChangeInvisibleTimeProcessor(this, reviveLog)
    const queryAssignmentProcessor = new QueryAssignmentProcessor(this)
    for (const server of [this.remotingServer, this.fastRemotingServer]) {
      server.registerProcessor(ACK_MESSAGE, ackMessageProcessor, executors.ackMessage)
      server.registerProcessor(BATCH_ACK_MESSAGE, ackMessageProcessor, executors.ackMessage)
      server.registerProcessor(CHANGE_MESSAGE_INVISIBLETIME, changeInvisibleTimeProcessor, executors.ackMessage)
      server.registerProcessor(QUERY_ASSIGNMENT, queryAssignmentProcessor, executors.loadBalance)
      server.registerProcessor(SET_MESSAGE_REQUEST_MODE, queryAssignmentProcessor, executors.loadBalance)
    }
  }

  private updateNamesrvAddr(): void {
    this.brokerOuterAPI.updateNameServerAddressList(this.brokerConfig.namesrvAddr)
  }

  /**
   * Opens the doors and tells the name servers. Original: BrokerController#start
   * @throws IllegalStateException when another process has the store open
   * @throws AddressInUseError
   */
  *start(): Blocking<void> {
    this.brokerOuterAPI.start()
    yield* this.messageStore.start()
    this.startTimer()
    this.remotingServer.start()
    this.fastRemotingServer.start()
    this.pullRequestHoldService.start()
    this.clientHousekeepingService.start()
    this.brokerFastFailure.start()
    this.changeState('RUNNING')
    if (this.brokerConfig.brokerId === MixAll.MASTER_ID) yield* this.startSpecialServices()
    yield* this.registerBrokerAll(true)
    this.startScheduledTasks()
  }

  /** A wheel that was used before turns again; another one begins with the first message. Only a master's delivers. */
  private startTimer(): void {
    const timer = this.timerMessageStore
    if (timer === null) return
    timer.setShouldRunningDequeue(this.brokerConfig.brokerId === MixAll.MASTER_ID)
    if (timer.isLoaded()) timer.start()
    else this.messageStore.getDispatcherList().push(new TopicWatch(TIMER_TOPIC, () => timer.wakeup()))
  }

  /** What only a master does. Original: BrokerController#changeSpecialServiceStatus */
  private *startSpecialServices(): Blocking<void> {
    yield* this.scheduleMessageService.start()
    const checks = this.transactionalMessageCheckService
    checks.enable()
    for (const topic of [TransactionalMessageUtil.HALF_TOPIC, TransactionalMessageUtil.OP_TOPIC]) {
      this.messageStore.getDispatcherList().push(new TopicWatch(topic, () => checks.somethingToDo()))
    }
    const revive = (queueId: number): void => this.popReviveServices[queueId]?.somethingToDo()
    this.messageStore.getDispatcherList().push(new TopicWatch(this.reviveLog.topic, revive))
    for (const service of this.popReviveServices) if (service.isBehind()) service.somethingToDo()
  }

  private startScheduledTasks(): void {
    const { registerNameServerPeriod, updateNameServerAddrPeriod, flushConsumerOffsetInterval } = this.brokerConfig
    const period = Math.min(Math.max(registerNameServerPeriod, MIN_REGISTER_PERIOD_MILLIS), MAX_REGISTER_PERIOD_MILLIS)
    const timer = this.scheduledExecutorService
    const persist = (): Blocking<void> => this.consumerOffsetManager.persist()
    timer.scheduleAtFixedRate('persist consumer offsets', persist, 1000 * 10, flushConsumerOffsetInterval)
    const persistFilters = (): Blocking<void> => this.consumerFilterManager.persist()
    timer.scheduleAtFixedRate('persist selectors', persistFilters, 1000 * 10, 1000 * 10)
    const register = (): Blocking<void> => this.registerBrokerAll(true)
    timer.scheduleAtFixedRate('register with the name servers', register, 1000 * 10, period)
    const update = function* (this: BrokerController): Blocking<void> {
      this.updateNamesrvAddr()
    }
    timer.scheduleAtFixedRate('update name server addresses', update.bind(this), 1000 * 10, updateNameServerAddrPeriod)
    if (this.brokerConfig.enableSlaveActingMaster) {
      const count = (): Blocking<void> => this.syncBrokerMemberGroup()
      timer.scheduleAtFixedRate('count the group', count, 1000, this.brokerConfig.syncBrokerMemberGroupPeriod)
    }
    if (this.messageStoreConfig.brokerRole !== BrokerRole.SLAVE) return
    timer.scheduleAtFixedRate('ask the master', () => this.syncWithMaster(), 1000 * 10, 1000 * 3)
  }

  /**
   * Counts the brokers of this name. While the name servers don't say, the count stays as it was.
   * Original: BrokerController#syncBrokerMemberGroup
   */
  private *syncBrokerMemberGroup(): Blocking<void> {
    const { brokerClusterName, brokerName, brokerId } = this.brokerConfig
    try {
      const group = yield* this.brokerOuterAPI.syncBrokerMemberGroup(brokerClusterName, brokerName)
      if (group === null || group.brokerAddrs.size === 0) return
      const others = [...group.brokerAddrs.keys()].filter((id) => id !== brokerId)
      this.messageStore.getHaService()?.setAliveReplicaNumInGroup(1 + others.length)
      this.minBrokerIdInGroup = Math.min(...group.brokerAddrs.keys())
    } catch (error) {
      if (!(error instanceof RemotingException)) throw error
    }
  }

  /** Looks every three seconds whether a minute is over, the first one after the start included. */
  private *syncWithMaster(): Blocking<void> {
    if (this.process.currentTimeMillis() - this.lastSyncTimeMs > SLAVE_SYNC_PERIOD_MILLIS) {
      yield* this.slaveSynchronize.syncAll()
      this.lastSyncTimeMs = this.process.currentTimeMillis()
    }
    yield* this.slaveSynchronize.syncTimerCheckPoint()
  }

  /** Says good-bye, closes the doors, lets the store finish. Original: BrokerController#shutdown */
  *shutdown(): Blocking<void> {
    if (this.state !== 'RUNNING') return
    this.changeState('SHUTDOWN_ALREADY')
    yield* this.brokerOuterAPI.unregisterBrokerAll(this.identity())
    yield* this.remotingServer.shutdown()
    yield* this.fastRemotingServer.shutdown()
    this.clientHousekeepingService.shutdown()
    yield* this.pullRequestHoldService.shutdown()
    for (const service of this.popReviveServices) yield* service.shutdown()
    yield* this.popMessageProcessor.getPopLongPollingService().shutdown()
    yield* this.popMessageProcessor.getPopBufferMergeService().shutdown()
    this.topicRouteInfoManager.shutdown()
    yield* this.transactionalMessageService.close()
    if (this.timerMessageStore !== null) yield* this.timerMessageStore.shutdown()
    yield* this.messageStore.shutdown()
    this.scheduledExecutorService.shutdown()
    yield* this.brokerFastFailure.shutdown()
    yield* this.consumerFilterManager.persist()
    yield* this.scheduleMessageService.persist()
    yield* this.scheduleMessageService.shutdown()
    yield* this.transactionalMessageCheckService.shutdown()
    this.executors.shutdown()
    yield* this.transactionalMessageService.shutdownFlushing()
    yield* this.topicConfigManager.persist()
    yield* this.subscriptionGroupManager.persist()
    yield* this.consumerOffsetManager.persist()
    yield* this.brokerOuterAPI.shutdown()
  }

  /** Tells all name servers of all topics. Original: BrokerController#registerBrokerAll */
  *registerBrokerAll(checkOrderConfig: boolean): Blocking<void> {
    const wrapper = new TopicConfigSerializeWrapper()
    wrapper.dataVersion = this.topicConfigManager.getDataVersion()
    wrapper.mappingDataVersion = new DataVersion(this.process.currentTimeMillis())
    for (const topicConfig of this.topicConfigManager.getTopicConfigTable().values()) {
      wrapper.topicConfigTable.set(topicConfig.topicName, this.asRegistered(topicConfig))
    }
    yield* this.doRegisterBrokerAll(wrapper, checkOrderConfig)
  }

  /** Tells all name servers of one topic, at once. Original: BrokerController#registerIncrementBrokerData */
  *registerIncrementBrokerData(topicConfig: TopicConfig, dataVersion: DataVersion): Blocking<void> {
    const wrapper = new TopicConfigSerializeWrapper()
    wrapper.dataVersion = dataVersion
    wrapper.mappingDataVersion = new DataVersion(this.process.currentTimeMillis())
    wrapper.topicConfigTable.set(topicConfig.topicName, this.asRegistered(topicConfig))
    yield* this.doRegisterBrokerAll(wrapper, true)
  }

  /** A topic permits nothing that the broker as a whole does not permit. */
  private asRegistered(topicConfig: TopicConfig): TopicConfig {
    const { brokerPermission } = this.brokerConfig
    if (PermName.isReadable(brokerPermission) && PermName.isWriteable(brokerPermission)) return topicConfig
    const { topicName, readQueueNums, writeQueueNums, perm } = topicConfig
    return new TopicConfig(topicName, readQueueNums, writeQueueNums, perm & brokerPermission)
  }

  /** Tells nobody before the start, when nothing could be sent here, or after the shutdown. */
  private *doRegisterBrokerAll(wrapper: TopicConfigSerializeWrapper, checkOrderConfig: boolean): Blocking<void> {
    if (this.state !== 'RUNNING') return
    const { registerBrokerTimeoutMills } = this.brokerConfig
    yield* this.registerLock.lock()
    try {
      const results = yield* this.brokerOuterAPI.registerBrokerAll(this.identity(), wrapper, registerBrokerTimeoutMills)
      if (results[0] !== undefined) yield* this.handleRegisterBrokerResult(results[0], checkOrderConfig)
    } finally {
      this.registerLock.unlock()
    }
  }

  /** A slave learns here who its master is. Original: BrokerController#handleRegisterBrokerResult */
  private *handleRegisterBrokerResult(result: RegisterBrokerResult, checkOrderConfig: boolean): Blocking<void> {
    const isAskedFor = this.messageStoreConfig.haMasterAddress === ''
    // While the master is away its old address stays: the master will be there again.
    if (isAskedFor && result.haServerAddr !== null) {
      this.messageStore.getHaService()?.updateHaMasterAddress(result.haServerAddr)
    }
    this.slaveSynchronize.setMasterAddr(result.masterAddr)
    const orderTopics = checkOrderConfig ? result.kvTable?.table.keys() : undefined
    if (orderTopics !== undefined) yield* this.topicConfigManager.updateOrderTopicConfig(orderTopics)
  }

  private identity(): BrokerIdentity {
    return {
      clusterName: this.brokerConfig.brokerClusterName,
      brokerName: this.brokerConfig.brokerName,
      brokerAddr: this.getBrokerAddr(),
      brokerId: this.brokerConfig.brokerId,
      haServerAddr: this.getHAServerAddr(),
      enableActingMaster: this.brokerConfig.enableSlaveActingMaster,
    }
  }

  private changeState(state: BrokerState): void {
    const { kernel, name } = this.process
    const from = this.state
    const isLegal = LEGAL_TRANSITIONS.some(([before, after]) => before === from && after === state)
    assert(isLegal, 'a broker starts once and stops once', from, state)
    this.state = state
    if (!kernel.wants('state-changed')) return
    kernel.emit({ type: 'state-changed', process: name, className: 'BrokerController', name, from, to: state })
  }
}
