/** A stop of the walk through the engine. */
export interface ReadingStop {
  /** `engine/client/producer/DefaultMQProducer.ts` */
  readonly file: string
  readonly text: Readonly<Record<'en' | 'zh', string>>
}

/** Ten stops, each a page or two. `CONTRIBUTING.md` has the same, which a test compares. */
export const READING_ORDER: readonly ReadingStop[] = [
  {
    file: 'engine/client/producer/DefaultMQProducer.ts',
    text: { en: 'the facade, one small method for each way to send', zh: '门面：每种发送方式一个小方法' },
  },
  {
    file: 'engine/client/impl/producer/DefaultMQProducerImpl.ts',
    text: { en: 'states, routes, retries; `sendDefaultImpl` and `sendKernelImpl`', zh: '状态、路由、重试；`sendDefaultImpl` 和 `sendKernelImpl`' },
  },
  {
    file: 'engine/kernel/Kernel.ts',
    text: { en: 'one thread at a time, virtual time, and why a run can be repeated', zh: '一次只跑一个线程，虚拟时间，以及一次运行为什么能重来' },
  },
  {
    file: 'engine/remoting/netty/NettyRemotingAbstract.ts',
    text: { en: 'requests and responses, matched by `opaque`', zh: '请求与响应，靠 `opaque` 配对' },
  },
  {
    file: 'engine/remoting/protocol/RemotingCommand.ts',
    text: { en: 'what travels, byte by byte', zh: '线路上走的是什么，逐字节看' },
  },
  {
    file: 'engine/namesrv/routeinfo/RouteInfoManager.ts',
    text: { en: 'a lock and five tables', zh: '一把锁，五张表' },
  },
  {
    file: 'engine/broker/processor/SendMessageProcessor.ts',
    text: { en: 'what a broker checks before it stores', zh: 'Broker 存储之前检查什么' },
  },
  {
    file: 'engine/store/commitlog/CommitLog.ts',
    text: { en: 'the append under the lock, and what "acknowledged" promises', zh: '锁里的追加，以及“已确认”究竟保证了什么' },
  },
  {
    file: 'engine/store/commitlog/CommitLogRecovery.ts',
    text: { en: 'what a store believes after a crash', zh: '崩溃之后，存储相信什么' },
  },
  {
    file: 'engine/cluster/drill/StoreDrill.ts',
    text: { en: 'how we know that all of this holds', zh: '我们怎么知道这一切都成立' },
  },
]
