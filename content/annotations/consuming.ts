import type { Annotation } from './index'
import { FACADE, STATE, STRATEGY } from './patterns'

const IMPL = 'client/impl/consumer/'

/** The way of a message to its listener, on the client's side. */
export const consuming: readonly Annotation[] = [
  {
    id: 'push-facade',
    place: 'client/consumer/DefaultMQPushConsumer#start',
    label: FACADE,
    text: {
      en: 'A push consumer by name only: behind this door a client pulls, over and over. The application sees a listener that is '
        + 'called, and never learns that it was its own process that asked.',
      zh: '“推送”只是名字：门后是客户端一遍又一遍地拉取。应用只看到监听器被调用，不会知道开口要的其实是自己的进程。',
    },
  },
  {
    id: 'push-started-twice',
    place: `${IMPL}DefaultMQPushConsumerImpl#start@this.serviceState.set(ServiceState.RUNNING)`,
    label: STATE,
    text: {
      en: 'RUNNING, and not ready yet: routes, the check of selectors and the first heartbeat come behind the switch. What fails '
        + 'there shuts a running consumer down again, and so it can’t be started a second time.',
      zh: '已经是 RUNNING，却还没有准备好：取路由、检查选择器、第一次心跳都在 switch 后面。那里出了错，就把运行中的消费者再关掉，因此它不能第二次启动。',
    },
  },
  {
    id: 'pull-obstacles',
    place: `${IMPL}DefaultMQPushConsumerImpl#obstacle`,
    label: { en: 'Flow control', zh: '流控' },
    text: {
      en: 'The only brake there is. No broker is told to slow down: the client does not ask while it holds more than a thousand messages '
        + 'of a queue, and looks again 50 ms later. The limit is checked before a pull, so one pull may lie on top of it.',
      zh: '唯一的刹车。没有人叫 Broker 慢一点：客户端手里一个队列的消息超过一千条，就先不问，50 毫秒后再看。检查在拉取之前，所以还可能多出一次拉取的量。',
    },
  },
  {
    id: 'pull-span',
    place: `${IMPL}DefaultMQPushConsumerImpl#obstacle@consumeConcurrentlyMaxSpan`,
    label: { en: 'Flow control', zh: '流控' },
    text: {
      en: 'One message that hangs keeps the offset down, however many behind it are done. Up to 2000 numbers later the queue stops; '
        + 'without this, a crash would have all of them consumed again.',
      zh: '一条卡住的消息会压住偏移量，后面消费完多少都没用。相差超过 2000，这个队列就停下来；否则一旦崩溃，后面那些全都要重新消费。',
    },
  },
  {
    id: 'pull-offset-again',
    place: `${IMPL}DefaultMQPushConsumerImpl#lockObstacle@computePullFromWhereWithException`,
    label: { en: 'Order', zh: '顺序' },
    text: {
      en: 'The offset was known when the queue was assigned. It is asked for once more now that the lock is here, since the former owner may '
        + 'have gone on consuming until it gave the lock back.',
      zh: '分到队列时偏移量已经知道。拿到锁之后还要再问一次，因为上一个主人在交出锁之前可能还在消费。',
    },
  },
  {
    id: 'pull-illegal',
    place: `${IMPL}DefaultMQPushConsumerImpl#correctOffset@updateAndFreezeOffset`,
    label: { en: 'Offset', zh: '偏移量' },
    text: {
      en: 'Frozen: listeners that still work on messages of the old place will say how far they are, and must not bring the old offset back.',
      zh: '冻结：还在处理旧位置消息的监听器，过一会儿也会报进度，不能让它们把旧的偏移量写回来。',
    },
  },
  {
    id: 'back-as-new',
    place: `${IMPL}DefaultMQPushConsumerImpl#sendMessageBack@sendMessageBackAsNormalMessage`,
    label: { en: 'Second way', zh: '第二条路' },
    text: {
      en: 'If the master that has the message can’t take it back, any broker may take a copy. If the master did take it and only its '
        + 'answer was lost, the message comes again twice.',
      zh: '存着这条消息的主节点收不回去，就把一份副本发给任意一个 Broker。要是主节点其实收了，只是应答丢了，这条消息就会再来两次。',
    },
  },
  {
    id: 'pull-one-thread',
    place: `${IMPL}PullMessageService#run@this.pullMessage(request)`,
    label: { en: 'One thread', zh: '一个线程' },
    text: {
      en: 'One thread pulls for all queues of all groups of the client, because it never waits for an answer. The few things that '
        + 'do block it, such as a route that is asked for or a new connection, hold up every queue.',
      zh: '一个线程替客户端所有组的所有队列拉取，因为它从不等应答。少数会让它停住的事，比如问路由、建连接，会耽误所有队列。',
    },
  },
  {
    id: 'pull-same-slip',
    place: `${IMPL}PullMessageService#executePullRequestLater`,
    label: { en: 'Round trip', zh: '周而复始' },
    text: {
      en: 'The same PullRequest goes round as long as the consumer has the queue. If it were lost once, the queue would stand still; '
        + 'that is why a rebalance looks for queues from which nothing was pulled for two minutes.',
      zh: '只要队列还归这个消费者，同一个 PullRequest 就一直转下去。它要是丢了一次，队列就停住了；所以重平衡时会找出两分钟没有拉取过的队列。',
    },
  },
  {
    id: 'rebalance-alone',
    place: `${IMPL}RebalanceImpl#rebalanceByTopic@findConsumerIdList`,
    label: { en: 'Alone', zh: '各算各的' },
    text: {
      en: 'Two lists, both sorted, and a rule: each member computes its own share. It costs no coordinator. It also means that members who '
        + 'know different lists have shares that overlap, or leave a gap, until all know the same.',
      zh: '两份名单都排好序，再加一条规则：每个成员自己算自己那份。好处是不需要协调者；代价是名单不一致时，各自的份额会重叠或留空，直到大家知道的都一样。',
    },
  },
  {
    id: 'rebalance-strategy',
    place: `${IMPL}RebalanceImpl#allocate@allocateMessageQueueStrategy.allocate`,
    label: STRATEGY,
    text: {
      en: 'Every member must use the same strategy: the shares fit together only because all compute the same. One that throws keeps what it has, '
        + 'and tries again a second later.',
      zh: '所有成员必须用同一种策略：大家算法相同，各人的份额才拼得起来。策略抛出异常时保持现状，一秒后再试。',
    },
  },
  {
    id: 'rebalance-dropped',
    place: `${IMPL}RebalanceImpl#dropQueuesNotMine@pq.dropped = true`,
    label: { en: 'Given up', zh: '放弃' },
    text: {
      en: 'A flag, and no waiting: a listener at work is not stopped, but what it returns will count for nothing. Its message is consumed again '
        + 'by the next owner. This is one of the reasons why a message may come twice.',
      zh: '只立一个标志，并不等待：正在工作的监听器不会被叫停，但它的结果不再算数，那条消息由下一个主人再消费一遍。消息会来两次，这是原因之一。',
    },
  },
  {
    id: 'rebalance-force',
    place: `${IMPL}RebalancePushImpl#tryRemoveOrderMessageQueue@const forceUnlock`,
    label: { en: 'Order', zh: '顺序' },
    text: {
      en: 'In order, the next owner must wait for the listener; but for 20 seconds only. After that the lock goes back while the listener still '
        + 'works, and two members may work on one queue.',
      zh: '要保证顺序，下一个主人就得等监听器做完，但只等 20 秒。过了这个时间，监听器还在工作，锁也照样交回去，于是可能有两个成员同时处理一个队列。',
    },
  },
  {
    id: 'first-offset',
    place: `${IMPL}RebalancePushImpl#computePullFromWhereWithException@if (lastOffset !== OFFSET_NOT_FOUND)`,
    label: { en: 'Offset', zh: '偏移量' },
    text: {
      en: '“None was ever noted” and “the broker could not be asked” are different answers. With the second the queue stays without an owner: to '
        + 'begin at the end because of a lost answer would skip messages.',
      zh: '“从来没有记过”和“没问到 Broker”是两回事。后一种情况队列先空着：要是丢了一个应答就从末尾开始，会漏掉消息。',
    },
  },
  {
    id: 'process-commit',
    place: `${IMPL}ProcessQueue#removeMessage`,
    label: { en: 'Offset', zh: '偏移量' },
    text: {
      en: 'What may be committed is the smallest number that is still here. Twenty threads finish in any order, and a crash repeats whatever '
        + 'lies behind the slowest of them, done or not.',
      zh: '能提交的是还留在这里的最小序号。二十个线程完成的先后不定；一旦崩溃，最慢的那条之后的都要重来，不管做没做完。',
    },
  },
  {
    id: 'process-expired',
    place: `${IMPL}ProcessQueue#isPullExpired`,
    label: { en: 'Watchdog', zh: '看门狗' },
    text: {
      en: 'Two minutes without a pull: something has gone wrong that no code foresaw. The queue is given up and taken anew in the same round.',
      zh: '两分钟没有拉取，说明出了代码没料到的事。这个队列先放弃，再在同一轮里重新接过来。',
    },
  },
  {
    id: 'concurrent-ignored',
    place: `${IMPL}ConsumeMessageConcurrentlyService#processConsumeResult@if (offset < 0 || processQueue.dropped)`,
    label: { en: 'Too late', zh: '太迟' },
    text: {
      en: 'The queue went to another member while the listener was at work. Its offset must not be touched any more: the new owner counts now.',
      zh: '监听器还在工作，队列已经归了别的成员。它的偏移量不能再动：现在由新主人说了算。',
    },
  },
  {
    id: 'concurrent-all-fail',
    place: `${IMPL}ConsumeMessageConcurrentlyService#processConsumeResult@const ackIndex`,
    label: { en: 'Batches', zh: '批量' },
    text: {
      en: 'A batch that fails fails as a whole, unless the listener says with `ackIndex` how far it came. Those that it had done already are '
        + 'consumed again.',
      zh: '一批里有失败，就整批算失败，除非监听器用 `ackIndex` 说明做到了哪一条。否则已经做完的也要再消费一遍。',
    },
  },
  {
    id: 'orderly-locks',
    place: `${IMPL}ConsumeMessageOrderlyService#run@fetchLockObject`,
    label: { en: 'Three locks', zh: '三把锁' },
    text: {
      en: 'The second of three. The broker’s lock keeps other processes away, this one other threads of the same process, and the '
        + 'third, `consumeLock`, the rebalance that wants to give the queue back.',
      zh: '三把锁中的第二把。Broker 上的锁挡住别的进程，这一把挡住同一进程里别的线程，第三把 `consumeLock` 挡住要交还队列的重平衡。',
    },
  },
  {
    id: 'orderly-expiry',
    place: `${IMPL}ConsumeMessageOrderlyService#isLocked`,
    label: { en: 'Caution', zh: '谨慎' },
    text: {
      en: 'The client believes in its lock for 30 seconds, the broker keeps it for 60. The client doubts first, so that two owners never '
        + 'believe in it at once, as long as their clocks run equally fast.',
      zh: '客户端只信 30 秒，Broker 却会保留 60 秒。先起疑的总是客户端，所以只要两边的钟走得一样快，就不会有两个主人同时相信自己有锁。',
    },
  },
  {
    id: 'orderly-forever',
    place: `${IMPL}ConsumeMessageOrderlyService#getMaxReconsumeTimes`,
    label: { en: 'For ever', zh: '没有尽头' },
    text: {
      en: 'By default a message that fails is tried without end, and its queue waits behind it. Order leaves no other choice, unless one '
        + 'decides after how many tries it may be broken.',
      zh: '默认情况下，失败的消息会无休止地重试，整个队列都排在它后面。要保证顺序只能如此，除非定下试多少次之后可以打破它。',
    },
  },
  {
    id: 'offset-oneway',
    place: 'client/consumer/store/RemoteBrokerOffsetStore#updateConsumeOffsetToBroker@updateConsumerOffsetOneway',
    label: { en: 'Oneway', zh: '单向' },
    text: {
      en: 'No answer is awaited: the next round, five seconds later, says the same or more. A report that is lost costs nothing, unless the '
        + 'client dies before the next; then these messages are consumed again.',
      zh: '不等应答：五秒后的下一轮会报同样的或更大的数。丢一次报告没有损失，除非客户端在下一次之前死掉，那这几条消息就要再消费一遍。',
    },
  },
  {
    id: 'offset-unknown',
    place: 'client/consumer/store/RemoteBrokerOffsetStore#readOffset@OFFSET_UNKNOWN',
    label: { en: 'Not known', zh: '不知道' },
    text: {
      en: 'Two negative numbers, two meanings: the group has no offset there, or it could not be found out. What is made of them decides '
        + 'whether messages are skipped.',
      zh: '两个负数，两种意思：这个组在那里没有偏移量，或者没能问到。怎么对待它们，决定了会不会漏消息。',
    },
  },
]
