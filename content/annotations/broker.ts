import type { Annotation } from './index'

export const broker: readonly Annotation[] = [
  {
    id: 'invoke-sync',
    place: 'remoting/netty/NettyRemotingAbstract#invokeSyncImpl@responseFuture.waitResponse',
    label: { en: 'Waiting', zh: '等待' },
    text: {
      en: 'Here the calling thread stops. The answer comes in on another thread, which finds this future by its number, opaque.',
      zh: '调用线程停在这里。回音由另一个线程收到，凭编号 opaque 找到这个 future。',
    },
  },
  {
    id: 'route-lock',
    place: 'namesrv/routeinfo/RouteInfoManager#pickupTopicRouteData',
    label: { en: 'Copy', zh: '副本' },
    text: {
      en: 'Read under a read lock and copied: many clients may ask at once, and none gets hold of the table itself.',
      zh: '在读锁下读出并复制：许多客户端可以同时来问，但谁也拿不到表本身。',
    },
  },
  {
    id: 'process-request',
    place: 'broker/processor/SendMessageProcessor#processRequest',
    label: { en: 'Processor', zh: '处理器' },
    text: {
      en: 'The code of a request decides which processor and which thread pool it goes to: sends never wait behind heartbeats.',
      zh: '请求码决定它去哪个处理器、哪个线程池：发送绝不会排在心跳后面。',
    },
  },
  {
    id: 'auto-create',
    place: 'broker/topic/TopicConfigManager#createTopicInSendMessageMethod',
    label: { en: 'New topic', zh: '新主题' },
    text: {
      en: 'The new topic takes after the default topic, without the right to be inherited from, and has as many queues as '
        + 'the client wished, but no more than the default topic has.',
      zh: '新主题以默认主题为样板，但不再能被继承；队列数按客户端的要求，但不超过默认主题的。',
    },
  },
  {
    id: 'topic-queue-lock',
    place: 'store/commitlog/CommitLog#asyncPutMessage@this.topicQueueLock.lock',
    label: { en: 'Two locks', zh: '两把锁' },
    text: {
      en: 'The first lock is the queue’s: its next offset is given to one message at a time. The second, around the append, is '
        + 'the whole log’s. Encoding happens between the two, so that the log is held for as short a time as can be.',
      zh: '第一把锁属于队列：下一个偏移量一次只给一条消息。第二把在追加时才拿，属于整个日志。编码放在两者之间，好让日志被占用的时间尽量短。',
    },
  },
  {
    id: 'append-offsets',
    place: 'store/commitlog/DefaultAppendMessageCallback#doAppend',
    label: { en: 'Append', zh: '追加' },
    text: {
      en: 'The record was encoded before; only what could not be known until now is written into it: where in the log it lies, '
        + 'and when it was stored.',
      zh: '记录早已编好，这里只填上此刻才知道的：它在日志里的位置，以及存储的时间。',
    },
  },
  {
    id: 'reput',
    place: 'store/dispatch/ReputMessageService#run',
    label: { en: 'Later', zh: '稍后' },
    text: {
      en: 'The queue’s entry is made by this thread, after the append and often after the answer. SEND_OK promises the log, not '
        + 'the queue.',
      zh: '队列里的条目由这个线程来写，在追加之后，往往也在应答之后。SEND_OK 保证的是日志，不是队列。',
    },
  },
  {
    id: 'pull-once',
    place: 'broker/processor/PullMessageProcessor#runAgain@this.process(channel, request, false)',
    label: { en: 'Once', zh: '只等一次' },
    text: {
      en: '`false`: this time the pull is answered, whatever it finds. A pull waits once; otherwise a client could not tell a broker that '
        + 'has nothing from one that is gone.',
      zh: '`false`：这一次不管找没找到都要应答。一个拉取只等一次，否则客户端分不清 Broker 是没有消息还是已经不在了。',
    },
  },
  {
    id: 'pull-commits',
    place: 'broker/processor/PullMessageProcessor#tryCommitOffset@if (!brokerAllowSuspend',
    label: { en: 'Offset', zh: '偏移量' },
    text: {
      en: 'A pull that has waited says nothing new of the offset: it was written up to 15 seconds ago, and the group may have come '
        + 'further since.',
      zh: '等了一阵的拉取不再报偏移量：那个数是最多 15 秒前写下的，这个组可能早已走得更远。',
    },
  },
  {
    id: 'hold-coarse',
    place: 'broker/longpolling/PullRequestHoldService#checkHoldRequest',
    label: { en: 'Coarse', zh: '粗略' },
    text: {
      en: 'One thread, one look every five seconds, instead of a timer for each of thousands of pulls. It is a safety net: an arrival wakes '
        + 'its pulls by itself. The look knows no tags, and wakes pulls that will find nothing for them.',
      zh: '一个线程，五秒看一次，而不是给成千上万个拉取各配一个定时器。这只是兜底：消息到来时会自己唤醒拉取。这一查不看标签，会叫醒一些查了也没有自己要的消息的拉取。',
    },
  },
  {
    id: 'group-told',
    place: 'broker/client/ConsumerManager#registerConsumer@this.tellAll(groupInfo)',
    label: { en: 'Observer', zh: '观察者' },
    text: {
      en: 'The broker does not share the queues, it only says that the group is another one. Each member then asks for the list, and '
        + 'computes. A member that misses the news hears of it with its own next round, 20 seconds later at most.',
      zh: 'Broker 不分队列，只说一声“组变了”。然后每个成员来要名单，自己去算。漏掉通知的，最迟 20 秒后在自己的下一轮里也会知道。',
    },
  },
  {
    id: 'group-two-subscriptions',
    place: 'broker/client/ConsumerManager#registerConsumer@updateSubscription',
    label: { en: 'One for all', zh: '共用一份' },
    text: {
      en: 'One table for the whole group: members with different subscriptions overwrite each other with every heartbeat, and messages are '
        + 'filtered now by one, now by the other. It is the most frequent mistake with groups.',
      zh: '全组共用一张表：订阅不一致的成员，每次心跳都会互相覆盖，消息时而按这个过滤，时而按那个过滤。这是用消费者组最常见的错误。',
    },
  },
  {
    id: 'lock-memory',
    place: 'broker/client/rebalance/RebalanceLockManager#tryLock@isExpired(known)',
    label: { en: 'Lease', zh: '租约' },
    text: {
      en: 'A lock is a lease: a minute from the last renewal, which comes every 20 seconds. Nothing is on the disk; after a restart the '
        + 'first to ask gets the queue, while the former owner may believe in its lock for 30 seconds more.',
      zh: '锁是租约：每 20 秒续一次，从最后一次续约起有效一分钟。磁盘上什么也没有；重启之后，谁先来问就给谁，而原来的主人还可能相信自己的锁长达 30 秒。',
    },
  },
  {
    id: 'delay-queue',
    place: 'broker/schedule/ScheduleMessageService#computeDeliverTimestamp',
    label: { en: 'Levels', zh: '等级' },
    text: {
      en: 'Why levels and not any time: in the queue of one level what was stored first is due first. So a queue is enough, nothing is ever '
        + 'sorted, and only the first message of each has to be looked at.',
      zh: '为什么是等级，而不是任意时间：同一等级的队列里，先存的必定先到期。所以有队列就够了，不必排序，每个队列只看第一条。',
    },
  },
  {
    id: 'delay-twice',
    place: 'broker/schedule/ScheduleMessageService#updateOffset',
    label: { en: 'At least once', zh: '至少一次' },
    text: {
      en: 'How far a level has come goes to the disk every ten seconds. A crash in between delivers again what was delivered since; the '
        + 'other way round, messages would be lost.',
      zh: '每个等级走到哪里，十秒才写一次盘。中间崩溃，这段时间投递过的会再投一次；若反过来先记后投，就会丢消息。',
    },
  },
  {
    id: 'delay-one-by-one',
    place: 'broker/schedule/DeliverDelayedMessageTimerTask',
    label: { en: 'One by one', zh: '逐条' },
    text: {
      en: 'A level delivers its messages one after the other and waits for the store each time. A million that are due in the same second '
        + 'are late, all of one level.',
      zh: '一个等级逐条投递，每条都等存储完成。同一秒到期一百万条，同一等级的就会统统迟到。',
    },
  },
  {
    id: 'half-hidden',
    place: 'broker/transaction/queue/TransactionalMessageBridge#asyncPutHalfMessage',
    label: { en: 'Hidden', zh: '隐藏' },
    text: {
      en: 'No lock and no new kind of file: the message goes to another topic, to which no consumer subscribes, and its own topic is noted in its '
        + 'properties. To commit means to store it a second time.',
      zh: '不用锁，也不用新的文件：消息换个没有消费者订阅的主题存下，原来的主题记在属性里。提交就是再存一遍。',
    },
  },
  {
    id: 'half-op',
    place: 'broker/transaction/queue/TransactionalMessageServiceImpl#deletePrepareMessage',
    label: { en: 'Tombstone', zh: '墓碑' },
    text: {
      en: 'Nothing in a log can be deleted, so another record says “dealt with”. Until it is written, in a batch with others, a crash makes '
        + 'the broker ask the producer about a transaction that is over.',
      zh: '日志里什么都删不掉，于是另写一条记录说“已处理”。它和别的攒成一批才写；写下之前崩溃，Broker 会为一个已经结束的事务再问生产者。',
    },
  },
  {
    id: 'half-put-back',
    place: 'broker/transaction/queue/HalfQueueCheck#lookAtHalf@putBackHalfMsgQueue',
    label: { en: 'To the end', zh: '排到队尾' },
    text: {
      en: 'Before the producer is asked, a copy goes to the end of the queue. So the queue moves on although this one is undecided, at the '
        + 'price of one more record for each question, fifteen at most.',
      zh: '问生产者之前，先把一份副本放到队尾。这样即使这条还没有定论，队列也能往前走；代价是每问一次多一条记录，最多十五次。',
    },
  },
  {
    id: 'end-transaction-check',
    place: 'broker/processor/EndTransactionProcessor#processRequest',
    label: { en: 'Oneway', zh: '单向' },
    text: {
      en: 'The producer has sent this oneway and does not wait: if the request is lost, it will be asked. That is why a transaction can’t do '
        + 'without the check, and why an application must be able to answer long afterwards.',
      zh: '生产者单向发来，并不等待：请求丢了，Broker 会回头来问。所以事务离不开回查，应用也必须在很久之后还答得上来。',
    },
  },
]
