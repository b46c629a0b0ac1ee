import type { LessonSource } from '../../../components/lesson/logic/LessonSource'

/** The steps of the lesson; see the lesson on the send call for what an anchor is. */
export const lesson = {
  part: 1,
  position: 1,
  texts: {
    en: {
      name: 'Five tables and a lock',
      description: 'A broker registers with every name server: see the five tables of RouteInfoManager fill up row by row, and its read-write lock with three readers inside, a writer that waits, and a reader that waits behind the writer.',
      question: 'What does a name server know, where does it know it from, and who may look while it changes?',
    },
    zh: {
      name: '五张表，一把锁',
      description: 'Broker 向每个 NameServer 登记：看 RouteInfoManager 的五张表一行一行填起来，再看那把读写锁：三个在读，一个等着写，后来的读者排在写者后面。',
      question: 'NameServer 知道些什么，从哪里知道的，正在改的时候谁可以看？',
    },
  },
  teaches: {
    '1.1': ['to-each-at-once', 'every-30', 'same-in-both'],
    '1.2': ['empty-before', 'fourteen-topics', 'only-the-time', 'what-changes'],
    '1.3': ['three-read', 'waits-for-three', 'fourth-waits', 'alone', 'four-at-once', 'does-the-fourth-wait'],
  },
  picture: 'tables',
  scenario: 'registration',
  steps: [
    { id: 'nothing', anchor: 'broker/out/BrokerOuterAPI#registerBrokerAll', fromMillis: 0 },
    { id: 'one-at-a-time', anchor: 'namesrv/routeinfo/RouteInfoManager#registerBroker', on: 'namesrv-1', fromMillis: 0 },
    { id: 'clusters', anchor: 'namesrv/routeinfo/RouteInfoManager#joinCluster', on: 'namesrv-1', fromMillis: 0 },
    { id: 'addresses', anchor: 'namesrv/routeinfo/RouteInfoManager#createBrokerData', on: 'namesrv-1', fromMillis: 0 },
    { id: 'topics', anchor: 'namesrv/routeinfo/RouteInfoManager#takeTopics', on: 'namesrv-1', fromMillis: 0 },
    { id: 'life', anchor: 'namesrv/routeinfo/RouteInfoManager#markAlive', on: 'namesrv-1', fromMillis: 0 },
    { id: 'readers', anchor: 'namesrv/routeinfo/RouteInfoManager#pickupTopicRouteData~3', on: 'namesrv-1', fromMillis: 2995 },
    { id: 'writer', anchor: 'namesrv/routeinfo/RouteInfoManager#registerBroker', on: 'namesrv-1', fromMillis: 2995 },
    { id: 'fourth', anchor: 'namesrv/routeinfo/RouteInfoManager#pickupTopicRouteData~4', on: 'namesrv-1', fromMillis: 2995 },
    { id: 'alone', anchor: 'namesrv/routeinfo/RouteInfoManager#joinCluster', on: 'namesrv-1', fromMillis: 2995 },
    { id: 'newer', anchor: 'client/impl/factory/MQClientInstance#useRoute', on: 'shop-4', fromMillis: 0 },
    { id: 'again', anchor: 'namesrv/routeinfo/RouteInfoManager#isTopicConfigChanged', on: 'namesrv-1', fromMillis: 39000 },
  ],
  /** What is stepped through: methods, or whole files. Everything else is library code here. */
  focus: [
    'broker/out/BrokerOuterAPI#registerBrokerAll',
    'broker/BrokerController#registerBrokerAll',
    'namesrv/routeinfo/RouteInfoManager',
    'namesrv/processor/DefaultRequestProcessor',
    'namesrv/processor/ClientRequestProcessor',
    'kernel/concurrent/ReentrantReadWriteLock',
    'client/impl/factory/MQClientInstance#useRoute',
  ],
  /** Other places that the text leads to. */
  places: {
    'all-filled': { anchor: 'namesrv/routeinfo/RouteInfoManager#masterFor', on: 'namesrv-1', fromMillis: 0 },
    'fourth-at-last': { anchor: 'client/impl/factory/MQClientInstance#useRoute', on: 'shop-4', fromMillis: 0 },
    'noted-again': { anchor: 'namesrv/routeinfo/RouteInfoManager#masterFor', on: 'namesrv-1', fromMillis: 39000 },
  },
} as const satisfies LessonSource
