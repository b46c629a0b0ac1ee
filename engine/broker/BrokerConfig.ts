import { PermName } from '../common/constant/PermName'

/** The machine that a broker is meant to run on. Some pools have as many threads as it has processors. */
const AVAILABLE_PROCESSORS = 4

/**
 * Names and defaults are the original's; the fields that nothing here reads are left out. Times in ms.
 * Original: org.apache.rocketmq.common.BrokerConfig.
 */
export class BrokerConfig {
  brokerName = 'DEFAULT_BROKER'
  brokerClusterName = 'DefaultCluster'
  /** 0 is the master. */
  brokerId = 0
  /** The address that clients are told; if empty, the machine's. */
  brokerIP1 = ''
  /** The address that replicas are told; if empty, the machine's. */
  brokerIP2 = ''
  /** Name servers, `host:port` separated by `;`. */
  namesrvAddr = ''
  brokerPermission: number = PermName.PERM_READ | PermName.PERM_WRITE

  /** The most queues of a topic that is created because somebody sends to it. */
  defaultTopicQueueNums = 8
  autoCreateTopicEnable = true
  clusterTopicEnable = true
  brokerTopicEnable = true
  traceTopicEnable = false
  msgTraceTopicName = 'RMQ_SYS_TRACE_TOPIC'
  /** Queues in which checkpoints and acks of popped messages come back. */
  reviveQueueNum = 8
  /** Between two looks into one of them, … */
  reviveInterval = 1000
  /** … this often as long when there is nothing to do; … */
  reviveMaxSlow = 3
  /** … and how long one look takes at most. */
  reviveScanTime = 1000 * 10
  /** An ack without a checkpoint is given up after this time, … */
  reviveAckWaitMs = 1000 * 60 * 3
  /** … if at all. */
  enableSkipLongAwaitingAck = false
  /** Are messages given up that could not be put into their retry topic so often? */
  skipWhenCKRePutReachMaxTimes = false
  /** Pops that may wait at a queue for a group, and in all. */
  popPollingSize = 1024
  maxPopPollingSize = 100_000
  /** Each message with such a number in its queue wakes a pop that waits, whatever that wants; 0 for none. */
  popLongPollingForceNotifyInterval = 800
  /** How many of 100 pops look at the retry topic first. */
  popFromRetryProbability = 20
  /** Do retry topics of popped messages have the newer form of their names, … */
  enableRetryTopicV2 = false
  /** … and are those with the older one looked at all the same? */
  retrieveMessageFromPopRetryTopicV1 = true
  /** Do messages that come again have the retry topic's name for those who pop them? */
  popResponseReturnActualRetryTopic = false
  /** Does a group that wants to begin at the end begin with the first message, while nothing of the queue is gone? */
  initPopOffsetByCheckMsgInMem = true
  /** How consumers that ask the broker for their queues get messages, unless an operator says something else: PULL or POP. */
  defaultMessageRequestMode: 'PULL' | 'POP' = 'PULL'
  /** How many other consumers a queue is shared with in POP mode; -1 for all. */
  defaultPopShareQueueNum = -1
  /** Does the broker divide the queues among such consumers? Otherwise each gets all. */
  serverLoadBalancerEnable = true
  loadBalancePollNameServerInterval = 1000 * 30
  autoCreateSubscriptionGroup = true

  /** May consumers read from slaves? */
  slaveReadEnable = false
  /** Does a slave stand in for a master that is away, and does a master count the members of its group? */
  enableSlaveActingMaster = false
  syncBrokerMemberGroupPeriod = 1000

  flushConsumerOffsetInterval = 1000 * 5
  /** Commits of offsets between two versions of their table. */
  consumerOffsetUpdateVersionStep = 500
  /** May consumers choose messages by their properties (SQL92)? */
  enablePropertyFilter = false
  /** Are messages that come again judged by the selector for the topic that they were sent to? */
  filterSupportRetry = false
  /** Of the filter in which the groups with selectors have their bits: for how many, and in how many of 100 cases it may err. */
  expectConsumerNumUseFilter = 32
  maxErrorRateOfBloomFilter = 20
  /** A selector that nobody uses is forgotten after this time. */
  filterDataCleanTimeSpan = 24 * 3600 * 1000
  /** Are pulls told where an operator wants their group to read on? Otherwise the members are told. */
  useServerSideResetOffset = true
  /** Changes of how far delay levels have come, between two versions of their table. */
  delayOffsetUpdateVersionStep = 200
  litePullMessageEnable = true
  /** May a pull that finds nothing wait as long as it wants to? Otherwise it waits the other time. */
  longPollingEnable = true
  shortPollingTimeMills = 1000
  notifyConsumerIdsChangedEnable = true
  /** A consumer of whom nothing is heard for so long is gone. */
  channelExpiredTimeout = 1000 * 120
  /** What a pull has said of its subscription is forgotten then. */
  subscriptionExpiredTimeout = 1000 * 60 * 10

  regionId = 'DefaultRegion'
  traceOn = true
  /** The broker accepts nothing before this time (ms since 1970). */
  startAcceptSendRequestTimeStamp = 0
  /** If true, the thread that has appended a message doesn't wait until it is safe; another one answers then. */
  asyncSendEnable = true

  /** A producer is asked for the outcome of a transaction when it is that old … */
  transactionTimeOut = 6 * 1000
  /** … this often at most, … */
  transactionCheckMax = 15
  /** … and it is looked for such transactions at this interval. */
  transactionCheckInterval = 30 * 1000
  transactionMetricFlushInterval = 3 * 1000
  /** Transactions that have ended are written down together, when their numbers have this many characters … */
  transactionOpMsgMaxSize = 4096
  /** … or after this time. */
  transactionOpBatchInterval = 3000
  rejectTransactionMessage = false

  /** May producers take back messages that wait on the wheel … */
  recallMessageEnable = false
  /** … also while the broker takes no new ones? */
  allowRecallWhenBrokerNotWriteable = true

  /** Are replies also kept in a topic? */
  storeReplyMessageEnable = true

  /** Are requests thrown out that have waited for a thread for longer than these times? */
  brokerFastFailureEnable = true
  waitTimeMillsInSendQueue = 200
  waitTimeMillsInPullQueue = 5 * 1000
  waitTimeMillsInLitePullQueue = 5 * 1000
  waitTimeMillsInHeartbeatQueue = 31 * 1000
  waitTimeMillsInTransactionQueue = 3 * 1000
  waitTimeMillsInAdminBrokerQueue = 5 * 1000

  /** Settings that no operator can change, separated by semicolons. */
  configBlackList = 'configBlackList;brokerConfigPath'
  /** Are an operator's topics checked for names that belong to the system? */
  validateSystemTopicWhenUpdateTopic = true
  /** Do the retry topics of pop consumers go with their topic? */
  clearRetryTopicWhenDeleteTopic = true
  /** Is what was counted for a topic or a group forgotten with it? */
  autoDeleteUnusedStats = true

  registerBrokerTimeoutMills = 24_000
  /** Between ten seconds and a minute, whatever is set. */
  registerNameServerPeriod = 30_000
  updateNameServerAddrPeriod = 1000 * 60 * 2

  sendMessageThreadPoolNums: number = Math.min(AVAILABLE_PROCESSORS, 4)
  putMessageFutureThreadPoolNums: number = Math.min(AVAILABLE_PROCESSORS, 4)
  pullMessageThreadPoolNums: number = 16 + AVAILABLE_PROCESSORS * 2
  litePullMessageThreadPoolNums: number = 16 + AVAILABLE_PROCESSORS * 2
  processReplyMessageThreadPoolNums: number = 16 + AVAILABLE_PROCESSORS * 2
  adminBrokerThreadPoolNums = 16
  clientManageThreadPoolNums = 32
  ackMessageThreadPoolNums = 16
  loadBalanceProcessorThreadPoolNums = 32
  consumerManageThreadPoolNums = 32
  endTransactionThreadPoolNums: number = 8 + AVAILABLE_PROCESSORS * 2
  heartbeatThreadPoolNums: number = Math.min(32, AVAILABLE_PROCESSORS)
  queryMessageThreadPoolNums: number = 8 + AVAILABLE_PROCESSORS
  sendThreadPoolQueueCapacity = 10_000
  putThreadPoolQueueCapacity = 10_000
  pullThreadPoolQueueCapacity = 100_000
  litePullThreadPoolQueueCapacity = 100_000
  replyThreadPoolQueueCapacity = 10_000
  queryThreadPoolQueueCapacity = 20_000
  adminBrokerThreadPoolQueueCapacity = 10_000
  clientManagerThreadPoolQueueCapacity = 1_000_000
  consumerManagerThreadPoolQueueCapacity = 1_000_000
  heartbeatThreadPoolQueueCapacity = 50_000
  endTransactionPoolQueueCapacity = 100_000
  ackThreadPoolQueueCapacity = 100_000
  loadBalanceThreadPoolQueueCapacity = 100_000
}
