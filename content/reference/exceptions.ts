import type { Both } from '../exercises/ExerciseText'
import type { Taught } from './ReferenceText'

export interface ExceptionText {
  readonly id: string
  /** As RocketMQ’s log has it, or as people search for it. */
  readonly title: string
  /** The class that the caller sees, or the field of a result. */
  readonly thrown: string
  readonly causes: Both
  readonly remedy: Both
  /** A run in `content/runs` that causes it, and what its sends end with there; matched by a test. */
  readonly run: string
  readonly sign: RegExp
  readonly more?: Taught
  /** What people type when they look for it. */
  readonly also: readonly string[]
}

/** What a producer’s application gets instead of SEND_OK, with a run that causes each. */
export const EXCEPTIONS: readonly ExceptionText[] = [
  {
    id: 'no-route', title: 'No route info of this topic', thrown: 'MQClientException', run: 'error-no-route', sign: /no route info of topic/i,
    also: ['找不到路由', 'topic not exist', '没有路由', '主题不存在', '17'],
    causes: {
      en: 'Neither the cache nor a name server has the topic, and no reachable broker allows topics to be created by a send. Or the client asks another name server than the brokers register with. Or the broker has started only just now and has not registered.',
      zh: '缓存和 NameServer 里都没有这个主题，也没有一个 Broker 允许靠发送自动创建主题。或者，客户端问的 NameServer 并不是 Broker 注册的那一台。或者 Broker 刚启动，还没有注册。',
    },
    remedy: {
      en: 'Create the topic (mqadmin updateTopic), check its spelling, and compare namesrvAddr on both sides. Auto-creation is for development only.',
      zh: '创建主题（mqadmin updateTopic），检查拼写，对比两边的 namesrvAddr。自动创建只适合开发环境。',
    },
    more: { lesson: 'send-call', step: 'route' },
  },
  {
    id: 'connect', title: 'connect to <…> failed', thrown: 'MQClientException ← RemotingConnectException', run: 'error-no-broker', sign: /RemotingConnectException/,
    also: ['connection refused', '连接失败', '连不上', 'RemotingConnectException', 'brokerIP1'],
    causes: {
      en: 'Nobody listens at the address that the route names: the broker has died, the route is up to 30 seconds old, or the broker has registered an address (brokerIP1) that this machine can’t reach, as in Docker.',
      zh: '路由里的地址没有人监听：Broker 已经死了，而路由最多可能旧 30 秒；或者 Broker 注册的地址（brokerIP1）从这台机器到不了，Docker 里常见。',
    },
    remedy: {
      en: 'With a second broker for the topic the retry succeeds. Set brokerIP1 to an address that clients reach.',
      zh: '主题若还在另一个 Broker 上，重试就会成功。把 brokerIP1 设成客户端到得了的地址。',
    },
    more: { lesson: 'send-call', step: 'again' },
  },
  {
    id: 'reset', title: 'send request to <…> failed', thrown: 'MQClientException ← RemotingSendRequestException', run: 'error-reset', sign: /RemotingSendRequestException/,
    also: ['connection reset', '连接断开', 'RemotingSendRequestException', '重复消息'],
    causes: {
      en: 'The connection broke before the response came. The broker may have stored the message or not.',
      zh: '响应到来之前连接断了。Broker 可能存下了消息，也可能没有。',
    },
    remedy: {
      en: 'Keep the retries on, and make consumers ready for duplicates: by the message’s key, or by its id.',
      zh: '让重试开着，并让消费者能应付重复：凭消息的键，或者凭消息 ID。',
    },
    more: { lesson: 'send-call', step: 'append' },
  },
  {
    id: 'timeout', title: 'wait response on the channel <…> timeout', thrown: 'MQClientException ← RemotingTimeoutException', run: 'error-timeout', sign: /RemotingTimeoutException/,
    also: ['超时', 'send timeout', '发送超时', 'RemotingTimeoutException', 'GC pause'],
    causes: {
      en: 'The request was written and no response came within the time that was left: the broker pauses, its disk is slow, or the network has lost the way back.',
      zh: '请求写出去了，剩余的时间里没有等到响应：Broker 停顿、磁盘太慢，或者回来的路断了。',
    },
    remedy: {
      en: 'The message may be stored. Look at the broker’s pauses and flush times before you raise sendMsgTimeout.',
      zh: '消息可能已经存下。先看 Broker 的停顿与刷盘时间，再考虑调大 sendMsgTimeout。',
    },
    more: { lesson: 'send-call', step: 'wait' },
  },
  {
    id: 'call-timeout', title: 'sendDefaultImpl call timeout', thrown: 'RemotingTooMuchRequestException', run: 'error-call-timeout', sign: /RemotingTooMuchRequestException/,
    also: ['call timeout', '调用超时', 'RemotingTooMuchRequestException', '为什么没有重试'],
    causes: {
      en: 'sendMsgTimeout is for the whole call. When the first try uses it up, no second broker is tried, however many retries are set.',
      zh: 'sendMsgTimeout 是整个调用的预算。第一次尝试把它用完，就不会再试别的 Broker，不管设了几次重试。',
    },
    remedy: {
      en: 'A budget for at least two tries, or fault latency (sendLatencyEnable), which leaves the slow broker alone.',
      zh: '预算至少要够试两次；或者打开故障延迟（sendLatencyEnable），避开慢的 Broker。',
    },
    more: { lesson: 'send-call', step: 'budget' },
  },
  {
    id: 'busy', title: '[TIMEOUT_CLEAN_QUEUE] broker busy, start flow control for a while', thrown: 'MQBrokerException, code 2 (SYSTEM_BUSY)', run: 'error-busy', sign: /code 2|SYSTEM_BUSY/,
    also: ['broker busy', 'system busy', '系统繁忙', 'flow control', '流控', 'PC_SYNCHRONIZED', 'PCBUSY_CLEAN_QUEUE'],
    causes: {
      en: 'The request has waited in the broker’s send queue for more than waitTimeMillsInSendQueue (200 ms): the threads that store can’t keep up with the disk.',
      zh: '请求在 Broker 的发送队列里等了超过 waitTimeMillsInSendQueue（200 毫秒）：存消息的线程跟不上，磁盘太慢。',
    },
    remedy: {
      en: 'It was not stored, so trying again is safe. Spread the load, use faster disks or asynchronous flushing; a longer wait only hides it.',
      zh: '消息没有存下，再试是安全的。分散负载，换快的磁盘，或者异步刷盘；调大等待时间只是掩盖问题。',
    },
    more: { symbol: 'broker/latency/BrokerFastFailure' },
  },
  {
    id: 'flush-disk-timeout', title: 'FLUSH_DISK_TIMEOUT', thrown: 'SendResult.sendStatus', run: 'error-flush-timeout', sign: /sendStatus=FLUSH_DISK_TIMEOUT/,
    also: ['刷盘超时', 'flush disk timeout', 'SYNC_FLUSH'],
    causes: {
      en: 'With SYNC_FLUSH, the flush did not end within syncFlushTimeout (5 s). The message is in the page cache.',
      zh: 'SYNC_FLUSH 下，刷盘没有在 syncFlushTimeout（5 秒）之内完成。消息在页缓存里。',
    },
    remedy: {
      en: 'No exception is thrown: look at the status. If it counts, send again, or set retryAnotherBrokerWhenNotStoreOK.',
      zh: '不会抛异常，要看状态。要紧的话就再发一次，或者打开 retryAnotherBrokerWhenNotStoreOK。',
    },
    more: { lesson: 'store', step: 'flush' },
  },
  {
    id: 'flush-slave-timeout', title: 'FLUSH_SLAVE_TIMEOUT', thrown: 'SendResult.sendStatus', run: 'error-slave-timeout', sign: /sendStatus=FLUSH_SLAVE_TIMEOUT/,
    also: ['从节点超时', '同步复制', 'SLAVE_NOT_AVAILABLE', 'SYNC_MASTER'],
    causes: {
      en: 'A SYNC_MASTER with inSyncReplicas of 2 or more did not hear from enough slaves within slaveTimeout (3 s).',
      zh: 'SYNC_MASTER 的 inSyncReplicas 为 2 或更多，而 slaveTimeout（3 秒）之内没有等到足够的从节点。',
    },
    remedy: {
      en: 'The message is on the master. sendMsgTimeout must be longer than slaveTimeout, or the caller gets a timeout instead of the status.',
      zh: '消息在主节点上。sendMsgTimeout 要比 slaveTimeout 长，否则调用方得到的是超时，而不是这个状态。',
    },
  },
  {
    id: 'service-not-available', title: 'service not available now. It may be caused by … the broker’s disk is full', thrown: 'MQClientException ← MQBrokerException, code 14', run: 'error-disk-full', sign: /code 14/,
    also: ['磁盘满', 'disk full', 'SERVICE_NOT_AVAILABLE', 'diskMaxUsedSpaceRatio', '磁盘写满'],
    causes: {
      en: 'The disk is fuller than diskSpaceWarningLevelRatio (90 %), the broker is a slave, or it is shutting down.',
      zh: '磁盘用量超过 diskSpaceWarningLevelRatio（90%），或者它是从节点，或者正在关闭。',
    },
    remedy: {
      en: 'Consumed messages are not deleted: files go when they are old. Lower fileReservedTime or add disks.',
      zh: '消费过的消息不会被删：文件到期才删。调小 fileReservedTime，或者加磁盘。',
    },
  },
  {
    id: 'illegal-message', title: 'the message body size over max value', thrown: 'MQClientException, code 13 (MESSAGE_ILLEGAL)', run: 'error-too-large', sign: /more than the 4194304/,
    also: ['消息太大', 'message too large', 'maxMessageSize', 'illegal characters', '主题名不合法', '4M'],
    causes: {
      en: 'The client itself refuses: the body has more than maxMessageSize (4 MiB), is empty, or the topic’s name has characters that are not allowed.',
      zh: '客户端自己就拒绝了：消息体超过 maxMessageSize（4 MiB）、为空，或者主题名里有不允许的字符。',
    },
    remedy: {
      en: 'Send a reference instead of the thing itself. Raising the limit takes the producer’s and the broker’s setting.',
      zh: '发引用，不发东西本身。要放宽限制，生产者与 Broker 两边的设置都要改。',
    },
    more: { lesson: 'send-call', step: 'validate' },
  },
  {
    id: 'too-late', title: 'timer message illegal, the delay time should not be bigger than the max delay', thrown: 'MQBrokerException, code 13 (MESSAGE_ILLEGAL)', run: 'error-too-late', sign: /code 13/,
    also: ['定时消息', '延迟太长', 'timerMaxDelaySec', 'delay too long'],
    causes: {
      en: 'The message is to be delivered later than timerMaxDelaySec (three days) from now.',
      zh: '消息的投递时间晚于 timerMaxDelaySec（三天）。',
    },
    remedy: {
      en: 'Send it in stages, or raise timerMaxDelaySec on every broker. The code is not one that is retried.',
      zh: '分段发送，或者在每个 Broker 上调大 timerMaxDelaySec。这个响应码不会触发重试。',
    },
    more: { lesson: 'kinds', step: 'any-time' },
  },
]
