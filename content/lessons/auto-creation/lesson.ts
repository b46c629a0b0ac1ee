import type { LessonSource } from '../../../components/lesson/logic/LessonSource'

/** The steps of the lesson; see the lesson on the send call for what an anchor is. */
export const lesson = {
  part: 1,
  position: 4,
  texts: {
    en: {
      name: 'A topic out of nowhere',
      description: 'What RocketMQ does with a message for a topic that does not exist: TBW102, where the new topic lands and why it stays there, and why “No route info of this topic” appears although auto-creation is on.',
      question: 'Where does a topic land that nobody has created, and why does “No route info of this topic” appear all the same?',
    },
    zh: {
      name: '凭空冒出来的主题',
      description: '发给一个不存在的主题，RocketMQ 会怎么办：TBW102，新主题落在哪里，为什么就此留在那里，以及为什么开了自动创建，还是会报查不到路由。',
      question: '没有人创建过的主题会落在哪里？开了自动创建，为什么还是会报查不到路由？',
    },
  },
  teaches: {
    '1.8': ['first-alone', 'all-on-one', 'both-by-luck', 'where-do-forty-go', 'no-model'],
    '3.4': ['asks-twice', 'eight-made-up'],
  },
  picture: 'tables',
  scenario: 'auto-creation',
  steps: [
    { id: 'too-early', anchor: 'client/producer/DefaultMQProducer#send' },
    { id: 'no-route', anchor: 'client/impl/producer/DefaultMQProducerImpl#noRoute' },
    { id: 'model', anchor: 'client/impl/factory/MQClientInstance#fetchRoute~2', fromMillis: 5000 },
    { id: 'guess', anchor: 'client/impl/producer/TopicPublishInfo#selectOneMessageQueue', fromMillis: 5000 },
    { id: 'created', anchor: 'broker/topic/TopicConfigManager#createTopicInSendMessageMethod' },
    { id: 'luck', anchor: 'broker/topic/TopicConfigManager#createTopicInSendMessageMethod~2', fromMillis: 10000 },
    { id: 'truth', anchor: 'client/impl/factory/MQClientInstance#useRoute', fromMillis: 30000 },
    { id: 'trap', anchor: 'client/impl/producer/TopicPublishInfo#selectOneMessageQueue~40', fromMillis: 35000 },
    { id: 'production', anchor: 'client/impl/producer/DefaultMQProducerImpl#noRoute', fromMillis: 37000 },
  ],
  /** What is stepped through: methods, or whole files. Everything else is library code here. */
  focus: [
    'client/producer/DefaultMQProducer',
    'client/impl/producer/DefaultMQProducerImpl',
    'client/impl/producer/TopicPublishInfo',
    'client/impl/factory/MQClientInstance',
    'namesrv/routeinfo/RouteInfoManager#pickupTopicRouteData',
    'namesrv/routeinfo/RouteInfoManager#registerBroker',
    'broker/processor/SendMessageProcessor#processRequest',
    'broker/topic/TopicConfigManager',
  ],
  /** Other places that the text leads to. */
  places: {
    'after-forty': { anchor: 'client/impl/producer/TopicPublishInfo#selectOneMessageQueue~40', fromMillis: 35000 },
    entered: { anchor: 'namesrv/routeinfo/RouteInfoManager#registerBroker', fromMillis: 5000 },
    'first-parcel': { anchor: 'broker/topic/TopicConfigManager#createTopicInSendMessageMethod', fromMillis: 10000 },
  },
} as const satisfies LessonSource
