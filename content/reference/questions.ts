import type { Both } from '../exercises/ExerciseText'
import type { Taught } from './ReferenceText'

export interface AskedQuestion {
  readonly asked: Both
  /** The answer in a sentence; the run that it leads to shows it. */
  readonly answer: Both
  readonly leads: Taught
  /** Other words in which people ask, for the search. */
  readonly also: readonly string[]
}

/** What people ask again and again, in their words, and where a run answers it. */
export const QUESTIONS: readonly AskedQuestion[] = [
  {
    asked: { en: 'Why “No route info of this topic”?', zh: '为什么会报 No route info，找不到路由？' },
    answer: { en: 'Nobody whom the client asked has the topic. See the run in which a name is misspelt.', zh: '客户端问过的谁也没有这个主题。看看主题名拼错的那次运行。' },
    leads: { run: 'error-no-route' }, also: ['No route info of this topic', 'topic not exist', '找不到路由', '主题不存在', 'autoCreateTopicEnable'],
  },
  {
    asked: { en: 'Can a message be lost after SEND_OK?', zh: '返回 SEND_OK 之后，消息还会丢失吗？' },
    answer: { en: 'Yes, with the defaults: it is in memory, and the flush comes up to ten seconds later. A power cut takes it.', zh: '默认配置下会：消息还在内存里，最多十秒后才刷盘，断电就没了。' },
    leads: { lesson: 'power-cut', step: 'recovery' }, also: ['message loss', 'lost message', '消息丢失', '丢消息', 'power cut', '断电', 'reliable'],
  },
  {
    asked: { en: 'Why is a message consumed twice?', zh: '消息为什么会重复消费？' },
    answer: { en: 'Because it is at least once: sends are retried, offsets are told later, queues change hands.', zh: '因为是“至少一次”：发送会重试，偏移量稍后才上报，队列会易手。' },
    leads: { lesson: 'consume', step: 'twice' }, also: ['duplicate', 'idempotent', '重复消费', '消息重复', '幂等'],
  },
  {
    asked: { en: 'Why was no other broker tried?', zh: '为什么没有换一个 Broker 重试？' },
    answer: { en: 'The first try has used up the whole budget: sendDefaultImpl call timeout.', zh: '第一次尝试把整个预算用完了：sendDefaultImpl call timeout。' },
    leads: { run: 'error-call-timeout' }, also: ['retry', 'call timeout', '重试', '超时', 'sendMsgTimeout'],
  },
  {
    asked: { en: 'How long until a client notices a dead broker?', zh: '客户端多久才发现 Broker 死了？' },
    answer: { en: 'A try finds it out at once when the socket is closed; the route itself may be 30 seconds old.', zh: '套接字关闭的话，一试就知道；而路由本身可能旧了 30 秒。' },
    leads: { lesson: 'send-call', step: 'again' }, also: ['broker down', 'failover', 'Broker 宕机', '路由更新', 'stale route'],
  },
  {
    asked: { en: 'Why are consumed messages not deleted?', zh: '消费过的消息为什么没有删除？' },
    answer: { en: 'Files are deleted when they are old (72 h) or the disk is full, whoever has read what.', zh: '文件到期（72 小时）或者磁盘满了才删，与谁消费过无关。' },
    leads: { lesson: 'disk-full', step: 'old' }, also: ['fileReservedTime', 'deleteWhen', 'diskMaxUsedSpaceRatio', 'disk full', '磁盘满', '消息堆积', '删除消息'],
  },
  {
    asked: { en: 'Two clusters, two producers: why does everything go to one?', zh: '两个集群、两个生产者，消息为什么全进了一个？' },
    answer: { en: 'They share a client id, and with it the instance and the name server of the first.', zh: '它们的客户端 ID 相同，于是共用先来者的实例和 NameServer 地址。' },
    leads: { lesson: 'one-client', step: 'east' }, also: ['instanceName', 'unitName', 'clientId', 'wrong cluster', '多集群', '实例名', '发错集群'],
  },
  {
    asked: { en: 'Why “The producer group has been created before”?', zh: '为什么说生产者组“has been created before”？' },
    answer: { en: 'An instance has one place for each group; another instanceName helps.', zh: '一个实例里每个组只有一个位置；换一个 instanceName 就行。' },
    leads: { lesson: 'one-client', step: 'taken' }, also: ['The producer group has been created before, specify another name please', 'GROUP_NAME_DUPLICATE', '组名重复', '启动失败'],
  },
  {
    asked: { en: 'Can a producer be started again after its start has failed?', zh: '生产者启动失败之后，能再启动一次吗？' },
    answer: { en: 'No: its state is START_FAILED, and timers and connections may be left behind.', zh: '不能：状态停在 START_FAILED，还可能留下定时器和连接。' },
    leads: { lesson: 'start', step: 'blank' }, also: ['The producer service state not OK, maybe started once', 'START_FAILED', 'CREATE_JUST', '重复启动'],
  },
  {
    asked: { en: 'Which of the two message ids do I search with?', zh: '两个消息 ID，查消息用哪个？' },
    answer: { en: 'msgId is made by the client before the send, offsetMsgId says where the broker has put it.', zh: 'msgId 由客户端在发送前生成，offsetMsgId 说明 Broker 把它放在了哪里。' },
    leads: { lesson: 'send-call', step: 'answer' }, also: ['offsetMsgId', 'msgId', '消息 ID', '查询消息', 'query message'],
  },
  {
    asked: { en: 'Why does a consumer get nothing?', zh: '消费者为什么收不到消息？' },
    answer: { en: 'A classic: one group whose members subscribe to different topics.', zh: '经典原因：同一个组的成员订阅了不同的主题。' },
    leads: { run: 'different-subscriptions' }, also: ['gets nothing', 'receives nothing', 'not consuming', '不消费', '收不到消息', '订阅不一致', 'subscription'],
  },
  {
    asked: { en: 'More consumers than queues: what happens?', zh: '消费者比队列多，会怎样？' },
    answer: { en: 'Some get no queue: a queue belongs to one member at a time.', zh: '有的分不到队列：一个队列同一时刻只归一个成员。' },
    leads: { lesson: 'consume', step: 'rebalance' }, also: ['rebalance', '负载均衡', '重平衡', 'idle consumer', 'AllocateMessageQueue'],
  },
  {
    asked: { en: 'Where do messages go that always fail?', zh: '一直消费失败的消息去了哪里？' },
    answer: { en: 'After 16 retries into the dead letter queue of the group.', zh: '重试 16 次之后，进这个组的死信队列。' },
    leads: { run: 'dead-letter' }, also: ['DLQ', 'dead letter', '死信', 'RECONSUME_LATER', 'maxReconsumeTimes'],
  },
  {
    asked: { en: 'How are messages kept in order?', zh: '怎样保证消息有序？' },
    answer: { en: 'The same key into the same queue, and one thread at a time behind it.', zh: '同一个键进同一个队列，后面同一时刻只有一个线程。' },
    leads: { lesson: 'kinds', step: 'same-queue' }, also: ['ordered', 'orderly', 'FIFO', '顺序消息', '有序'],
  },
  {
    asked: { en: 'Why “broker busy, start flow control”?', zh: '为什么报系统繁忙 SYSTEM_BUSY？' },
    answer: { en: 'The request has waited for more than 200 ms for a thread that stores.', zh: '请求等存储线程等了 200 毫秒以上。' },
    leads: { run: 'error-busy' }, also: ['TIMEOUT_CLEAN_QUEUE', 'SYSTEM_BUSY', 'broker busy, start flow control for a while', '流控', '系统繁忙', 'PCBUSY_CLEAN_QUEUE'],
  },
]
