import type { LessonSource } from '../../../components/lesson/logic/LessonSource'

/** The steps of the lesson; see the lesson on the send call for what an anchor is. */
export const lesson = {
  part: 0,
  position: 2,
  texts: {
    en: {
      name: 'From the tests down',
      description: 'How to begin with a large code base: the test cases of RocketMQ’s DefaultMQProducerTest as cards, each run by a whole cluster instead of mocks, each to be stepped into, and what the tests themselves leave out.',
      question: 'Where does one begin to read 340,000 lines?',
    },
    zh: {
      name: '从测试读起',
      description: '面对一个庞大的代码库，从哪里开始：RocketMQ 的 DefaultMQProducerTest 里的用例做成一张张卡片，不用 mock，用整个集群来跑，每一张都能走进去看；还有，测试自己漏掉了什么。',
      question: '三十四万行代码，从哪里读起？',
    },
  },
  teaches: {
    '0.4': [
      'zero-refused', 'another-exception', 'no-route', 'sync-stored', 'compressed', 'async-returns-first', 'async-compressed', 'hook-sees-both',
      'which-exception',
    ],
    '3.3': ['no-frame'],
    '3.7': ['grows'],
  },
  scenario: 'producer-tests',
  steps: [
    { id: 'set-up', anchor: 'client/producer/DefaultMQProducer#start', on: 'test', fromMillis: 0 },
    { id: 'zero', anchor: 'client/Validators#checkMessage', on: 'test', fromMillis: 1000 },
    {
      id: 'alone', anchor: 'client/impl/factory/MQClientInstance#updateTopicRouteInfoFromNameServer@error instanceof RemotingException',
      on: 'test-alone', fromMillis: 1180,
    },
    { id: 'no-route', anchor: 'client/impl/producer/DefaultMQProducerImpl#noRoute', on: 'test', fromMillis: 1250 },
    { id: 'success', anchor: 'client/impl/MQClientAPIImpl#sendMessageSync', on: 'test', fromMillis: 1350 },
    { id: 'large', anchor: 'client/impl/producer/DefaultMQProducerImpl#tryToCompressMessage', on: 'test', fromMillis: 1450 },
    { id: 'async', anchor: 'client/impl/MQClientAPIImpl#sendMessageAsync', on: 'test', fromMillis: 1550 },
    { id: 'async-large', anchor: 'client/impl/producer/DefaultMQProducerImpl#tryToCompressMessage', on: 'test', fromMillis: 1650 },
    { id: 'hook', anchor: 'cluster/SendHookWitness#sendMessageBefore', on: 'test', fromMillis: 0 },
    { id: 'down', anchor: 'cluster/SendHookWitness#sendMessageAfter', on: 'test', fromMillis: 0 },
  ],
  /** What is stepped through: methods, or whole files. Everything else is library code here. */
  focus: [
    'client/producer/DefaultMQProducer',
    'client/impl/producer/DefaultMQProducerImpl',
    'client/Validators',
    'client/impl/MQClientAPIImpl',
    'client/impl/factory/MQClientInstance#start',
    'client/impl/factory/MQClientInstance#updateTopicRouteInfoFromNameServer',
    'remoting/netty/NettyRemotingClient',
    'cluster/SendHookWitness',
  ],
  /** Other places that the text leads to. */
  places: {
    'send-zero': { anchor: 'client/producer/DefaultMQProducer#send', on: 'test', fromMillis: 1000 },
    'send-alone': { anchor: 'client/producer/DefaultMQProducer#send', on: 'test-alone', fromMillis: 1000 },
    'send-unknown': { anchor: 'client/producer/DefaultMQProducer#send', on: 'test', fromMillis: 1250 },
    'send-small': { anchor: 'client/producer/DefaultMQProducer#send', on: 'test', fromMillis: 1350 },
    'send-large': { anchor: 'client/producer/DefaultMQProducer#send', on: 'test', fromMillis: 1450 },
    'send-async': { anchor: 'client/producer/DefaultMQProducer#sendAsyncWithin', on: 'test', fromMillis: 1550 },
    'send-async-large': { anchor: 'client/producer/DefaultMQProducer#sendAsyncWithin', on: 'test', fromMillis: 1650 },
    'send-hooked': { anchor: 'client/producer/DefaultMQProducer#send', on: 'test', fromMillis: 1750 },
    'network-first': {
      anchor: 'client/impl/factory/MQClientInstance#updateTopicRouteInfoFromNameServer@error instanceof RemotingException',
      on: 'test-alone', fromMillis: 1180,
    },
  },
} as const satisfies LessonSource
