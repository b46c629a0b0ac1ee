import type { Annotation } from './index'
import { FACADE, STRATEGY } from './patterns'

/** From the message to the frame, and from the answer to the result. */
export const sending: readonly Annotation[] = [
  {
    id: 'validate-early',
    place: 'client/Validators#checkMessage@maxMessageSize',
    label: { en: 'Early', zh: '趁早' },
    text: {
      en: 'Refused here, a message costs nothing; the broker looks once more and decides by its own limit, which is also 4 MiB. Raising '
        + 'only one of the two changes where the send fails, not whether.',
      zh: '在这里就拒绝，什么代价也没有；Broker 还会按自己的上限再查一遍，它的默认值也是 4 MiB。只调大其中一个，只会换个地方失败，不会变成功。',
    },
  },
  {
    id: 'async-pool',
    place: 'client/impl/producer/DefaultMQProducerImpl#executeAsyncMessageSend@this.defaultAsyncSenderExecutor.execute',
    label: { en: 'Where it waits', zh: '在哪里等' },
    text: {
      en: 'Asynchronous means that another thread looks up the route and chooses the queue. The time in the pool’s queue counts '
        + 'against the timeout: under load a send can be over before it has begun.',
      zh: '“异步”就是让另一个线程去查路由、选队列。在线程池里排队的时间也算进超时：负载高的时候，一次发送可能还没开始就已超时。',
    },
  },
  {
    id: 'async-backpressure',
    place: 'client/impl/producer/DefaultMQProducerImpl#acquirePermits@num.tryAcquire',
    label: { en: 'Back-pressure', zh: '反压' },
    text: {
      en: 'Two semaphores, for messages and for bytes. With back-pressure the caller waits here, so `sendAsync` may block up to its '
        + 'whole timeout; without it, the pool’s queue is the limit.',
      zh: '两个信号量，一个数消息，一个数字节。开了反压，调用者就在这里等，`sendAsync` 最多可能阻塞整个超时；不开，就以线程池的队列为限。',
    },
  },
  {
    id: 'selector-no-retry',
    place: 'client/impl/producer/DefaultMQProducerImpl#sendSelectImpl@invokeMessageQueueSelector',
    label: STRATEGY,
    text: {
      en: 'Your selector chooses once, and a synchronous send tries that queue once: there is no loop as in `sendDefaultImpl`. Order would be '
        + 'gone if a second try went elsewhere. An application that sends by selector has to repeat by itself.',
      zh: '你的选择器只选一次，同步发送也只试那个队列一次：这里没有 `sendDefaultImpl` 那样的循环。换个队列重试，次序就没有了。用选择器发送，失败了要自己重来。',
    },
  },
  {
    id: 'thread-index',
    place: 'client/common/ThreadLocalIndex#ofThread',
    label: { en: 'Per thread', zh: '每线程一份' },
    text: {
      en: 'A shared counter would be a cache line that all sending threads fight for. The price: a thread that sends one message and ends '
        + 'begins at random each time, so short-lived threads spread by chance and not in turn.',
      zh: '共用一个计数器，所有发送线程就会争抢同一个缓存行。代价是：只发一条就结束的线程每次都从随机处开始，短命的线程靠运气分散，而不是轮流。',
    },
  },
  {
    id: 'latency-decay',
    place: 'client/latency/LatencyFaultToleranceImpl#updateFaultItem@Math.max(before',
    label: { en: 'Never shorter', zh: '只增不减' },
    text: {
      en: 'A good send does not end an isolation that is running: the longest of all pauses holds. With the default numbers a broker that '
        + 'failed once stays out for 10 s.',
      zh: '正在进行的隔离不会因为一次顺利的发送而提前结束：以最长的那次为准。按默认数值，失败一次的 Broker 要被冷落 10 秒。',
    },
  },
  {
    id: 'request-v2',
    place: 'client/impl/sendProtocol#requestV2@createSendMessageRequestHeaderV2',
    label: { en: 'One letter', zh: '一个字母' },
    text: {
      en: 'The same fields under names of one letter: a JSON header names each field in each message, and names are longer than most values.',
      zh: '还是那些字段，名字缩成一个字母：JSON 头要在每条消息里写出每个字段的名字，而名字往往比值还长。',
    },
  },
  {
    id: 'send-status',
    place: 'client/impl/sendProtocol#processSendResponse@STATUS_OF_CODE.get',
    label: { en: 'Four kinds of stored', zh: '四种“已存下”' },
    text: {
      en: 'Three codes besides SUCCESS do not throw: the message is in the log, only less safe than promised. An application that checks for exceptions '
        + 'alone takes FLUSH_DISK_TIMEOUT for success.',
      zh: '除了 SUCCESS，还有三个响应码不会抛异常：消息已在日志里，只是没有承诺的那么安全。只看异常的应用，会把 FLUSH_DISK_TIMEOUT 当成成功。',
    },
  },
  {
    id: 'two-ids',
    place: 'client/producer/SendResult@offsetMsgId: string | null',
    label: { en: 'Two ids', zh: '两个 ID' },
    text: {
      en: '`msgId` was made by the client before sending and is the same for all tries. This one was made by the broker: its address and a '
        + 'place in its log. By it, two copies of one message can be told apart.',
      zh: '`msgId` 由客户端在发送前生成，重试多少次都不变。这一个由 Broker 生成：它的地址加上日志里的位置。同一条消息存了两份，就靠它来区分。',
    },
  },
  {
    id: 'unique-id-time',
    place: 'common/message/MessageClientIDSetter#createUniqID@state.counter',
    label: { en: 'How unique', zh: '有多唯一' },
    text: {
      en: 'Two bytes of counter, four of time: a process repeats an id only if it sends more than 65,536 messages within one '
        + 'millisecond, or after the time has run through a month.',
      zh: '计数器两个字节，时间四个字节：一个进程要在同一毫秒内发出超过 65,536 条消息，或者时间走完一个月再回头，ID 才会重复。',
    },
  },
  {
    id: 'api-facade',
    place: 'client/impl/MQClientAPIImpl#sendMessageSync@this.remotingClient.invokeSync',
    label: FACADE,
    text: {
      en: 'A facade once more, of another layer: above it there are messages and exceptions, below it commands, codes and frames. Nothing '
        + 'above knows that a network is involved, except for its exceptions.',
      zh: '又是一道门面，属于另一层：往上是消息和异常，往下是命令、请求码和帧。上面的代码除了异常，看不出这里有网络。',
    },
  },
  {
    id: 'invoke-connect',
    place: 'remoting/netty/NettyRemotingClient#invokeSync@left -= currentTimeMillis()',
    label: { en: 'One budget', zh: '一份预算' },
    text: {
      en: 'Connecting is paid from the same timeout, but has a limit of its own, 3 s. A call with a timeout of 500 ms to an address that swallows '
        + 'packets comes back after three seconds, with a connect exception.',
      zh: '建立连接用的也是这份超时，但它另有自己的上限，3 秒。若对方把包悄悄丢掉，一次超时设为 500 毫秒的调用，要过三秒才回来，拿到的是连接异常。',
    },
  },
  {
    id: 'invoke-close',
    place: 'remoting/netty/NettyRemotingClient#closeAfterFailure@timeoutMillis / 4',
    label: { en: 'Suspicion', zh: '起疑' },
    text: {
      en: 'A timeout may mean a dead connection, so it is closed and the next call makes another. Not if hardly any time was left for the '
        + 'answer: then the connection is not to blame, and others are using it.',
      zh: '超时可能说明连接已经死了，于是关掉它，下次调用另建一条。但若留给应答的时间本来就所剩无几，就怪不到连接头上，何况别人正用着它。',
    },
  },
  {
    id: 'invoke-permit',
    place: 'remoting/netty/NettyRemotingAbstract#invoke0@this.acquire(this.semaphoreAsync',
    label: { en: 'Permits', zh: '许可' },
    text: {
      en: 'How many calls may be under way at once, 65,535 by default. A call that gets no answer keeps its permit until the scan gives it up, so a '
        + 'silent broker uses up permits that calls to others need.',
      zh: '同时在途的调用有上限，默认 65,535。没等到应答的调用，要到扫描时才归还许可；所以一个沉默的 Broker 会占住别的调用要用的许可。',
    },
  },
  {
    id: 'response-late',
    place: 'remoting/netty/NettyRemotingAbstract#processResponseCommand@=== undefined) return',
    label: { en: 'Too late', zh: '来迟了' },
    text: {
      en: 'The caller has been told “timeout” and the message is stored all the same. This line is why at-least-once needs consumers that can '
        + 'stand duplicates.',
      zh: '调用者已被告知超时，消息却照样存下了。“至少一次”为什么要求消费者能容忍重复，答案就在这一行。',
    },
  },
  {
    id: 'response-threads',
    place: 'remoting/netty/NettyRemotingAbstract#executeInvokeCallback@this.getCallbackExecutor().execute',
    label: { en: 'Few threads', zh: '线程很少' },
    text: {
      en: 'All answers of a client come through this pool: four threads here, one for each processor in 5.3.2. As many callbacks that sleep stop '
        + 'every send of the client, the synchronous ones included.',
      zh: '一个客户端的所有应答都走这个线程池：这里是四个线程，5.3.2 里每个处理器一个。有这么多回调睡着了，这个客户端的发送就全停了，同步的也不例外。',
    },
  },
  {
    id: 'request-busy',
    place: 'remoting/netty/NettyRemotingAbstract#processRequestCommand@pair.processor.rejectRequest()',
    label: { en: 'At the door', zh: '在门口' },
    text: {
      en: 'Asked in the thread that reads the connection, before anything is queued: a broker in trouble says no for the price of one answer. '
        + 'The producer takes SYSTEM_BUSY as a reason to try another broker.',
      zh: '由读连接的线程来问，还没排进任何队列：自身难保的 Broker，只花一个应答的代价就能说“不”。生产者看到 SYSTEM_BUSY，会去试别的 Broker。',
    },
  },
  {
    id: 'future-once',
    place: 'remoting/netty/ResponseFuture#executeInvokeCallback@this.putResponse(responseCommand)',
    label: { en: 'Once', zh: '只一次' },
    text: {
      en: 'Answer, timeout, closed connection: three threads may want to end the same call. It leaves the response table first, and the '
        + 'thread that took it out is the one to end it.',
      zh: '应答到了、超时了、连接断了：可能有三个线程都想结束同一次调用。调用先从响应表里取走，谁取走的，就由谁来结束。',
    },
  },
  {
    id: 'namesrv-turn',
    place: 'remoting/netty/ChannelTable#getAndCreateNameserverChannelAsync@++this.namesrvIndex',
    label: { en: 'Next, please', zh: '换下一个' },
    text: {
      en: 'A client stays with one name server while the connection holds, and takes the next when it does not. Each call tries one of '
        + 'them only: with two of three gone, two requests fail first.',
      zh: '连接还好时，客户端一直用同一台 NameServer，不行了才换下一台。每次调用只试一台：三台坏了两台，可能要先失败两次。',
    },
  },
  {
    id: 'frame-limit',
    place: 'remoting/netty/FrameDecoder#frameLength@FRAME_MAX_LENGTH',
    label: { en: '16 MiB', zh: '16 MiB' },
    text: {
      en: 'The limit above all limits: a longer frame closes the connection, with all calls that wait on it. A `maxMessageSize` beyond it '
        + 'only moves the failure to where it can’t be understood.',
      zh: '所有上限之上的上限：帧再长，连接就会被关掉，上面等着的调用全部失败。把 `maxMessageSize` 调到比它还大，只是让失败出现在看不懂的地方。',
    },
  },
  {
    id: 'encode-arena',
    place: 'remoting/protocol/RemotingCommand#encode@arena.clear()',
    label: { en: 'Reused', zh: '反复用' },
    text: {
      en: 'One buffer for all frames, copied out at the end: the length is known only when the header is written, and to build the frame of many '
        + 'small arrays costs about twice as much.',
      zh: '所有帧共用一块缓冲区，最后才复制出来：头部写完才知道长度，若用许多小数组来拼，代价大约翻倍。',
    },
  },
  {
    id: 'opaque-counts',
    place: 'remoting/protocol/RemotingCommand#nextOpaque@processStatic',
    label: { en: 'Per process', zh: '按进程计' },
    text: {
      en: 'A number belongs to the process and not to the connection, so one table finds the call of any answer. Two processes use the same '
        + 'numbers all the time, and it does not matter.',
      zh: '编号按进程计，不按连接计，所以一张表就能为任何应答找到它的调用。不同进程的编号经常相同，这没有关系。',
    },
  },
  {
    id: 'accumulator',
    place: 'client/producer/ProduceAccumulator#send@batch.add(msg)',
    label: { en: 'Wait to be fast', zh: '为快而等' },
    text: {
      en: 'Only with `autoBatch`. Each message waits up to 10 ms for company; a broker that would have had a hundred requests has one. A single '
        + 'sender that waits for each answer only loses those 10 ms.',
      zh: '只有开了 `autoBatch` 才会走到这里。每条消息最多等 10 毫秒凑同伴；Broker 本来要处理一百个请求，现在只有一个。若只有一个发送者，又每条都等应答，那就白白多等 10 毫秒。',
    },
  },
]
