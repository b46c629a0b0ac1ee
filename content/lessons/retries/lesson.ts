import type { LessonSource } from '../../../components/lesson/logic/LessonSource'

/** The steps of the lesson on retries; see the lesson on the send call for what an anchor is. */
export const lesson = {
  part: 3,
  position: 5,
  texts: {
    en: {
      name: 'Three tries, one budget',
      description: 'A RocketMQ producer retries: after a reset connection, into silence, at a full disk, and not at all. Which failures another broker can mend, and why sendDefaultImpl call timeout is not one of them.',
      question: 'Two brokers, one of them out of reach: why did the other one not help?',
    },
    zh: {
      name: '三次机会，一份预算',
      description: 'RocketMQ 生产者的重试：连接被重置、石沉大海、磁盘写满，以及根本不重试。哪些失败换个 Broker 就能补救，为什么 sendDefaultImpl call timeout 不在其中。',
      question: '两个 Broker，一个联系不上：另一个为什么没帮上忙？',
    },
  },
  teaches: {
    '3.5': ['dead-one-passed-over', 'three-in-a-row'],
    '3.6': ['saved-by-the-other', 'silence', 'three-seconds-for-all', 'full-disk-retried', 'too-long-not-retried', 'one-of-four'],
    '3.8': ['reset-is-an-answer'],
  },
  scenario: 'retries',
  steps: [
    { id: 'loop', anchor: 'client/impl/producer/DefaultMQProducerImpl#sendDefaultImpl@const timesTotal' },
    { id: 'reset', anchor: 'client/impl/producer/DefaultMQProducerImpl#verdictOn', fromMillis: 3000 },
    { id: 'elsewhere', anchor: 'client/latency/MQFaultStrategy#selectOneMessageQueue~2', fromMillis: 3102 },
    { id: 'silence', anchor: 'client/impl/MQClientAPIImpl#sendMessageSync', fromMillis: 37_304 },
    { id: 'too-late', anchor: 'client/latency/MQFaultStrategy#selectOneMessageQueue~2', fromMillis: 37_304 },
    { id: 'in-a-row', anchor: 'client/latency/MQFaultStrategy#selectOneMessageQueue', fromMillis: 40_400 },
    { id: 'full', anchor: 'client/impl/producer/DefaultMQProducerImpl#verdictOn', fromMillis: 66_200 },
    { id: 'no-use', anchor: 'client/impl/producer/DefaultMQProducerImpl#verdictOn~2', fromMillis: 66_300 },
  ],
  /** What is stepped through: methods, or whole files. Everything else is library code here. */
  focus: [
    'client/impl/producer/DefaultMQProducerImpl#sendDefaultImpl',
    'client/impl/producer/DefaultMQProducerImpl#sendKernelImpl',
    'client/impl/producer/DefaultMQProducerImpl#verdictOn',
    'client/impl/producer/DefaultMQProducerImpl#updateFaultItem',
    'client/latency/MQFaultStrategy',
    'client/latency/LatencyFaultToleranceImpl#updateFaultItem',
    'client/latency/LatencyFaultToleranceImpl#isAvailable',
    'client/impl/producer/TopicPublishInfo',
    'client/impl/MQClientAPIImpl#sendMessageSync',
    'remoting/netty/NettyRemotingClient#invokeSync',
    'remoting/netty/NettyRemotingAbstract#invokeSyncImpl',
    'broker/processor/SendMessageProcessor#processRequest',
  ],
  /** Other places that the text leads to. */
  places: {
    'in-vain': { anchor: 'client/latency/MQFaultStrategy#selectOneMessageQueue~2', fromMillis: 37_304 },
    isolated: { anchor: 'client/latency/MQFaultStrategy#updateFaultItem', fromMillis: 40_000 },
  },
} as const satisfies LessonSource
