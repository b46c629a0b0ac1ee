import type { LessonSource } from '../../../components/lesson/logic/LessonSource'

/** The steps of the lesson; see the lesson on the send call for what an anchor is. */
export const lesson = {
  part: 1,
  position: 2,
  texts: {
    en: {
      name: 'Two ways out',
      description: 'One broker is killed, another loses its power, in the same instant. When does the name server hear of each, when do the clients, and what do sends that run into a dead broker look like?',
      question: 'How long until a client notices that a broker is dead?',
    },
    zh: {
      name: '两条出路',
      description: '同一时刻，一个 Broker 被杀掉，另一个断了电。NameServer 什么时候知道，客户端什么时候知道，撞上死 Broker 的发送又是什么样子？',
      question: 'Broker 死了，客户端多久才会发觉？',
    },
  },
  teaches: {
    '1.1': ['registers-every-30'],
    '1.4': ['scan-every-5', 'struck-at-once', 'not-a-word', 'silent-for-two-minutes', 'same-clean-up', 'killed-broker', 'silent-broker'],
    '1.5': ['refused-and-retried', 'nineteen-seconds', 'twenty-one-seconds', 'one-more-lost', 'proper-shutdown'],
    '3.6': ['three-seconds-for-nothing', 'no-second-try'],
  },
  picture: 'tables',
  scenario: 'two-ways-out',
  steps: [
    { id: 'all-well', anchor: 'client/producer/DefaultMQProducer#send' },
    { id: 'watchman', anchor: 'namesrv/routeinfo/RouteInfoManager#scanNotActiveBroker' },
    { id: 'closed', anchor: 'namesrv/routeinfo/BrokerHousekeepingService#onChannelException' },
    { id: 'clean-up', anchor: 'namesrv/routeinfo/RouteInfoManager#unRegisterBroker' },
    { id: 'into-the-void', anchor: 'client/impl/producer/DefaultMQProducerImpl#sendKernelImpl', fromMillis: 14500 },
    { id: 'budget', anchor: 'client/impl/producer/DefaultMQProducerImpl#verdictOn' },
    { id: 'refused', anchor: 'client/impl/producer/DefaultMQProducerImpl#verdictOn~2' },
    { id: 'polled', anchor: 'client/impl/factory/MQClientInstance#useRoute', fromMillis: 30000 },
    { id: 'expired', anchor: 'namesrv/routeinfo/RouteInfoManager#scanNotActiveBroker@liveInfo.channel.close' },
    { id: 'still-there', anchor: 'client/impl/producer/DefaultMQProducerImpl#sendKernelImpl', fromMillis: 150000 },
    { id: 'at-last', anchor: 'client/impl/factory/MQClientInstance#useRoute', fromMillis: 150000 },
  ],
  /** What is stepped through: methods, or whole files. Everything else is library code here. */
  focus: [
    'namesrv/routeinfo/RouteInfoManager',
    'namesrv/routeinfo/BrokerHousekeepingService',
    'namesrv/routeinfo/BatchUnregistrationService',
    'client/producer/DefaultMQProducer',
    'client/impl/producer/DefaultMQProducerImpl',
    'client/impl/producer/TopicPublishInfo',
    'client/latency/MQFaultStrategy',
    'client/impl/factory/MQClientInstance',
    'remoting/netty/NettyRemotingClient#invokeSync',
  ],
  /** Other places that the text leads to. */
  places: {
    'struck-off': 'namesrv/routeinfo/RouteInfoManager#unRegisterBroker',
    'before-it': { anchor: 'client/producer/DefaultMQProducer#send', fromMillis: 11300 },
    'next-poll': { anchor: 'client/impl/factory/MQClientInstance#useRoute', fromMillis: 30000 },
    'last-scan': { anchor: 'namesrv/routeinfo/RouteInfoManager#scanNotActiveBroker', fromMillis: 124000 },
    'found-out': 'namesrv/routeinfo/RouteInfoManager#scanNotActiveBroker@liveInfo.channel.close',
  },
} as const satisfies LessonSource
