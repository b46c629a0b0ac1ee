import type { Both } from '../exercises/ExerciseText'
import type { Taught } from './ReferenceText'

export interface GlossaryTerm {
  /** The fragment of its address. */
  readonly id: string
  readonly term: Both
  /** What people call it elsewhere, for the search: names in the source, other words. */
  readonly also: readonly string[]
  readonly text: Both
  readonly taught: Taught
}

const step = (lesson: string, id: string): Taught => ({ lesson, step: id })

/** The words of the course, in the order of a message's way. */
export const GLOSSARY: readonly GlossaryTerm[] = [
  {
    id: 'topic', term: { en: 'topic', zh: '主题' }, also: ['Topic', 'TopicConfig'],
    text: {
      en: 'The name under which messages are sent and subscribed to. It is a set of queues, spread over brokers.',
      zh: '发送与订阅消息时所用的名字。它是一组队列，分布在各个 Broker 上。',
    },
    taught: step('send-call', 'route'),
  },
  {
    id: 'queue', term: { en: 'queue', zh: '队列' }, also: ['MessageQueue', 'shard', 'partition', '分片', '分区'],
    text: {
      en: 'A numbered part of a topic on one broker. Order holds within a queue, and a group divides the work by queues.',
      zh: '一个主题在一个 Broker 上的一个带编号的部分。次序只在一个队列之内成立，消费组按队列分工。',
    },
    taught: step('send-call', 'choose'),
  },
  {
    id: 'message', term: { en: 'message', zh: '消息' }, also: ['Message', 'MessageExt', 'body', 'properties'],
    text: {
      en: 'A topic, a body of bytes, and properties. Keys, tags and delay are properties with reserved names.',
      zh: '一个主题，一段字节，再加属性。键、标签、延迟都是名字保留的属性。',
    },
    taught: { symbol: 'common/message/Message' },
  },
  {
    id: 'producer', term: { en: 'producer', zh: '生产者' }, also: ['DefaultMQProducer', 'MQProducer', 'sender'],
    text: {
      en: 'The object with which an application sends. The methods are a facade; DefaultMQProducerImpl does the work.',
      zh: '应用用来发送消息的对象。它的方法只是门面，真正做事的是 DefaultMQProducerImpl。',
    },
    taught: step('send-call', 'one-line'),
  },
  {
    id: 'consumer', term: { en: 'consumer', zh: '消费者' }, also: ['DefaultMQPushConsumer', 'push consumer'],
    text: {
      en: 'The object with which an application receives. A “push” consumer pulls in the background and calls your listener.',
      zh: '应用用来接收消息的对象。所谓“推”的消费者，其实在后台拉取，再调用你的监听器。',
    },
    taught: step('consume', 'start'),
  },
  {
    id: 'consumer-group', term: { en: 'consumer group', zh: '消费组' }, also: ['consumerGroup', '消费者组'],
    text: {
      en: 'Consumers with one name that share the queues of their topics among them. All of them must subscribe to the same.',
      zh: '同名的一组消费者，彼此分担主题的队列。组里所有成员的订阅必须相同。',
    },
    taught: step('consume', 'rebalance'),
  },
  {
    id: 'producer-group', term: { en: 'producer group', zh: '生产组' }, also: ['producerGroup', '生产者组'],
    text: {
      en: 'Producers with one name. It matters for transactions: any member can be asked how one of them ended.',
      zh: '同名的一组生产者。它的用处在事务：任何一个成员都可能被问到某个事务的结局。',
    },
    taught: step('kinds', 'answers'),
  },
  {
    id: 'broker', term: { en: 'broker', zh: 'Broker' }, also: ['BrokerController'],
    text: {
      en: 'The process that stores messages and hands them out. Brokers with one name are a master (id 0) and its slaves.',
      zh: '存储消息、分发消息的进程。同名的 Broker 是一个主节点（编号 0）和它的从节点。',
    },
    taught: step('send-call', 'broker'),
  },
  {
    id: 'name-server', term: { en: 'name server', zh: 'NameServer' }, also: ['namesrv', 'NamesrvController', 'registry', '注册中心'],
    text: {
      en: 'The process that knows which broker has which topic. Brokers register with each of them; they do not know each other.',
      zh: '知道哪个 Broker 有哪些主题的进程。Broker 向每一台注册；它们互不相识。',
    },
    taught: step('send-call', 'name-server'),
  },
  {
    id: 'route', term: { en: 'route', zh: '路由' }, also: ['TopicRouteData', 'TopicPublishInfo', 'routing'],
    text: {
      en: 'What a name server answers about a topic: brokers, their addresses and numbers of queues. Clients ask again every 30 seconds.',
      zh: 'NameServer 对一个主题的回答：有哪些 Broker，地址是什么，各有几个队列。客户端每 30 秒再问一次。',
    },
    taught: step('send-call', 'route'),
  },
  {
    id: 'auto-creation', term: { en: 'auto-creation of topics', zh: '自动创建主题' }, also: ['TBW102', 'autoCreateTopicEnable', 'AUTO_CREATE_TOPIC_KEY_TOPIC'],
    text: {
      en: 'A broker that allows it has the topic TBW102. A producer without a route uses TBW102’s, and the broker that gets the first message creates the topic.',
      zh: '允许自动创建的 Broker 会有 TBW102 这个主题。找不到路由的生产者就借用 TBW102 的路由，收到第一条消息的 Broker 创建主题。',
    },
    taught: { symbol: `client/impl/producer/DefaultMQProducerImpl#tryToFindTopicPublishInfo` },
  },
  {
    id: 'heartbeat', term: { en: 'heartbeat', zh: '心跳' }, also: ['HEART_BEAT', 'heartbeatBrokerInterval'],
    text: {
      en: 'Every 30 seconds a client tells each broker it uses which groups it has and what they subscribe to.',
      zh: '客户端每 30 秒告诉它用到的每个 Broker：自己有哪些组，各订阅了什么。',
    },
    taught: { symbol: 'client/impl/factory/MQClientInstance#sendHeartbeatToAllBrokerWithLock' },
  },
  {
    id: 'client-id', term: { en: 'client id', zh: '客户端 ID' }, also: ['clientId', 'buildMQClientId', 'instanceName', 'unitName'],
    text: {
      en: 'Address, instance name and unit. Producers and consumers of a process with the same one share an MQClientInstance.',
      zh: '由地址、实例名和单元名拼成。同一个进程里客户端 ID 相同的生产者与消费者，共用一个 MQClientInstance。',
    },
    taught: { symbol: 'client/ClientConfig#buildMQClientId' },
  },
  {
    id: 'retry', term: { en: 'retry of a send', zh: '发送重试' }, also: ['retryTimesWhenSendFailed', 'timesTotal', '重发'],
    text: {
      en: 'A synchronous send is tried three times, on other brokers where possible, within one budget of time for all tries.',
      zh: '同步发送最多试三次，尽量换别的 Broker，所有尝试共用一份时间预算。',
    },
    taught: step('send-call', 'budget'),
  },
  {
    id: 'fault-latency', term: { en: 'fault latency', zh: '故障延迟' }, also: ['sendLatencyFaultEnable', 'MQFaultStrategy', 'LatencyFaultTolerance', '故障规避'],
    text: {
      en: 'A strategy that leaves a slow or failing broker alone for a while. Off by default.',
      zh: '让慢的、出错的 Broker 歇一段时间的策略。默认关闭。',
    },
    taught: { symbol: 'client/latency/MQFaultStrategy#selectOneMessageQueue' },
  },
  {
    id: 'opaque', term: { en: 'opaque', zh: 'opaque（请求编号）' }, also: ['responseTable', 'ResponseFuture', 'request id'],
    text: {
      en: 'The number of a request. The response carries it too; under it the caller’s future waits in the responseTable.',
      zh: '请求的编号，响应里也带着它。调用方的 future 就在 responseTable 里按这个编号等着。',
    },
    taught: step('send-call', 'wait'),
  },
  {
    id: 'frame', term: { en: 'frame', zh: '帧' }, also: ['RemotingCommand', 'wire format', '协议'],
    text: {
      en: 'What travels between processes: a length, a header (JSON or binary), and a body.',
      zh: '进程之间传输的东西：长度、头部（JSON 或二进制）和正文。',
    },
    taught: { symbol: 'remoting/protocol/RemotingCommand' },
  },
  {
    id: 'oneway', term: { en: 'oneway send', zh: '单向发送' }, also: ['sendOneway', 'oneway'],
    text: {
      en: 'A send without a response: the fastest, and nobody knows whether it arrived.',
      zh: '不要响应的发送：最快，但是否送达无人知晓。',
    },
    taught: { symbol: 'client/producer/DefaultMQProducer#sendOneway' },
  },
  {
    id: 'back-pressure', term: { en: 'back-pressure', zh: '背压' }, also: ['enableBackpressureForAsyncMode', 'semaphore', '限流'],
    text: {
      en: 'Two semaphores, for the number and for the bytes of asynchronous sends under way. Off by default.',
      zh: '两个信号量，分别限制正在进行的异步发送的条数与字节数。默认关闭。',
    },
    taught: { symbol: 'client/impl/producer/DefaultMQProducerImpl' },
  },
  {
    id: 'message-id', term: { en: 'message id', zh: '消息 ID' }, also: ['msgId', 'offsetMsgId', 'UNIQ_KEY'],
    text: {
      en: 'There are two. The client makes msgId before it sends; offsetMsgId is the broker’s address and the place in its commit log.',
      zh: '有两个。客户端在发送前生成 msgId；offsetMsgId 是 Broker 的地址加上在提交日志里的位置。',
    },
    taught: step('send-call', 'answer'),
  },
  {
    id: 'send-ok', term: { en: 'SEND_OK', zh: 'SEND_OK' }, also: ['SendStatus', 'SendResult', 'acknowledged', '确认'],
    text: {
      en: 'The broker has appended the message as safely as it is configured to. By default that means: into its page cache.',
      zh: 'Broker 已按配置所要求的可靠程度追加了消息。默认配置下，这意味着：进了页缓存。',
    },
    taught: step('send-call', 'append'),
  },
  {
    id: 'commit-log', term: { en: 'commit log', zh: '提交日志' }, also: ['CommitLog', 'MappedFile'],
    text: {
      en: 'One log for all topics of a broker. Files of 1 GB, each named after the offset at which it begins.',
      zh: '一个 Broker 上所有主题共用的日志。文件每个 1 GB，以各自起始的偏移量命名。',
    },
    taught: step('store', 'append'),
  },
  {
    id: 'consume-queue', term: { en: 'consume queue', zh: '消费队列' }, also: ['ConsumeQueue', 'ReputMessageService', 'dispatch'],
    text: {
      en: 'For each queue a file with 20 bytes for each message: where it is in the log, how long it is, and its tag’s hash code.',
      zh: '每个队列一个文件，每条消息 20 字节：在日志里的位置、长度，以及标签的哈希值。',
    },
    taught: step('store', 'queue'),
  },
  {
    id: 'index-file', term: { en: 'index file', zh: '索引文件' }, also: ['IndexFile', 'IndexService', 'query by key'],
    text: {
      en: 'A hash table on the disk, by which messages are found by their keys.',
      zh: '磁盘上的哈希表，凭键找消息。',
    },
    taught: step('store', 'index'),
  },
  {
    id: 'page-cache', term: { en: 'page cache', zh: '页缓存' }, also: ['mmap', 'dirty page', '脏页'],
    text: {
      en: 'Memory of the operating system in which files are read and written. It survives a killed process, not a power cut.',
      zh: '操作系统用来读写文件的内存。进程被杀死它还在，断电就没了。',
    },
    taught: step('send-call', 'append'),
  },
  {
    id: 'flush', term: { en: 'flush', zh: '刷盘' }, also: ['flushDiskType', 'ASYNC_FLUSH', 'SYNC_FLUSH', 'fsync', '同步刷盘', '异步刷盘'],
    text: {
      en: 'Writing dirty pages to the device. ASYNC_FLUSH answers before, SYNC_FLUSH after it.',
      zh: '把脏页写到设备上。ASYNC_FLUSH 先回答再刷，SYNC_FLUSH 刷完才回答。',
    },
    taught: step('store', 'flush'),
  },
  {
    id: 'checkpoint', term: { en: 'checkpoint', zh: '检查点' }, also: ['StoreCheckpoint', 'abort'],
    text: {
      en: 'Three timestamps in a file: up to when log, queues and index are safe. Recovery after a crash begins there.',
      zh: '一个文件里的三个时间戳：日志、队列、索引各自安全到什么时候。崩溃后的恢复从这里开始。',
    },
    taught: step('store', 'recover'),
  },
  {
    id: 'replication', term: { en: 'replication', zh: '复制' }, also: ['HA', 'SYNC_MASTER', 'ASYNC_MASTER', 'slave', '主从'],
    text: {
      en: 'Slaves pull the master’s log. A SYNC_MASTER answers only when enough of them have the message.',
      zh: '从节点拉取主节点的日志。SYNC_MASTER 要等足够多的从节点拿到消息才回答。',
    },
    taught: { run: 'error-slave-timeout' },
  },
  {
    id: 'rebalance', term: { en: 'rebalancing', zh: '重平衡' }, also: ['RebalanceService', 'AllocateMessageQueueStrategy', '负载均衡'],
    text: {
      en: 'Every 20 seconds, and when the group changes, each member works out alone which queues are its own.',
      zh: '每 20 秒一次，组有变动时也会：每个成员各自算出哪些队列归自己。',
    },
    taught: step('consume', 'rebalance'),
  },
  {
    id: 'long-polling', term: { en: 'long polling', zh: '长轮询' }, also: ['PullRequestHoldService', 'suspend', 'PULL_NOT_FOUND'],
    text: {
      en: 'A pull that finds nothing is held by the broker until a message arrives, or until its time is over.',
      zh: '拉取不到消息时，Broker 把请求先扣住，等消息来了或者时间到了再回答。',
    },
    taught: step('consume', 'hold'),
  },
  {
    id: 'offset', term: { en: 'offset', zh: '偏移量' }, also: ['consumerOffset', 'commit', 'queueOffset', '消费进度', '位点'],
    text: {
      en: 'A place in a queue or in a log. A group’s offset says how far it has consumed; it follows the slowest message.',
      zh: '队列或日志里的位置。一个组的偏移量说明它消费到了哪里；它跟着最慢的那条消息走。',
    },
    taught: step('consume', 'slowest'),
  },
  {
    id: 'at-least-once', term: { en: 'at least once', zh: '至少一次' }, also: ['duplicate', 'idempotent', '重复消费', '幂等', '重复消息'],
    text: {
      en: 'No message is left out, and some may come twice: sends are retried, offsets are committed later, queues change hands.',
      zh: '不会漏掉消息，但可能来两次：发送会重试，偏移量稍后才提交，队列会易手。',
    },
    taught: step('consume', 'twice'),
  },
  {
    id: 'retry-topic', term: { en: 'retry topic', zh: '重试主题' }, also: ['%RETRY%', 'RECONSUME_LATER', 'CONSUMER_SEND_MSG_BACK'],
    text: {
      en: 'Messages that a listener refused come back through %RETRY% and the group’s name, each time later.',
      zh: '监听器没有接受的消息，经由“%RETRY% + 组名”这个主题再来，一次比一次晚。',
    },
    taught: step('consume', 'later'),
  },
  {
    id: 'dead-letter', term: { en: 'dead letter queue', zh: '死信队列' }, also: ['%DLQ%', 'maxReconsumeTimes', 'DLQ'],
    text: {
      en: 'Where a message ends after 16 failed retries: %DLQ% and the group’s name. Nobody reads it by default.',
      zh: '重试 16 次都失败的消息最后去的地方：%DLQ% 加组名。默认没有谁读它。',
    },
    taught: { run: 'dead-letter' },
  },
  {
    id: 'broadcast', term: { en: 'broadcasting', zh: '广播' }, also: ['BROADCASTING', 'MessageModel', 'LocalFileOffsetStore'],
    text: {
      en: 'Every member of the group gets every message, and keeps its offsets in a file of its own.',
      zh: '组里每个成员都收到全部消息，偏移量各记在自己的文件里。',
    },
    taught: { run: 'broadcast' },
  },
  {
    id: 'ordered', term: { en: 'ordered message', zh: '顺序消息' }, also: ['MessageListenerOrderly', 'orderly', '有序'],
    text: {
      en: 'The same key goes to the same queue, and one thread at a time consumes it, under a lock that the broker keeps.',
      zh: '同一个键进同一个队列，由 Broker 保管的锁保证同一时刻只有一个线程消费它。',
    },
    taught: step('kinds', 'same-queue'),
  },
  {
    id: 'delayed', term: { en: 'delayed message', zh: '延迟消息' }, also: ['SCHEDULE_TOPIC_XXXX', 'delayTimeLevel', 'messageDelayLevel', '定时消息'],
    text: {
      en: 'It waits in a topic of the system, one queue for each of 18 levels, or on the timing wheel for any time.',
      zh: '它先在系统主题里等着，18 个等级各一个队列；要任意时间，就上时间轮。',
    },
    taught: step('kinds', 'when'),
  },
  {
    id: 'timing-wheel', term: { en: 'timing wheel', zh: '时间轮' }, also: ['TimerMessageStore', 'TimerWheel', 'timerMaxDelaySec'],
    text: {
      en: 'A ring with a slot for each second. What is due then hangs from it as a chain in the timer log.',
      zh: '一个环，每秒一个槽。到那一秒该投递的消息，在定时日志里串成一条链。',
    },
    taught: step('kinds', 'any-time'),
  },
  {
    id: 'transaction', term: { en: 'transactional message', zh: '事务消息' }, also: ['half message', 'RMQ_SYS_TRANS_HALF_TOPIC', 'check back', '半消息', '回查'],
    text: {
      en: 'First stored where nobody sees it; delivered only when the application says that its own part has succeeded.',
      zh: '先存在谁也看不到的地方，等应用说自己那部分成功了，才投递。',
    },
    taught: step('kinds', 'half'),
  },
  {
    id: 'pop', term: { en: 'pop', zh: 'POP 消费' }, also: ['POP_MESSAGE', 'ack', 'invisible time', 'PopMessageProcessor'],
    text: {
      en: 'The broker gives out single messages and hides them for a time; what is not acknowledged by then comes again.',
      zh: 'Broker 逐条发出消息并让它们暂时不可见；到时没有确认的，会再来一次。',
    },
    taught: { symbol: 'broker/processor/PopMessageProcessor' },
  },
  {
    id: 'service-state', term: { en: 'service state', zh: '服务状态' }, also: ['ServiceState', 'CREATE_JUST', 'START_FAILED', 'SHUTDOWN_ALREADY', 'RUNNING'],
    text: {
      en: 'CREATE_JUST, RUNNING, SHUTDOWN_ALREADY, START_FAILED: what a client may do depends on it.',
      zh: 'CREATE_JUST、RUNNING、SHUTDOWN_ALREADY、START_FAILED：客户端能做什么，由它决定。',
    },
    taught: step('send-call', 'state'),
  },
  {
    id: 'facade', term: { en: 'facade', zh: '门面' }, also: ['Facade', '外观模式', '门面模式'],
    text: {
      en: 'A simple face before a busy house: the producer’s methods hide routes, retries, frames and connections.',
      zh: '忙碌的里间前面，一张简单的脸：生产者的方法挡住了路由、重试、帧与连接。',
    },
    taught: step('send-call', 'facade'),
  },
  {
    id: 'singleton', term: { en: 'singleton', zh: '单例' }, also: ['Singleton', 'MQClientManager', '单例模式'],
    text: {
      en: 'One object for a process: MQClientManager, which hands out one MQClientInstance for each client id.',
      zh: '一个进程只有一个的对象：MQClientManager，它为每个客户端 ID 发放一个 MQClientInstance。',
    },
    taught: { symbol: 'client/impl/MQClientManager' },
  },
  {
    id: 'strategy', term: { en: 'strategy', zh: '策略' }, also: ['Strategy', 'MessageQueueSelector', '策略模式', 'selector', '选择器'],
    text: {
      en: 'An algorithm as an object that can be exchanged: how a queue is chosen, or how a group shares its queues.',
      zh: '做成对象、可以替换的算法：怎样选队列，一个组怎样分队列。',
    },
    taught: { lesson: 'strategy' },
  },
]
