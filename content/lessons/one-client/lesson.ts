import type { LessonSource } from '../../../components/lesson/logic/LessonSource'

/** The steps of the lesson on client instances; see the lesson on the send call for what an anchor is. */
export const lesson = {
  part: 2,
  position: 2,
  texts: {
    en: {
      name: 'Many producers, one client',
      description: 'What a RocketMQ clientId is made of, when two producers share one MQClientInstance, why "has been created before, specify another name" is about the instance name, and how a message ends up in the wrong cluster.',
      question: 'Two producers in one process, two clusters: why do all messages go to one of them?',
    },
    zh: {
      name: '许多生产者，一个客户端',
      description: 'RocketMQ 的 clientId 由什么组成，两个生产者何时共用一个 MQClientInstance，“has been created before, specify another name”为什么其实与实例名有关，消息又是怎么进了别的集群。',
      question: '一个进程里两个生产者，对着两个集群：消息为什么全进了其中一个？',
    },
  },
  teaches: {
    '2.3': ['own-instances', 'two-pairs', 'nothing-new', 'where', 'home', 'thrifty'],
    '2.5': ['taken', 'again'],
    '2.6': ['first-one-counts'],
  },
  scenario: 'one-client',
  steps: [
    { id: 'name', anchor: 'client/ClientConfig#changeInstanceNameToPID' },
    { id: 'id', anchor: 'client/ClientConfig#buildMQClientId' },
    { id: 'table', anchor: 'client/impl/MQClientManager#getOrCreateMQClientInstance@this.factoryTable.set' },
    { id: 'own', anchor: 'client/impl/factory/MQClientInstance#start', fromMillis: 2000 },
    { id: 'shared', anchor: 'client/impl/MQClientManager#getOrCreateMQClientInstance@return known', fromMillis: 4000 },
    { id: 'settings', anchor: 'client/impl/factory/MQClientInstance#start', fromMillis: 4000 },
    { id: 'taken', anchor: 'client/impl/producer/DefaultMQProducerImpl#start@this.serviceState.set(ServiceState.CREATE_JUST)', fromMillis: 5000 },
    { id: 'west', anchor: 'client/impl/MQClientManager#getOrCreateMQClientInstance', fromMillis: 6000 },
    { id: 'east', anchor: 'client/impl/producer/DefaultMQProducerImpl#sendKernelImpl', fromMillis: 6000 },
    { id: 'leaving', anchor: 'client/impl/factory/MQClientInstance#shutdown', fromMillis: 40_000 },
    { id: 'last', anchor: 'client/impl/factory/MQClientInstance#shutdown@this.onShutdown()', fromMillis: 40_000 },
  ],
  /** What is stepped through: methods, or whole files. Everything else is library code here. */
  focus: [
    'client/producer/DefaultMQProducer#start',
    'client/impl/producer/DefaultMQProducerImpl#start',
    'client/impl/producer/DefaultMQProducerImpl#getOrCreateFactory',
    'client/impl/producer/DefaultMQProducerImpl#shutdown',
    'client/impl/producer/DefaultMQProducerImpl#sendDefaultImpl',
    'client/impl/producer/DefaultMQProducerImpl#sendKernelImpl',
    'client/ClientConfig#buildMQClientId',
    'client/ClientConfig#changeInstanceNameToPID',
    'client/impl/MQClientManager',
    'client/impl/factory/MQClientInstance#start',
    'client/impl/factory/MQClientInstance#startScheduledTask',
    'client/impl/factory/MQClientInstance#registerProducer',
    'client/impl/factory/MQClientInstance#unregisterProducer',
    'client/impl/factory/MQClientInstance#shutdown',
  ],
  /** Other places that the text leads to. */
  places: {
    registered: { anchor: 'client/impl/factory/MQClientInstance#registerProducer~2', fromMillis: 5000 },
    sent: { anchor: 'client/impl/producer/DefaultMQProducerImpl#sendKernelImpl', fromMillis: 6000 },
  },
} as const satisfies LessonSource
