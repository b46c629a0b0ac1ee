/** A text in both languages. */
interface Said {
  readonly en: string
  readonly zh: string
}

interface CurriculumClaim {
  /** `3.14`: the part, and the number in it. */
  readonly id: string
  readonly says: Said
}

/**
 * What the course teaches, claim by claim. Each is borne out by a run: lessons say in `teaches` which of their claims, questions
 * and challenges do so.
 */
export const CURRICULUM: readonly CurriculumClaim[] = [
  { id: '0.1', says: { en: 'The words: producer, consumer, group, topic, message, name server, broker, queue.', zh: '基本词汇：生产者、消费者、组、主题、消息、NameServer、Broker、队列。' } },
  { id: '0.2', says: { en: 'Who keeps a connection to whom, who polls and who sends heartbeats, and how often.', zh: '谁与谁保持连接，谁来轮询，谁发心跳，各隔多久。' } },
  { id: '0.3', says: { en: 'A topic is sharded twice: over brokers, then over the queues of each broker.', zh: '主题分片两次：先分到各个 Broker，再分到每个 Broker 的队列。' } },
  { id: '0.4', says: { en: 'A big code base is best read from its tests down.', zh: '读大型代码，最好从测试读起。' } },
  { id: '1.1', says: { en: 'A broker registers with every name server, every 30 seconds.', zh: 'Broker 向每一台 NameServer 注册，每 30 秒一次。' } },
  { id: '1.2', says: { en: 'A registration fills the five tables of RouteInfoManager.', zh: '一次注册填好 RouteInfoManager 的五张表。' } },
  { id: '1.3', says: { en: 'A read-write lock lets many readers in at once and one registration at a time.', zh: '读写锁让许多读者同时进来，注册则一次一个。' } },
  { id: '1.4', says: { en: 'There are two ways out: 120 seconds of silence, and a closed connection. Both end in the same clean-up.', zh: '离开有两条路：沉默 120 秒，或者连接关闭。两条路归于同一次清理。' } },
  { id: '1.5', says: { en: 'Routes are pulled every 30 seconds and never pushed, so a client may work with a stale one.', zh: '路由每 30 秒拉取一次，从不推送，所以客户端可能用着过时的路由。' } },
  { id: '1.6', says: { en: 'Name servers are independent: clients move on to the next one, and running clients do without any.', zh: 'NameServer 互不相干：客户端会换下一台；正在运行的客户端，一台没有也能继续。' } },
  { id: '1.7', says: { en: 'Name servers may disagree for a while, and that is all right.', zh: 'NameServer 之间可以有一阵子不一致，这没有关系。' } },
  { id: '1.8', says: { en: 'A topic that is created on its own lands on one broker and stays there.', zh: '自动创建的主题落在一个 Broker 上，从此留在那里。' } },
  { id: '2.1', says: { en: 'A start goes from CREATE_JUST through START_FAILED to RUNNING, and each transition is checked.', zh: '启动从 CREATE_JUST 经 START_FAILED 到 RUNNING，每次转换都有检查。' } },
  { id: '2.2', says: { en: 'Two rules: give the failed states names, and look at the state one comes from.', zh: '两条规则：失败的状态也要有名字；转换时先看自己从哪个状态来。' } },
  { id: '2.3', says: { en: 'Producers with the same client id share one MQClientInstance.', zh: '客户端 ID 相同的生产者，共用一个 MQClientInstance。' } },
  { id: '2.4', says: { en: 'MQClientInstance starts its parts in a fixed order.', zh: 'MQClientInstance 按固定的次序启动各个部分。' } },
  { id: '2.5', says: { en: 'A second producer of the same group in one instance is refused.', zh: '同一个实例里，同组的第二个生产者会被拒绝。' } },
  { id: '2.6', says: { en: 'The scheduled tasks and their periods.', zh: '定时任务与它们的周期。' } },
  { id: '2.7', says: { en: 'Who is who: producer logic, shared client logic, remote calls, network.', zh: '谁管什么：生产者逻辑、共用的客户端逻辑、远程调用、网络。' } },
  { id: '3.1', says: { en: 'A facade hides a busy house: one line of user code, and what stands behind it.', zh: '门面挡住忙碌的里间：用户的一行代码，以及它背后的一切。' } },
  { id: '3.2', says: { en: 'A message is a topic, a body and properties; keys and tags are properties.', zh: '消息就是主题、消息体和属性；键与标签都是属性。' } },
  { id: '3.3', says: { en: 'What a message is refused for, before any network is used.', zh: '哪些消息不用出门就会被拒绝。' } },
  { id: '3.4', says: { en: 'A route is looked for in the cache, at the name server, and in the default topic.', zh: '找路由：先看缓存，再问 NameServer，最后靠默认主题。' } },
  { id: '3.5', says: { en: 'The default choice counts up, and passes over the last broker on a retry.', zh: '默认的选法是逐个数过去，重试时跳过上一个 Broker。' } },
  { id: '3.6', says: { en: 'How often a send is tried, and what the time budget does to that.', zh: '发送会试几次，时间预算又会怎样限制它。' } },
  { id: '3.7', says: { en: 'One try makes a request out of a message, field by field.', zh: '每试一次，都把消息变成一个请求，逐个字段。' } },
  { id: '3.8', says: { en: 'A synchronous call waits on a future under a number, and fails in three ways.', zh: '同步调用凭一个编号等待 future，失败有三种。' } },
  { id: '3.9', says: { en: 'Asynchronous sends have callbacks, and two semaphores hold them back.', zh: '异步发送有回调，由两个信号量限流。' } },
  { id: '3.10', says: { en: 'A oneway send has no answer and no certainty.', zh: '单向发送没有回答，也就没有把握。' } },
  { id: '3.11', says: { en: 'The three modes are one flow with a parameter.', zh: '三种方式是同一条流程，只差一个参数。' } },
  { id: '3.12', says: { en: 'What was done to the message on its way out is undone.', zh: '出门前对消息做的改动，事后都会还原。' } },
  { id: '3.13', says: { en: 'The frame on the wire: JSON and binary headers, long and short field names.', zh: '线路上的帧：JSON 头与二进制头，长字段名与短字段名。' } },
  { id: '3.14', says: { en: 'A SendResult has a status and two ids; the bytes of each can be read.', zh: 'SendResult 有状态和两个 ID，每个 ID 的字节都读得懂。' } },
  { id: '4.1', says: { en: 'A selector chooses the queue: built-in ones, and one’s own, which may fail.', zh: '选择器决定队列：有内置的，也可以自己写，写错了会怎样也看得到。' } },
  { id: '4.2', says: { en: 'Order needs the same key on the same queue, and what happens to it when queues change.', zh: '有序要求同一个键进同一个队列；队列一变，次序会怎样。' } },
  { id: '4.3', says: { en: 'The fault strategy turns slowness into isolation.', zh: '故障延迟策略把“慢”换算成一段隔离时间。' } },
  { id: '4.4', says: { en: 'The same pattern on the consuming side: ways to share queues.', zh: '消费端的同一个模式：分配队列的各种办法。' } },
]
