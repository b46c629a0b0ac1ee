import type { LessonSource } from '../../../components/lesson/logic/LessonSource'

/** The steps of the lesson; see the lesson on the send call for what an anchor is. */
export const lesson = {
  part: 0,
  position: 1,
  texts: {
    en: {
      name: 'The map',
      description: 'Producer, consumer, broker, name server: who keeps a connection to whom, who asks, who says that it is alive, and how often. A RocketMQ cluster at work, to be stepped through.',
      question: 'Who has to know whom, so that a message can travel from one application to another?',
    },
    zh: {
      name: '一张地图',
      description: '生产者、消费者、Broker、NameServer：谁连着谁，谁去询问，谁来报平安，多久一次。一个正在运转的 RocketMQ 集群，可以一步一步地走。',
      question: '要让一条消息从一个应用走到另一个应用，谁必须认识谁？',
    },
  },
  teaches: {
    '0.1': ['both-brokers', 'eight-of-eight'],
    '0.2': ['each-at-each', 'never-each-other', 'one-name-server', 'only-to-brokers', 'polls-every-30', 'beats-every-30', 'registers-every-30'],
    '0.3': ['eight-of-eight', 'eight-messages'],
    '1.1': ['each-at-each', 'registers-every-30', 'who-tells-the-second'],
  },
  picture: 'cluster',
  scenario: 'map',
  steps: [
    { id: 'introduce', anchor: 'broker/out/BrokerOuterAPI#registerBrokerAll' },
    { id: 'directory', anchor: 'namesrv/routeinfo/RouteInfoManager#registerBroker' },
    { id: 'consumer', anchor: 'client/consumer/DefaultMQPushConsumer#start' },
    { id: 'ask', anchor: 'namesrv/routeinfo/RouteInfoManager#pickupTopicRouteData' },
    { id: 'alive', anchor: 'client/impl/factory/MQClientInstance#cleanAndSendHeartbeats' },
    { id: 'producer', anchor: 'client/producer/DefaultMQProducer#send' },
    { id: 'twice', anchor: 'client/impl/producer/TopicPublishInfo#selectOneMessageQueue' },
    { id: 'again', anchor: 'client/impl/factory/MQClientInstance#updateTopicRouteInfoFromNameServerForAll', fromMillis: 30000 },
    { id: 'periods', anchor: 'broker/BrokerController#registerBrokerAll', fromMillis: 35000 },
  ],
  /** What is stepped through: methods, or whole files. Everything else is library code here. */
  focus: [
    'broker/BrokerController#registerBrokerAll',
    'broker/out/BrokerOuterAPI#registerBrokerAll',
    'broker/client/ProducerManager#registerProducer',
    'namesrv/routeinfo/RouteInfoManager#registerBroker',
    'namesrv/routeinfo/RouteInfoManager#pickupTopicRouteData',
    'client/consumer/DefaultMQPushConsumer',
    'client/producer/DefaultMQProducer',
    'client/impl/producer/DefaultMQProducerImpl#send',
    'client/impl/producer/DefaultMQProducerImpl#sendDefaultImpl',
    'client/impl/producer/TopicPublishInfo#selectOneMessageQueue',
    'client/impl/factory/MQClientInstance',
    'client/impl/factory/HeartbeatSender',
  ],
  /** Other places that the text leads to. */
  places: {
    'second-name-server': 'namesrv/routeinfo/RouteInfoManager#registerBroker~2',
    'at-the-broker': 'broker/client/ProducerManager#registerProducer',
    eighth: 'client/impl/producer/TopicPublishInfo#selectOneMessageQueue~8',
  },
} as const satisfies LessonSource
