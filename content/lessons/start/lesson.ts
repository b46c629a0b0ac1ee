import type { LessonSource } from '../../../components/lesson/logic/LessonSource'

/** The steps of the lesson on starting a producer; see the lesson on the send call for what an anchor is. */
export const lesson = {
  part: 2,
  position: 1,
  texts: {
    en: {
      name: 'Failed until proven otherwise',
      description: 'DefaultMQProducer.start() line by line: why START_FAILED is written first, which start can be tried again, which timers run afterwards, and what a producer does whose start has failed.',
      question: 'A start has failed halfway. What is running now, and can it be tried again?',
    },
    zh: {
      name: '先当它失败',
      description: '逐行读 DefaultMQProducer.start()：为什么先写 START_FAILED，哪种失败可以重来，启动之后有哪些定时任务在跑，启动失败的生产者又在做什么。',
      question: '启动在半路失败了：现在有什么在跑？能不能再试一次？',
    },
  },
  teaches: {
    '2.1': ['failed-first', 'second-throws', 'blank-refused', 'in-time'],
    '2.2': ['repair', 'never-again'],
    '2.4': ['in-order', 'half-started'],
    '2.6': ['routes-30', 'heartbeats-30', 'persist-5', 'detector-3'],
    '2.7': ['two-requests'],
  },
  scenario: 'start',
  steps: [
    { id: 'pessimist', anchor: 'client/impl/producer/DefaultMQProducerImpl#start@this.serviceState.set(ServiceState.START_FAILED)' },
    { id: 'checks', anchor: 'client/impl/producer/DefaultMQProducerImpl#checkConfig' },
    { id: 'instance', anchor: 'client/impl/MQClientManager#getOrCreateMQClientInstance' },
    { id: 'order', anchor: 'client/impl/factory/MQClientInstance#start@this.mQClientAPIImpl.start()' },
    { id: 'inner', anchor: 'client/impl/producer/DefaultMQProducerImpl#start~2' },
    { id: 'running', anchor: 'client/impl/producer/DefaultMQProducerImpl#initTopicRoute~2' },
    { id: 'silence', anchor: 'client/impl/producer/DefaultMQProducerImpl#sendDefaultImpl' },
    { id: 'twice', anchor: 'client/impl/producer/DefaultMQProducerImpl#start', on: 'order-service', fromMillis: 1001 },
    { id: 'timers', anchor: 'client/impl/factory/MQClientInstance#cleanAndSendHeartbeats', on: 'order-service' },
    { id: 'blank', anchor: 'client/impl/producer/DefaultMQProducerImpl#checkConfig', on: 'order-service', fromMillis: 2001 },
    { id: 'halfway', anchor: 'client/impl/producer/DefaultMQProducerImpl#start~2', on: 'order-service', fromMillis: 3000 },
    { id: 'early', anchor: 'client/impl/producer/DefaultMQProducerImpl#initTopicRoute~2', on: 'order-service', fromMillis: 10_000 },
    { id: 'ghost', anchor: 'client/impl/factory/HeartbeatSender#sendHeartbeatToBroker', on: 'order-service', fromMillis: 41_000 },
  ],
  /** What is stepped through: methods, or whole files. Everything else is library code here. */
  focus: [
    'client/producer/DefaultMQProducer#start',
    'client/producer/DefaultMQProducer#initProduceAccumulator',
    'client/impl/producer/DefaultMQProducerImpl#start',
    'client/impl/producer/DefaultMQProducerImpl#checkConfig',
    'client/impl/producer/DefaultMQProducerImpl#getOrCreateFactory',
    'client/impl/producer/DefaultMQProducerImpl#initTopicRoute',
    'client/impl/producer/DefaultMQProducerImpl#tryToFindTopicPublishInfo',
    'client/impl/producer/DefaultMQProducerImpl#shutdown',
    'client/impl/producer/DefaultMQProducerImpl#sendDefaultImpl',
    'client/Validators#checkGroup',
    'client/ClientConfig#buildMQClientId',
    'client/ClientConfig#changeInstanceNameToPID',
    'client/impl/MQClientManager#getOrCreateMQClientInstance',
    'client/impl/factory/MQClientInstance#start',
    'client/impl/factory/MQClientInstance#startScheduledTask',
    'client/impl/factory/MQClientInstance#registerProducer',
    'client/impl/factory/MQClientInstance#cleanAndSendHeartbeats',
    'client/impl/factory/HeartbeatSender',
  ],
  /** Other places that the text leads to. */
  places: {
    repaired: { anchor: 'client/impl/producer/DefaultMQProducerImpl#start~2', on: 'order-service', fromMillis: 2001 },
    ended: { anchor: 'client/impl/producer/DefaultMQProducerImpl#shutdown', on: 'order-service', fromMillis: 10_000 },
    beat: { anchor: 'client/impl/factory/HeartbeatSender#sendHeartbeatToBroker', on: 'order-service', fromMillis: 41_000 },
  },
} as const satisfies LessonSource
