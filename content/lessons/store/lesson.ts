import type { LessonSource } from '../../../components/lesson/logic/LessonSource'

/** The steps of the lesson on the files; see the lesson on the send call for what an anchor is. */
export const lesson = {
  part: 5,
  position: 1,
  picture: 'store',
  texts: {
    en: {
      name: 'The store',
      description: 'The files of a RocketMQ broker, byte by byte, at any moment of a run: commit log, consume queue, index and checkpoint, what is dirty and what is flushed.',
      question: 'Where does a message lie, and when is it safe?',
    },
    zh: {
      name: '存储',
      description: '逐字节查看 RocketMQ Broker 的文件，可停在一次运行的任意时刻：提交日志、消费队列、索引与检查点，哪些还是脏的，哪些已经刷盘。',
      question: '消息放在哪里，什么时候才算安全？',
    },
  },
  teaches: {},
  scenario: 'store',
  steps: [
    { id: 'arrives', anchor: 'broker/processor/SendMessageProcessor#processRequest' },
    { id: 'encode', anchor: 'store/commitlog/MessageExtEncoder#encode' },
    { id: 'append', anchor: 'store/commitlog/DefaultAppendMessageCallback#doAppend' },
    { id: 'queue', anchor: 'store/dispatch/CommitLogDispatcherBuildConsumeQueue#dispatch' },
    { id: 'index', anchor: 'store/dispatch/CommitLogDispatcherBuildIndex#dispatch' },
    { id: 'flush', anchor: 'store/pagecache/CachedFile#force@yield* this.diskFile.flush()~2' },
    { id: 'roll', anchor: 'store/commitlog/CommitLog#append@const next' },
    { id: 'killed', anchor: 'broker/processor/SendMessageProcessor#processRequest~14' },
    { id: 'recover', anchor: 'store/commitlog/CommitLogRecovery#recoverAbnormally' },
    { id: 'goes-on', anchor: 'broker/processor/SendMessageProcessor#processRequest~15' },
  ],
  /** What is stepped through: methods, or whole files. Everything else is library code here. */
  focus: [
    'broker/processor/SendMessageProcessor#processRequest',
    'broker/processor/SendMessageProcessor#sendMessage',
    'store/commitlog/MessageExtEncoder#encode',
    'store/commitlog/CommitLog#asyncPutMessage',
    'store/commitlog/CommitLog#append',
    'store/commitlog/DefaultAppendMessageCallback#doAppend',
    'store/dispatch/CommitLogDispatcherBuildConsumeQueue',
    'store/dispatch/CommitLogDispatcherBuildIndex',
    'store/queue/ConsumeQueue#putMessagePositionInfo',
    'store/index/IndexFile#putKey',
    'store/pagecache/CachedFile#force',
    'store/commitlog/CommitLogRecovery',
  ],
  /** Other places that the text leads to. */
  places: {
    copied: 'store/commitlog/DefaultAppendMessageCallback#doAppend@message.encodedBuff = null',
    'second-record': 'store/dispatch/CommitLogDispatcherBuildIndex#dispatch~2',
    truncated: 'store/commitlog/CommitLogRecovery#truncate',
  },
} as const satisfies LessonSource
