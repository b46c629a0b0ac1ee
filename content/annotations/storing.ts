import type { Annotation } from './index'

/** From the broker's door to the device. */
export const storing: readonly Annotation[] = [
  {
    id: 'broker-two-doors',
    place: 'broker/BrokerController#registerProcessor@for (const server of',
    label: { en: 'Two doors', zh: '两扇门' },
    text: {
      en: 'The second port, two below the first, once kept sends apart from slow pulls; it is the VIP channel. Clients no longer use it '
        + 'by default, yet every broker still listens there, and a firewall that forgets it surprises old clients.',
      zh: '第二个端口比第一个小 2，当初用来把发送和慢的拉取分开，也就是 VIP 通道。客户端默认早已不用，但每台 Broker 仍在监听；防火墙漏了它，老客户端就会出怪事。',
    },
  },
  {
    id: 'broker-shutdown-order',
    place: 'broker/BrokerController#shutdown@unregisterBrokerAll',
    label: { en: 'Good-bye first', zh: '先告别' },
    text: {
      en: 'The name servers are told before the doors close. Clients hear of it only when they ask, up to 30 s later, so a clean shutdown still '
        + 'costs some sends a retry.',
      zh: '先告诉 NameServer，再关门。可客户端要等自己去问才知道，最多 30 秒，所以就算正常关闭，也会让一些发送多试一次。',
    },
  },
  {
    id: 'broker-register-on-change',
    place: 'broker/BrokerController#registerIncrementBrokerData@topicConfigTable.set',
    label: { en: 'At once', zh: '马上' },
    text: {
      en: 'A new topic is announced at once, alone, instead of with the next full registration. So a producer that has just created it needs '
        + 'no more than its own next question.',
      zh: '新主题单独、马上上报，不等下一次全量注册。所以刚把它建出来的生产者，只要自己再问一次就行。',
    },
  },
  {
    id: 'send-reject',
    place: 'broker/processor/AbstractSendMessageProcessor#rejectRequest@isOSPageCacheBusy',
    label: { en: 'Busy', zh: '忙' },
    text: {
      en: 'One append that hangs for a second is taken for a page cache in trouble, and everything is refused. Better ten thousand quick '
        + 'refusals than ten thousand senders that wait until their timeout.',
      zh: '只要有一次追加卡住一秒，就认为页缓存出了问题，什么都拒绝。一万次立刻拒绝，好过一万个发送者一直等到超时。',
    },
  },
  {
    id: 'send-check-order',
    place: 'broker/processor/AbstractSendMessageProcessor#msgCheck@selectTopicConfig(topic) ??',
    label: { en: 'Created here', zh: '在此创建' },
    text: {
      en: 'The place where a topic comes to exist because somebody has sent to it. It exists on this broker alone; the others learn nothing of it, '
        + 'and all later messages come here.',
      zh: '就在这一行，主题因为有谁往它发了消息而诞生。它只存在于这台 Broker，别的 Broker 毫不知情，后来的消息也都涌到这里。',
    },
  },
  {
    id: 'send-answers-later',
    place: 'broker/processor/SendMessageProcessor#processRequest@return null',
    label: { en: 'Not yet', zh: '还没有' },
    text: {
      en: '`null`: no answer from this thread. With SYNC_FLUSH a message waits for the disk, a thread needn’t: one of them can have hundreds of sends '
        + 'under way.',
      zh: '`null`：这个线程不给应答。用 SYNC_FLUSH 时，等磁盘的是消息，不是线程：一个线程可以同时有几百条发送在途。',
    },
  },
  {
    id: 'send-dlq',
    place: 'broker/processor/SendMessageProcessor#handleRetryAndDLQ@message.topic = topic',
    label: { en: 'Dead letter', zh: '死信' },
    text: {
      en: 'The message changes its topic on the way in, and nobody is told. A dead letter queue is an ordinary topic to which no group subscribes: to notice it '
        + 'you must look.',
      zh: '消息进门时换了主题，谁也不会收到通知。死信队列就是一个没有组订阅的普通主题：想知道里面有东西，得自己去看。',
    },
  },
  {
    id: 'fast-failure',
    place: 'broker/latency/BrokerFastFailure#cleanExpiredRequestInQueue@maxWaitTimeMills) return',
    label: { en: '200 ms', zh: '200 毫秒' },
    text: {
      en: 'A send that has waited 200 ms for a thread is thrown out while its producer still has 2.8 s for another broker. Behind a long queue nothing would be '
        + 'left, and the work would be done for nobody.',
      zh: '发送排队等线程超过 200 毫秒就被扔出去，这时它的生产者还有 2.8 秒可以去试别的 Broker。若让它排完长队，时间也耗光了，活儿干了也没有谁要。',
    },
  },
  {
    id: 'put-hooks',
    place: 'store/DefaultMessageStore#refusalOf@putMessageHookList',
    label: { en: 'Hooks', zh: '钩子' },
    text: {
      en: 'Delay is not known to the log at all: a hook has changed topic and queue before the message gets there. So the store has one path for '
        + 'all kinds of messages.',
      zh: '日志根本不懂什么是延迟：消息到达之前，钩子已经把主题和队列换掉了。所以无论哪种消息，存储都只有一条路。',
    },
  },
  {
    id: 'store-abort',
    place: 'store/DefaultMessageStore#start@createTempFile',
    label: { en: 'abort', zh: 'abort' },
    text: {
      en: 'An empty file whose existence is its meaning: it is made at the start and deleted at the end of a clean shutdown. If it is there at the next start, '
        + 'there was none.',
      zh: '一个空文件，存在就是它的含义：启动时创建，正常关闭到最后才删除。下次启动时它还在，就说明上次没有正常关闭。',
    },
  },
  {
    id: 'store-shutdown-behind',
    place: 'store/DefaultMessageStore#shutdown@this.dispatchBehindBytes() === 0',
    label: { en: 'Honest', zh: '诚实' },
    text: {
      en: 'The mark goes only if everything is dispatched. A broker that is stopped under heavy load may leave it, and its next start takes longer: that is the '
        + 'price of being sure.',
      zh: '全部分发完，标记才会删掉。负载很高的 Broker 关闭时可能留下它，下次启动就要久一些：这是求个确定的代价。',
    },
  },
  {
    id: 'put-lock-timestamp',
    place: 'store/commitlog/CommitLog#append@message.storeTimestamp = this.beginTimeInLock',
    label: { en: 'In order', zh: '按次序' },
    text: {
      en: 'Set again, inside the lock: only so are store times ascending along the log, and a search by time may halve its way. Times taken '
        + 'outside could pass each other.',
      zh: '在锁里重写一遍：只有这样，存储时间沿着日志才是递增的，按时间查找才能用二分。锁外取的时间可能互相超车。',
    },
  },
  {
    id: 'put-lock-file',
    place: 'store/commitlog/CommitLog#append@getOrCreateLastMappedFile(0)',
    label: { en: 'Pause', zh: '停顿' },
    text: {
      en: 'Once in a GB the file is full. If the next one is not ready, every sender of the broker waits here, under the lock, up to 5 s: from '
        + 'outside, a sudden spike without a reason.',
      zh: '每写满 1 GB 就要换文件。若下一个还没备好，整台 Broker 的发送者都在锁里等，最多 5 秒：从外面看，就是延迟无缘无故地突然冲高。',
    },
  },
  {
    id: 'put-confirm',
    place: 'store/commitlog/CommitLog#getConfirmOffset@FlushDiskType.SYNC_FLUSH',
    label: { en: 'Not too early', zh: '不能太早' },
    text: {
      en: 'With SYNC_FLUSH consumers see a message only once it is safe. Otherwise a power cut could take back what somebody has already '
        + 'consumed.',
      zh: '用 SYNC_FLUSH 时，消息安全了消费者才看得到。否则一次断电，可能把已经被消费的东西又收回去。',
    },
  },
  {
    id: 'put-ha-and-flush',
    place: 'store/commitlog/CommitLog#handleDiskFlushAndHA@flushed.thenCombine',
    label: { en: 'Side by side', zh: '并行' },
    text: {
      en: 'Disk and slaves are waited for at the same time, and the slower one counts. A slave that fails does not undo the append: the message is in the log, '
        + 'whatever the status says.',
      zh: '磁盘和从节点同时等，以慢的为准。从节点失败并不会撤销追加：不管状态怎么说，消息已经在日志里了。',
    },
  },
  {
    id: 'topic-lock-stripes',
    place: 'store/commitlog/TopicQueueLock#stripe@javaHashCode',
    label: { en: 'Shared', zh: '合用' },
    text: {
      en: '32 locks for any number of queues: two queues whose names hash alike wait for each other, which costs time and never order. A lock for each '
        + 'queue would have to be made, kept and some day removed.',
      zh: '不管多少队列，锁只有 32 把：名字散列到一起的两个队列会互相等，费一点时间，次序不受影响。若每个队列一把锁，就得创建、保管，有朝一日还得清掉。',
    },
  },
  {
    id: 'put-lock-kind',
    place: 'store/commitlog/PutMessageReentrantLock#lock',
    label: { en: 'Sleep or spin', zh: '睡还是转' },
    text: {
      en: 'RocketMQ can also spin. That is faster while the lock is held for microseconds only, and burns a processor for each waiting thread as soon as '
        + 'one append has to wait for the disk.',
      zh: 'RocketMQ 也可以用自旋锁。锁只占几微秒时它更快；可一旦某次追加要等磁盘，每个等待的线程都会白白烧掉一个处理器。',
    },
  },
  {
    id: 'encode-before',
    place: 'store/commitlog/MessageExtEncoder#encode@MAX_PROPERTIES_LENGTH',
    label: { en: 'Two bytes', zh: '两个字节' },
    text: {
      en: 'The length of the properties has two bytes in the record, so 32,767 is the end. The body may be a hundred times as long: what is large belongs there, not '
        + 'into properties.',
      zh: '记录里属性的长度只有两个字节，所以 32,767 就到头了。消息体可以是它的一百倍：大的东西放消息体，不要放属性。',
    },
  },
  {
    id: 'file-ahead',
    place: 'store/logfile/AllocateMappedFileService#putRequestAndReturnMappedFile@this.request(nextNextFilePath',
    label: { en: 'One ahead', zh: '提前一个' },
    text: {
      en: 'While this file is filled, the next one is made. It costs a GB of disk that is not used yet, and spares the senders the wait.',
      zh: '这个文件在写的时候，下一个已经在建。代价是 1 GB 暂时用不上的磁盘，换来发送者不用等。',
    },
  },
  {
    id: 'file-find',
    place: 'store/logfile/MappedFileQueue#findMappedFileByOffset@Math.floor(offset',
    label: { en: 'By division', zh: '一除便知' },
    text: {
      en: 'All files have one size, so which file an offset lies in is a division: no index, no search, however large the log is. It is why no record may cross '
        + 'the end of a file.',
      zh: '文件大小都一样，所以偏移量在哪个文件，做一次除法就知道：日志再大也不用索引，不用查找。这也是记录不许跨文件的原因。',
    },
  },
  {
    id: 'file-positions',
    place: 'store/logfile/DefaultMappedFile#checkPositions',
    label: { en: 'Three positions', zh: '三个位置' },
    text: {
      en: 'Flushed, committed, wrote. What lies between the first and the last is gone with the power, and everything before the first is safe: the whole question of '
        + '“acknowledged” is where between them the answer is given.',
      zh: '已刷盘、已提交、已写入。前后两者之间的，一断电就没了；第一个之前的都安全。“已确认”究竟意味着什么，就看应答是在它们之间的哪里发出的。',
    },
  },
  {
    id: 'file-force-fails',
    place: 'store/logfile/DefaultMappedFile#force@DiskIoError',
    label: { en: 'Looks away', zh: '视而不见' },
    text: {
      en: 'A device that reports an error is treated as if it had written. So is the original, and it is why a broker on a failing disk can '
        + 'acknowledge messages that are nowhere.',
      zh: '设备报了错，却当作写成了。原版也是如此；所以磁盘在坏的 Broker，可能确认了哪里都不存在的消息。',
    },
  },
  {
    id: 'flush-async',
    place: 'store/flush/DefaultFlushManager#handleDiskFlush@this.wakeUpAfterPut()',
    label: { en: 'SEND_OK', zh: 'SEND_OK' },
    text: {
      en: 'With ASYNC_FLUSH the future is complete before anything has reached the device. SEND_OK then means “in the page cache”: it survives a killed process, and not a '
        + 'power cut.',
      zh: '用 ASYNC_FLUSH 时，什么都还没到设备，future 就已完成。这时的 SEND_OK 意思是“在页缓存里”：进程被杀没事，断电就没了。',
    },
  },
  {
    id: 'flush-group',
    place: 'store/flush/GroupCommitService#swapRequests',
    label: { en: 'Group commit', zh: '组提交' },
    text: {
      en: 'Two lists that change places: senders fill one while the other is served, without a lock around the flush. The slower the device, the more messages share '
        + 'one flush, so throughput falls less than latency rises.',
      zh: '两个列表轮换：发送者往一个里放，另一个正在处理，刷盘时不用锁住谁。设备越慢，一次刷盘合用的消息越多，所以吞吐降得比延迟升得少。',
    },
  },
  {
    id: 'flush-realtime',
    place: 'store/flush/FlushRealTimeService#run@this.mappedFileQueue.flush(leastPages)',
    label: { en: 'Half a second', zh: '半秒' },
    text: {
      en: 'Every half second, but only if four pages are dirty. On a quiet broker a single message may wait ten seconds for its place on the device: the fewer '
        + 'messages, the longer each is at risk.',
      zh: '每半秒一次，但要攒够四页脏页。在清闲的 Broker 上，一条消息可能要等十秒才落到设备上：消息越少，每条悬着的时间越长。',
    },
  },
  {
    id: 'flush-watcher',
    place: 'store/flush/FlushDiskWatcher#watch@FLUSH_DISK_TIMEOUT',
    label: { en: 'After 5 s', zh: '五秒之后' },
    text: {
      en: 'The sender is told FLUSH_DISK_TIMEOUT while the flush goes on, and mostly succeeds. A producer that sends again then has the message twice.',
      zh: '告诉发送者 FLUSH_DISK_TIMEOUT 时，刷盘还在继续，多半会成功。生产者若因此重发，消息就有了两份。',
    },
  },
  {
    id: 'flush-queues',
    place: 'store/flush/FlushConsumeQueueService#flushThoroughly@checkpoint.logicsFlushed',
    label: { en: 'No hurry', zh: '不急' },
    text: {
      en: 'The queues can be made again from the log, so a minute between thorough flushes is enough. The checkpoint says up to where that is not necessary, and must '
        + 'not promise more than was flushed.',
      zh: '队列可以从日志重建，所以一分钟彻底刷盘一次就够。检查点记着到哪里为止不必重建，它的承诺不能超过实际刷盘的。',
    },
  },
  {
    id: 'checkpoint-min',
    place: 'store/flush/StoreCheckpoint#getMinTimestamp@SAFETY_MARGIN_MILLIS',
    label: { en: 'Three seconds', zh: '三秒' },
    text: {
      en: 'Recovery begins three seconds earlier than the checkpoint says. To read a record twice costs little, since the queues know what they have; to miss one would '
        + 'lose it for consumers.',
      zh: '恢复比检查点所说的再早三秒开始。一条记录读两遍没什么，队列知道自己有什么；漏掉一条，消费者就再也见不到它。',
    },
  },
  {
    id: 'recover-end',
    place: 'store/commitlog/CommitLogRecovery#readFile@!request.success',
    label: { en: 'The first bad one', zh: '第一条坏的' },
    text: {
      en: 'Here the log ends, even if good records follow: what lies behind a damaged one can’t be trusted to be in order. One flipped bit may cost '
        + 'all that came after it.',
      zh: '日志到此为止，哪怕后面还有好的记录：坏记录之后的，次序已不可信。翻转一个比特，可能赔上它之后的全部。',
    },
  },
  {
    id: 'recover-from',
    place: 'store/commitlog/CommitLogRecovery#isMappedFileMatchedRecover@storeTimestamp <= safeUpTo',
    label: { en: 'Where to begin', zh: '从哪里开始' },
    text: {
      en: 'The first record of a file decides. So recovery reads at least the rest of a whole file of 1 GB, however recent the checkpoint is, and '
        + 'a start after a crash waits for that.',
      zh: '看文件的第一条记录。所以检查点再新，也至少要把一个 1 GB 的文件读完，崩溃后的启动就等在这里。',
    },
  },
  {
    id: 'queue-entry',
    place: 'store/queue/ConsumeQueue#putMessagePositionInfo@<= this.maxPhysicOffset) return true',
    label: { en: 'Again', zh: '再来一遍' },
    text: {
      en: 'Dispatching may repeat itself: after a crash everything from the checkpoint on is dispatched once more. This line makes that harmless, and with it the '
        + 'recovery simple.',
      zh: '分发可以重复：崩溃之后，检查点往后的全部再分发一遍。有了这一行，重复就无害，恢复也就简单了。',
    },
  },
  {
    id: 'queue-entry-size',
    place: 'store/queue/ConsumeQueue#entry@setInt32(8, msgSize)',
    label: { en: '20 bytes', zh: '20 字节' },
    text: {
      en: 'Position, length, hash of the tag, always 20 bytes: the n-th message is found by multiplication, and a broker filters by tag without touching the log. Two tags with '
        + 'one hash pass together, so consumers compare the text once more.',
      zh: '位置、长度、标签的散列，一共 20 字节：第 n 条消息一乘就找到，按标签过滤也不用碰日志。两个标签散列相同就会一起放过，所以消费者还要再比一次文字。',
    },
  },
  {
    id: 'index-slot',
    place: 'store/index/IndexFile#putKey',
    label: { en: 'Youngest first', zh: '新的在前' },
    text: {
      en: 'A slot leads to its youngest entry and each entry to an older one: an insert writes two numbers and moves nothing. A key that is used a million times makes one chain '
        + 'of a million.',
      zh: '槽指向最新的条目，每个条目指向更早的一个：插入只写两个数，什么都不用挪。同一个键用上一百万次，就成了一条一百万节的链。',
    },
  },
  {
    id: 'clean-oldest',
    place: 'store/clean/CleanCommitLogService#deleteExpiredFileByTime@files.slice(0, -1)',
    label: { en: 'Not by consumers', zh: '与消费无关' },
    text: {
      en: 'Age and disk space decide; nobody asks whether the messages were consumed. A group that is slower than the disk fills loses what it has not read.',
      zh: '只看年龄和磁盘空间，没有谁问消息消费了没有。消费得比磁盘填满还慢的组，没读到的就没了。',
    },
  },
]
