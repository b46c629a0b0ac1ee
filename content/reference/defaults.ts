import type { Both } from '../exercises/ExerciseText'

export const CONFIGS = [
  'ClientConfig', 'DefaultMQProducer', 'DefaultMQPushConsumer', 'NamesrvConfig', 'BrokerConfig', 'MessageStoreConfig',
] as const

export type ConfigName = (typeof CONFIGS)[number]

/** What a number means. A setting that is no number, or a mere number, has no unit. */
export type Unit = 'ms' | 's' | 'min' | 'h' | 'bytes' | 'MiB' | 'pages' | 'percent' | ''

/** A setting that readers look for. Its value is not written here: the site takes it from the engine’s own class. */
export interface Setting {
  readonly field: string
  readonly unit: Unit
  readonly says: Both
}

export interface SettingGroup {
  readonly config: ConfigName
  readonly title: Both
  readonly settings: readonly Setting[]
}

const one = (field: string, unit: Unit, en: string, zh: string): Setting => ({ field, unit, says: { en, zh } })

export const SETTINGS: readonly SettingGroup[] = [
  {
    config: 'DefaultMQProducer',
    title: { en: 'Producer', zh: '生产者' },
    settings: [
      one('sendMsgTimeout', 'ms', 'For a whole send, its retries included.', '整次发送的时间，重试也算在内。'),
      one('retryTimesWhenSendFailed', '', 'Further tries of a synchronous send.', '同步发送失败后再试几次。'),
      one('retryTimesWhenSendAsyncFailed', '', 'Further tries of an asynchronous send, to the same broker.', '异步发送失败后再试几次，仍发给同一个 Broker。'),
      one('retryAnotherBrokerWhenNotStoreOK', '', 'Is another broker tried when the status is not SEND_OK?', '状态不是 SEND_OK 时，换一个 Broker 再试吗？'),
      one('maxMessageSize', 'bytes', 'The largest body that the client lets out.', '客户端放行的最大消息体。'),
      one('compressMsgBodyOverHowmuch', 'bytes', 'Bodies from this size on are compressed.', '消息体达到这个大小就压缩。'),
      one('compressLevel', '', 'How hard ZLIB tries, 1 to 9.', 'ZLIB 的压缩级别，1 到 9。'),
      one('compressType', '', 'How bodies are compressed.', '消息体的压缩方式。'),
      one('createTopicKey', '', 'The topic whose settings a new topic gets.', '新主题照着哪个主题的设置来建。'),
      one('defaultTopicQueueNums', '', 'The queues that the client asks for when a topic is created by a send.', '发送触发自动创建主题时，客户端要求的队列数。'),
      one('enableBackpressureForAsyncMode', '', 'Do asynchronous sends wait when too many are under way?', '进行中的异步发送太多时，新的要等吗？'),
      one('backPressureForAsyncSendNum', '', '… how many are too many; 10 at least.', '……多少算太多；至少为 10。'),
      one('backPressureForAsyncSendSize', 'bytes', '… and how many bytes of bodies; 1 MiB at least.', '……消息体总共多少字节算太多；至少为 1 MiB。'),
      one('autoBatch', '', 'Do messages wait for others, to travel in a batch?', '消息要不要等一等别的消息，凑成一批再发？'),
    ],
  },
  {
    config: 'ClientConfig',
    title: { en: 'Every client', zh: '所有客户端' },
    settings: [
      one('pollNameServerInterval', 'ms', 'Between two looks for routes.', '两次更新路由之间的间隔。'),
      one('heartbeatBrokerInterval', 'ms', 'Between two heartbeats to the brokers.', '两次向 Broker 发心跳之间的间隔。'),
      one('persistConsumerOffsetInterval', 'ms', 'Between two commits of what was consumed.', '两次提交消费偏移量之间的间隔。'),
      one('instanceName', '', 'Becomes the process id and a time, unless it is set.', '没有设置的话，会换成进程号加一个时间。'),
      one('vipChannelEnabled', '', 'Does it send to the broker’s port minus 2?', '发送时用 Broker 端口减 2 的那个端口吗？'),
      one('sendLatencyEnable', '', 'Are slow brokers left alone for a while?', '要不要让慢的 Broker 歇一阵子？'),
      one('startDetectorEnable', '', 'Are brokers that were left alone probed?', '歇着的 Broker 要不要定期探测？'),
      one('detectInterval', 'ms', '… how often.', '……多久探测一次。'),
      one('mqClientApiTimeout', 'ms', 'For requests that are no sends and no pulls.', '发送与拉取以外的请求的超时。'),
      one('clientCallbackExecutorThreads', '', 'Threads for callbacks; in 5.3.2 as many as there are processors.', '执行回调的线程数；5.3.2 中等于处理器个数。'),
      one('enableTrace', '', 'Do clients tell of their messages in a trace topic?', '客户端要不要把消息轨迹写进轨迹主题？'),
    ],
  },
  {
    config: 'DefaultMQPushConsumer',
    title: { en: 'Push consumer', zh: '推模式消费者' },
    settings: [
      one('consumeFromWhere', '', 'Where a new group begins.', '新的消费组从哪里开始。'),
      one('messageModel', '', 'Is the work shared, or does each member get everything?', '大家分担，还是每个成员都收到全部？'),
      one('consumeThreadMin', '', 'Threads that call the listener.', '调用监听器的线程数。'),
      one('consumeThreadMax', '', '… at most. The queue in front of them has no end, so there are never more than consumeThreadMin.', '……的上限。前面的队列没有尽头，所以从来不会超过 consumeThreadMin。'),
      one('pullBatchSize', '', 'Messages that one pull asks for.', '一次拉取要多少条消息。'),
      one('pullThresholdForQueue', '', 'With this many messages of a queue in memory no more are pulled.', '一个队列在内存里有这么多条消息，就不再拉取。'),
      one('pullThresholdSizeForQueue', 'MiB', '… and with this much.', '……总量达到这么多也不再拉取。'),
      one('consumeConcurrentlyMaxSpan', '', '… and when the oldest and the newest are this far apart.', '……最老与最新的消息相距这么远也不再拉取。'),
      one('pullInterval', 'ms', 'The pause between two pulls of a queue.', '对一个队列的两次拉取之间停多久。'),
      one('consumeMessageBatchMaxSize', '', 'Messages that the listener gets at once.', '监听器一次收到几条消息。'),
      one('maxReconsumeTimes', '', '-1 means 16, and without end for ordered messages.', '-1 表示 16 次；顺序消息则没有尽头。'),
      one('consumeTimeout', 'min', 'A listener that is still busy then has failed.', '监听器忙过这么久，就算失败。'),
      one('suspendCurrentQueueTimeMillis', 'ms', 'The pause after an ordered message has failed.', '顺序消息失败后停多久。'),
      one('popInvisibleTime', 'ms', 'For this long a popped message is hidden.', '被 POP 出的消息多久之内不可见。'),
    ],
  },
  {
    config: 'NamesrvConfig',
    title: { en: 'Name server', zh: 'NameServer' },
    settings: [
      one('scanNotActiveBrokerInterval', 'ms', 'Between two looks for brokers that have fallen silent.', '两次查找沉默的 Broker 之间的间隔。'),
      one('clientRequestThreadPoolNums', '', 'Threads that answer questions for routes.', '回答路由查询的线程数。'),
      one('orderMessageEnable', '', 'Do routes carry the order configuration?', '路由里要不要带顺序消息的配置？'),
      one('needWaitForService', '', 'Does it wait after its start before it answers?', '启动之后要不要等一等再回答？'),
      one('waitSecondsForService', 's', '… how long.', '……等多久。'),
      one('supportActingMaster', '', 'May a slave stand in for a master that is gone?', '主节点不在时，从节点可以顶替吗？'),
    ],
  },
  {
    config: 'BrokerConfig',
    title: { en: 'Broker', zh: 'Broker' },
    settings: [
      one('autoCreateTopicEnable', '', 'Are topics created when somebody sends to them?', '有人发送时，自动创建主题吗？'),
      one('defaultTopicQueueNums', '', 'The most queues that such a topic gets.', '这样创建的主题最多几个队列。'),
      one('autoCreateSubscriptionGroup', '', 'Are groups created when somebody consumes?', '有人消费时，自动创建消费组吗？'),
      one('registerNameServerPeriod', 'ms', 'Between two registrations, 10 to 60 seconds whatever is set.', '两次注册之间的间隔；不管怎么设，都在 10 到 60 秒之间。'),
      one('waitTimeMillsInSendQueue', 'ms', 'A send that has waited longer for a thread is thrown out: SYSTEM_BUSY.', '发送请求等线程等得更久就被清出去：SYSTEM_BUSY。'),
      one('brokerFastFailureEnable', '', 'Are requests thrown out that have waited too long?', '等得太久的请求要清出去吗？'),
      one('sendMessageThreadPoolNums', '', 'Threads that store messages: one for each processor, four at most.', '存消息的线程数：每个处理器一个，最多四个。'),
      one('sendThreadPoolQueueCapacity', '', 'Sends that may wait for them.', '最多有多少发送请求在等这些线程。'),
      one('longPollingEnable', '', 'May a pull that finds nothing wait?', '拉取不到消息的请求可以等吗？'),
      one('channelExpiredTimeout', 'ms', 'A client of whom nothing is heard for so long is gone.', '这么久没有音信的客户端，就当它走了。'),
      one('flushConsumerOffsetInterval', 'ms', 'Between two writes of consumerOffset.json.', '两次写 consumerOffset.json 之间的间隔。'),
      one('transactionTimeOut', 'ms', 'The age at which a half message is asked about.', '半消息多久之后开始回查。'),
      one('transactionCheckMax', '', '… how often at most.', '……最多回查几次。'),
      one('transactionCheckInterval', 'ms', '… and how often half messages are looked at.', '……多久查看一遍半消息。'),
      one('slaveReadEnable', '', 'May consumers read from slaves?', '消费者可以读从节点吗？'),
    ],
  },
  {
    config: 'MessageStoreConfig',
    title: { en: 'Store', zh: '存储' },
    settings: [
      one('mappedFileSizeCommitLog', 'bytes', 'One file of the commit log.', '提交日志的一个文件。'),
      one('mappedFileSizeConsumeQueue', 'bytes', 'One file of a consume queue: 300 000 entries of 20 bytes.', '消费队列的一个文件：300 000 个条目，每个 20 字节。'),
      one('flushDiskType', '', 'Is a send answered before or after the flush?', '先回答再刷盘，还是刷完再回答？'),
      one('flushIntervalCommitLog', 'ms', 'Between two flushes of the log.', '两次刷日志之间的间隔。'),
      one('flushCommitLogLeastPages', 'pages', '… which does nothing with fewer dirty pages than this …', '……脏页少于这个数就不刷……'),
      one('flushCommitLogThoroughInterval', 'ms', '… unless the last thorough flush is this long ago.', '……除非距上次彻底刷盘已有这么久。'),
      one('syncFlushTimeout', 'ms', 'How long a send waits for the flush with SYNC_FLUSH.', 'SYNC_FLUSH 时，一次发送最多等刷盘多久。'),
      one('slaveTimeout', 'ms', 'How long a send waits for slaves on a SYNC_MASTER.', 'SYNC_MASTER 上，一次发送最多等从节点多久。'),
      one('brokerRole', '', 'ASYNC_MASTER, SYNC_MASTER or SLAVE.', 'ASYNC_MASTER、SYNC_MASTER 或 SLAVE。'),
      one('inSyncReplicas', '', 'Replicas that must have a message before a SYNC_MASTER answers, itself included.', 'SYNC_MASTER 回答之前，必须有几个副本拿到消息，自己也算。'),
      one('maxMessageSize', 'bytes', 'The largest body that the store takes.', '存储接受的最大消息体。'),
      one('osPageCacheBusyTimeOutMills', 'ms', 'When the put lock is held for longer, the page cache counts as busy.', '写锁被占得更久，就认为页缓存繁忙。'),
      one('fileReservedTime', 'h', 'After this time a file of the log may be deleted, consumed or not.', '日志文件过了这么久就可以删除，无论是否消费过。'),
      one('deleteWhen', '', 'The hour at which old files are deleted.', '几点删除旧文件。'),
      one('diskMaxUsedSpaceRatio', 'percent', 'When the disk is fuller than this, old files are deleted at any hour.', '磁盘用得比这更满时，不到点也删旧文件。'),
      one('diskSpaceCleanForciblyRatio', 'percent', '… files that are not old as well.', '……没过期的文件也删。'),
      one('diskSpaceWarningLevelRatio', 'percent', '… and the broker takes no more messages.', '……而且 Broker 不再接收消息。'),
      one('messageDelayLevel', '', 'What the levels of delayed messages mean.', '延迟消息各等级的含义。'),
      one('timerMaxDelaySec', 's', 'The furthest that a message may be put off by the wheel.', '时间轮最多能把消息推迟多久。'),
      one('transientStorePoolEnable', '', 'Are messages written to memory of the process first?', '消息先写进进程自己的内存吗？'),
      one('haMaxGapNotInSync', 'bytes', 'A slave that lags further behind does not count.', '从节点落后得更多，就不算数。'),
    ],
  },
]
