import type { LessonSource } from '../../../components/lesson/logic/LessonSource'

/** The steps of the lesson; see the lesson on the send call for what an anchor is. */
export const lesson = {
  part: 1,
  position: 3,
  texts: {
    en: {
      name: 'No leader',
      description: 'Two name servers that disagree for a while, and are killed one after the other: what clients see of it, what goes on without any name server, what does not, and why this is no ZooKeeper.',
      question: 'What happens when name servers disagree, and what when they are gone?',
    },
    zh: {
      name: '没有首领',
      description: '两个 NameServer，有一阵子说法不一，然后一个接一个被杀掉：客户端看到了什么，没有 NameServer 哪些事照做、哪些事做不了，以及为什么这里不用 ZooKeeper。',
      question: 'NameServer 说法不一会怎样？全都没了又会怎样？',
    },
  },
  teaches: {
    '1.5': ['never-used-again'],
    '1.6': ['as-before', 'moves-on', 'goes-on-without-any', 'newcomer-fails', 'keeps-what-it-has', 'next-send'],
    '1.7': ['they-disagree', 'hears-of-both', 'hears-of-one', 'all-eight-stored', 'healed-by-the-next', 'nobody-failed', 'when-healed'],
  },
  picture: 'tables',
  scenario: 'no-leader',
  steps: [
    { id: 'left-out', anchor: 'broker/out/BrokerOuterAPI#collect@if (!(error instanceof', on: 'broker-b', fromMillis: 0 },
    { id: 'one-answer', anchor: 'namesrv/routeinfo/RouteInfoManager#pickupTopicRouteData', on: 'namesrv-1', fromMillis: 4900 },
    { id: 'other-answer', anchor: 'namesrv/routeinfo/RouteInfoManager#pickupTopicRouteData', on: 'namesrv-2', fromMillis: 4900 },
    { id: 'why-not-zookeeper', anchor: 'client/producer/DefaultMQProducer#send~8', on: 'refund-service', fromMillis: 5000 },
    { id: 'killed', anchor: 'client/producer/DefaultMQProducer#send', on: 'order-service', fromMillis: 31500 },
    { id: 'next', anchor: 'remoting/netty/ChannelTable#getAndCreateNameserverChannelAsync', on: 'order-service', fromMillis: 34000 },
    { id: 'poorer', anchor: 'client/impl/factory/MQClientInstance#useRoute', on: 'order-service', fromMillis: 34000 },
    { id: 'healed', anchor: 'namesrv/routeinfo/RouteInfoManager#markAlive', on: 'namesrv-2', fromMillis: 42000 },
    { id: 'without-any', anchor: 'client/producer/DefaultMQProducer#send', on: 'order-service', fromMillis: 52000 },
    { id: 'newcomer', anchor: 'client/impl/factory/MQClientInstance#updateTopicRouteInfoFromNameServer@error instanceof RemotingException', on: 'late-service', fromMillis: 0 },
    { id: 'how-long', anchor: 'client/impl/factory/MQClientInstance#updateTopicRouteInfoFromNameServer@error instanceof RemotingException', on: 'order-service', fromMillis: 64000 },
  ],
  /** What is stepped through: methods, or whole files. Everything else is library code here. */
  focus: [
    'broker/out/BrokerOuterAPI',
    'namesrv/routeinfo/RouteInfoManager',
    'client/producer/DefaultMQProducer',
    'client/impl/producer/DefaultMQProducerImpl',
    'client/impl/factory/MQClientInstance',
    'remoting/netty/ChannelTable',
  ],
  /** Other places that the text leads to. */
  places: {
    'entered-late': { anchor: 'namesrv/routeinfo/RouteInfoManager#markAlive', on: 'namesrv-2', fromMillis: 42000 },
    'sent-without': { anchor: 'client/producer/DefaultMQProducer#send~2', on: 'order-service', fromMillis: 31500 },
  },
} as const satisfies LessonSource
