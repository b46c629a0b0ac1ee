/** Where a class or a method of ours takes other steps than its counterpart in RocketMQ 5.3.2. */
export interface Difference {
  /** A class, a method or a function, as in `content/counterparts.json`. */
  readonly symbol: string
  /** The end of a sentence that begins with “Ours differs:”. */
  readonly text: Readonly<Record<'en' | 'zh', string>>
}

/** For the classes on the start, route, send and store paths. Where nothing stands here, nothing is said. */
export const differences: readonly Difference[] = [
  {
    symbol: 'client/producer/DefaultMQProducer#send',
    text: {
      en: 'in 5.3.2 one name stands for all ways to send; here those with a callback, a queue or a selector have names of their own, and the timeout is optional.',
      zh: '5.3.2 里各种发送方式同名重载；这里带回调、指定队列或用选择器的各有名字，超时则是可选参数。',
    },
  },
  {
    symbol: 'client/impl/producer/DefaultMQProducerImpl#start',
    text: {
      en: '5.3.2 also begins to look for requests whose time is over, as its last step. Here that begins with the first request.',
      zh: '5.3.2 最后还会开始检查超时的请求；这里要到第一个请求时才开始。',
    },
  },
  {
    symbol: 'client/impl/producer/DefaultMQProducerImpl#checkConfig',
    text: {
      en: '5.3.2 does not look at the compression. This engine has no LZ4 and no Zstandard, so it refuses them here rather than send what nobody can read.',
      zh: '5.3.2 不检查压缩方式。这个引擎没有 LZ4 和 Zstandard，于是在这里就拒绝，免得发出没有谁读得懂的消息体。',
    },
  },
  {
    symbol: 'client/impl/MQClientManager#getInstance',
    text: {
      en: 'a static field in Java. Many processes live in one tab here, so each of them has its own.',
      zh: 'Java 里是静态字段。这里一个标签页里住着许多进程，所以每个进程各有一个。',
    },
  },
  {
    symbol: 'client/impl/factory/MQClientInstance#start',
    text: {
      en: '5.3.2 first asks a web address for name servers if none is given, and starts the threads that pull and share queues in producers, too. Here they start with the first consumer.',
      zh: '5.3.2 若没有给出 NameServer 地址，会先去一个网址询问；拉取和分配队列的线程，生产者里也会启动。这里要等到第一个消费者。',
    },
  },
  {
    symbol: 'client/impl/factory/MQClientInstance#startScheduledTask',
    text: {
      en: '5.3.2 has three more tasks: name server addresses every two minutes if none were given, offsets every five seconds, thread pools every minute. A producer here has none of them.',
      zh: '5.3.2 还有三个任务：没给 NameServer 地址时每两分钟询问一次，每五秒持久化偏移量，每分钟调整线程池。这里的生产者一个也没有。',
    },
  },
  {
    symbol: 'client/impl/factory/HeartbeatSender#sendHeartbeatToAllBroker',
    text: {
      en: '5.3.2 can leave out what a broker knows already (`useHeartbeatV2`, off by default). This always sends everything.',
      zh: '5.3.2 可以省去 Broker 已经知道的内容（`useHeartbeatV2`，默认关闭）。这里总是全部发送。',
    },
  },
  {
    symbol: 'client/impl/factory/topicRouteData2TopicPublishInfo',
    text: {
      en: '5.3.2 also knows static topics, whose queues are mapped to brokers by a table. They are left out here.',
      zh: '5.3.2 还有静态主题，它的队列按一张表映射到各个 Broker；这里没有。',
    },
  },
  {
    symbol: 'common/message/MessageClientIDSetter#createUniqID',
    text: {
      en: 'the month begins in UTC and not in local time, and where Java puts the hash of a class loader stands the hash of the process’s name.',
      zh: '月份从 UTC 算起，不按本地时间；Java 放类加载器散列值的地方，这里放进程名的散列值。',
    },
  },
  {
    symbol: 'remoting/netty/ChannelTable',
    text: {
      en: 'a part of NettyRemotingClient in 5.3.2. A class of its own here, so that calls and connections can be read apart.',
      zh: '在 5.3.2 里是 NettyRemotingClient 的一部分。这里单独成类，好让调用和连接可以分开读。',
    },
  },
  {
    symbol: 'remoting/netty/NettyRemotingServer',
    text: {
      en: 'Netty has a timer for each connection that is idle. Here all connections are looked at once a second.',
      zh: 'Netty 给每条空闲连接各配一个定时器；这里每秒把所有连接看一遍。',
    },
  },
  {
    symbol: 'namesrv/routeinfo/RouteInfoManager',
    text: {
      en: '5.3.2 has a sixth table, for static topics. It is left out here.',
      zh: '5.3.2 还有第六张表，用于静态主题；这里没有。',
    },
  },
  {
    symbol: 'namesrv/processor/BrokerRegistrationRequests',
    text: {
      en: '5.3.2 can read a registration that says that it is compressed. No broker of that version says so, and here it is refused.',
      zh: '5.3.2 能读标明压缩过的注册请求，但同版本的 Broker 从不这样标；这里会拒绝。',
    },
  },
  {
    symbol: 'broker/latency/BrokerFastFailure',
    text: {
      en: '5.3.2 looks every 10 ms. This one sleeps while no request waits, and then keeps to the same steps.',
      zh: '5.3.2 每 10 毫秒看一次。这里没有请求排队时就睡着，醒来后仍按同样的节拍看。',
    },
  },
  {
    symbol: 'store/dispatch/ReputMessageService',
    text: {
      en: '5.3.2 looks every millisecond whether there is something to do. This one is woken by the append, and takes its millisecond then.',
      zh: '5.3.2 每毫秒看一次有没有事可做；这里由追加唤醒，醒来再等那一毫秒。',
    },
  },
  {
    symbol: 'store/commitlog/CommitLog#getConfirmOffset',
    text: {
      en: 'in controller mode 5.3.2 also waits for the replicas in sync. There is no controller here.',
      zh: '在控制器模式下，5.3.2 还会等同步副本；这里没有控制器。',
    },
  },
  {
    symbol: 'store/commitlog/PutMessageReentrantLock',
    text: {
      en: '5.3.2 takes a lock that spins instead if `useReentrantLockWhenPutMessage` is off. Here only one thread runs at a time, and spinning would wait for ever.',
      zh: '关掉 `useReentrantLockWhenPutMessage`，5.3.2 就改用自旋锁。这里同一时刻只有一个线程在跑，自旋会永远等下去。',
    },
  },
  {
    symbol: 'store/flush/StoreCheckpoint',
    text: {
      en: '5.3.2 has one number for the last entry made and the last one flushed, so that its file may be a minute ahead of the queues. Here they are two, and the file holds the safe one.',
      zh: '5.3.2 用同一个数表示“最后写入的条目”和“最后刷盘的条目”，文件因此可能比队列超前一分钟。这里分成两个，文件里记安全的那个。',
    },
  },
  {
    symbol: 'store/logfile/AllocateMappedFileService',
    text: {
      en: '5.3.2 keeps its requests in a priority queue, larger files first. With files of one size, as here, that is the order in which they come.',
      zh: '5.3.2 把请求放在优先队列里，大文件在前。文件大小都一样时，就是先来先办，这里便是如此。',
    },
  },
  {
    symbol: 'store/clean/CleanCommitLogService#deleteExpiredFileByTime',
    text: {
      en: '5.3.2 asks the file system when a file was last written, so a copied store is young again. Here the first message of the next file tells it.',
      zh: '5.3.2 问文件系统文件最后何时写过，所以拷贝过的存储又变“年轻”了。这里看下一个文件的第一条消息。',
    },
  },
]
