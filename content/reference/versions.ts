import type { Both } from '../exercises/ExerciseText'
import type { Taught } from './ReferenceText'

/** The three editions that are compared: the first at Apache, the one that most books read, and ours. */
export const VERSIONS = [
  { name: '4.0.0', tag: 'rocketmq-4.0.0-incubating', year: '2017' },
  { name: '4.5.1', tag: 'rocketmq-all-4.5.1', year: '2019' },
  { name: '5.3.2', tag: 'rocketmq-all-5.3.2', year: '2025' },
] as const

/** A file below `https://github.com/apache/rocketmq`, in which the statement can be checked. */
const PRODUCER = 'client/src/main/java/org/apache/rocketmq/client/impl/producer/DefaultMQProducerImpl.java'
const CONFIG = 'client/src/main/java/org/apache/rocketmq/client/ClientConfig.java'

export interface VersionChange {
  readonly id: string
  readonly title: Both
  /** How it was in each of the versions, in their order. */
  readonly was: readonly [Both, Both, Both]
  /** Is in all three, unless `isNew`: then only in the last one. */
  readonly file: string
  readonly isNew?: true
  /** In which version it changed, where that is none of the three. */
  readonly since?: string
  readonly taught?: Taught
}

const same = (text: string): Both => ({ en: text, zh: text })
const no: Both = { en: 'no', zh: '没有' }

export const CHANGES: readonly VersionChange[] = [
  {
    id: 'budget', title: { en: 'sendMsgTimeout is for …', zh: 'sendMsgTimeout 管的是……' },
    was: [
      { en: 'each try', zh: '每一次尝试' },
      { en: 'all tries together', zh: '所有尝试合计' },
      { en: 'all tries together', zh: '所有尝试合计' },
    ],
    file: PRODUCER, since: '4.3.0', taught: { lesson: 'send-call', step: 'budget' },
  },
  {
    id: 'async', title: { en: 'An asynchronous send begins …', zh: '异步发送从哪里开始' },
    was: [
      { en: 'on the caller’s thread', zh: '在调用者的线程上' },
      { en: 'in a pool, behind a queue of 50 000', zh: '在线程池里，前面有 50 000 的队列' },
      { en: 'in the pool, and semaphores may hold it back', zh: '在线程池里，还可由信号量限流' },
    ],
    file: PRODUCER,
  },
  {
    id: 'back-pressure', title: { en: 'Back-pressure for asynchronous sends', zh: '异步发送的背压' },
    was: [no, no, { en: 'yes, off by default', zh: '有，默认关闭' }],
    file: 'client/src/main/java/org/apache/rocketmq/client/producer/DefaultMQProducer.java', since: '5.0.0',
  },
  {
    id: 'retry-codes', title: { en: 'Codes after which another broker is tried', zh: '哪些响应码会换 Broker 重试' },
    was: [
      { en: 'six, in a switch', zh: '六个，写在 switch 里' },
      { en: 'six, in a switch', zh: '六个，写在 switch 里' },
      { en: 'eight, in a set: SYSTEM_BUSY and GO_AWAY as well', zh: '八个，放在集合里：多了 SYSTEM_BUSY 与 GO_AWAY' },
    ],
    file: PRODUCER, since: '4.9.4', taught: { symbol: 'client/producer/DefaultMQProducer' },
  },
  {
    id: 'fault-retry', title: { en: 'With fault latency on, a retry goes to …', zh: '打开故障延迟后，重试发往……' },
    was: [
      { en: 'the broker that has just failed, if it is available', zh: '刚失败的那个 Broker，只要它可用' },
      { en: 'the broker that has just failed, if it is available', zh: '刚失败的那个 Broker，只要它可用' },
      { en: 'an available one that is not the last, then a reachable one', zh: '可用且不是上一个的；没有再找连得上的' },
    ],
    file: 'client/src/main/java/org/apache/rocketmq/client/latency/MQFaultStrategy.java', since: '4.8.0, 5.1.1, 5.1.4',
    taught: { symbol: 'client/latency/MQFaultStrategy#selectOneMessageQueue' },
  },
  {
    id: 'instance-name', title: { en: 'The default instance name becomes …', zh: '默认的实例名变成……' },
    was: [{ en: 'the process id', zh: '进程号' }, { en: 'the process id', zh: '进程号' }, same('pid#nanoTime')],
    file: CONFIG, since: '4.9.0', taught: { symbol: 'client/ClientConfig#changeInstanceNameToPID' },
  },
  {
    id: 'vip', title: { en: 'The VIP channel is …', zh: 'VIP 通道' },
    was: [{ en: 'on', zh: '打开' }, { en: 'off', zh: '关闭' }, { en: 'off', zh: '关闭' }],
    file: CONFIG,
  },
  {
    id: 'send-methods', title: { en: 'Methods of MQProducer named send and sendOneway', zh: 'MQProducer 里叫 send 与 sendOneway 的方法' },
    was: [same('15'), same('19'), same('23')],
    file: 'client/src/main/java/org/apache/rocketmq/client/producer/MQProducer.java', taught: { lesson: 'send-call', step: 'facade' },
  },
  {
    id: 'request', title: { en: 'Request and reply', zh: '请求与回复' }, was: [no, no, { en: 'yes: six methods', zh: '有：六个方法' }],
    file: 'client/src/main/java/org/apache/rocketmq/client/producer/MQProducer.java', since: '4.6.0',
  },
  {
    id: 'compression', title: { en: 'Bodies are compressed with …', zh: '消息体的压缩方式' },
    was: [same('ZLIB'), same('ZLIB'), same('ZLIB, LZ4, ZSTD')],
    file: 'common/src/main/java/org/apache/rocketmq/common/compression/CompressionType.java', isNew: true, taught: { lesson: 'send-call', step: 'kernel' },
  },
  {
    id: 'auto-batch', title: { en: 'Single messages that travel in a batch', zh: '单条消息凑成批发送' },
    was: [no, no, { en: 'yes, off by default', zh: '有，默认关闭' }],
    file: 'client/src/main/java/org/apache/rocketmq/client/producer/ProduceAccumulator.java', isNew: true, since: '5.1.4',
  },
  {
    id: 'close-on-timeout', title: { en: 'A call that times out closes the connection', zh: '调用超时后关闭连接' },
    was: [no, no, { en: 'yes', zh: '是' }],
    file: 'remoting/src/main/java/org/apache/rocketmq/remoting/netty/NettyClientConfig.java',
  },
  {
    id: 'scan', title: { en: 'A name server looks for silent brokers every …', zh: 'NameServer 查找沉默的 Broker，每隔……' },
    was: [same('10 s'), same('10 s'), same('5 s')], file: 'namesrv/src/main/java/org/apache/rocketmq/namesrv/NamesrvController.java',
  },
  {
    id: 'expiry', title: { en: '… and gives up those that were silent for', zh: '……沉默多久就放弃' },
    was: [same('120 s'), same('120 s'), same('120 s')], file: 'namesrv/src/main/java/org/apache/rocketmq/namesrv/routeinfo/RouteInfoManager.java',
  },
  {
    id: 'send-threads', title: { en: 'Threads of a broker that store messages', zh: 'Broker 上存消息的线程数' },
    was: [same('1'), same('1'), { en: 'one for each processor, four at most', zh: '每个处理器一个，最多四个' }],
    file: 'common/src/main/java/org/apache/rocketmq/common/BrokerConfig.java',
  },
  {
    id: 'put-lock', title: { en: 'The lock around the append', zh: '追加时的锁' },
    was: [{ en: 'spins', zh: '自旋' }, { en: 'spins', zh: '自旋' }, same('ReentrantLock')],
    file: 'store/src/main/java/org/apache/rocketmq/store/config/MessageStoreConfig.java', taught: { lesson: 'store', step: 'append' },
  },
  {
    id: 'waiting', title: { en: 'While a message waits for flush or slaves', zh: '等刷盘或等从节点时' },
    was: [
      { en: 'its thread waits as well', zh: '线程也跟着等' },
      { en: 'its thread waits as well', zh: '线程也跟着等' },
      { en: 'a future waits, and the thread is free', zh: '由 future 等，线程不等' },
    ],
    file: 'store/src/main/java/org/apache/rocketmq/store/CommitLog.java', taught: { symbol: 'store/commitlog/CommitLog#asyncPutMessage' },
  },
]
