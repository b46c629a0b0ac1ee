import type { LessonSource } from '../../../components/lesson/logic/LessonSource'

/** The steps of the lesson on power cuts; see the lesson on the send call for what an anchor is. */
export const lesson = {
  part: 3,
  position: 8,
  texts: {
    en: {
      name: 'SEND_OK, then a power cut',
      description: 'Ten messages with SEND_OK, and a machine that loses its power: which are gone with ASYNC_FLUSH, with SYNC_FLUSH and with a slave, why new messages get the ids of lost ones, and why a consumer then skips some that are stored.',
      question: 'The producer has SEND_OK, the broker was without power for a moment: where is the message?',
    },
    zh: {
      name: 'SEND_OK，然后断电',
      description: '十条消息都得到了 SEND_OK，机器却断了电：ASYNC_FLUSH、SYNC_FLUSH、带从节点，各丢哪些？新消息为什么会得到丢失消息的 ID？消费者又为什么会跳过已经存下的消息？',
      question: '生产者得到了 SEND_OK，Broker 断过一次电：消息在哪里？',
    },
  },
  teaches: { '3.14': ['ten-ok', 'same-id', 'survivors', 'none-lost'] },
  picture: 'store',
  scenario: 'power-cut',
  steps: [
    { id: 'promise', anchor: 'store/commitlog/CommitLog#handleDiskFlushAndHA', on: 'broker-a' },
    { id: 'four-pages', anchor: 'store/flush/FlushRealTimeService#leastPages', on: 'broker-a', fromMillis: 10_000 },
    { id: 'tenth', anchor: 'store/commitlog/CommitLog#handleDiskFlushAndHA', on: 'broker-a', fromMillis: 17_000 },
    { id: 'recovery', anchor: 'store/commitlog/CommitLogRecovery#recoverAbnormally', on: 'broker-a', fromMillis: 24_000 },
    { id: 'same-place', anchor: 'store/commitlog/CommitLog#handleDiskFlushAndHA', on: 'broker-a', fromMillis: 24_000 },
    { id: 'pull', anchor: 'broker/processor/PullMessageProcessor#processRequest', on: 'broker-a', fromMillis: 27_000 },
    { id: 'skipped', anchor: 'client/impl/consumer/ProcessQueue#putMessage', on: 'warehouse', fromMillis: 27_000 },
    { id: 'settings', anchor: 'store/flush/FlushRealTimeService#leastPages', on: 'broker-a', fromMillis: 34_000 },
  ],
  /** What is stepped through: methods, or whole files. Everything else is library code here. */
  focus: [
    'broker/processor/SendMessageProcessor#processRequest',
    'store/commitlog/CommitLog#asyncPutMessage',
    'store/commitlog/CommitLog#handleDiskFlushAndHA',
    'store/flush/DefaultFlushManager#handleDiskFlush',
    'store/flush/FlushRealTimeService',
    'store/flush/GroupCommitService',
    'store/pagecache/CachedFile#force',
    'store/commitlog/CommitLogRecovery',
    'broker/processor/PullMessageProcessor#processRequest',
    'client/impl/consumer/ProcessQueue#putMessage',
  ],
  /** Other places that the text leads to. */
  places: {
    flush: { anchor: 'store/pagecache/CachedFile#force', on: 'broker-a', fromMillis: 10_500 },
    recovered: { anchor: 'store/commitlog/CommitLogRecovery#truncate', on: 'broker-a', fromMillis: 24_000 },
    given: { anchor: 'client/impl/consumer/ProcessQueue#putMessage', on: 'warehouse', fromMillis: 27_000 },
  },
} as const satisfies LessonSource
