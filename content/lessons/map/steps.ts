/** The steps of the lesson; see the lesson on the send call for what an anchor is. */
export const lesson = {
  part: 0,
  texts: {
    en: {
      name: 'The map',
      description: 'Producer, consumer, broker, name server: who keeps a connection to whom, who asks, who says that it is alive, and how often. A RocketMQ cluster at work, to be stepped through.',
    },
    zh: {
      name: '一张地图',
      description: '生产者、消费者、Broker、NameServer：谁连着谁，谁去询问，谁来报平安，多久一次。一个正在运转的 RocketMQ 集群，可以一步一步地走。',
    },
  },
  scenario: 'map',
  steps: [
    { id: 'introduce', anchor: 'broker/out/BrokerOuterAPI#registerBrokerAll' },
    { id: 'directory', anchor: 'namesrv/routeinfo/RouteInfoManager#registerBroker' },
    { id: 'consumer', anchor: 'client/consumer/DefaultMQPushConsumer#start' },
    { id: 'ask', anchor: 'namesrv/routeinfo/RouteInfoManager#pickupTopicRouteData' },
    { id: 'alive', anchor: 'client/impl/factory/MQClientInstance#cleanAndSendHeartbeats' },
    { id: 'producer', anchor: 'client/producer/DefaultMQProducer#send' },
    { id: 'twice', anchor: 'client/impl/producer/TopicPublishInfo#selectOneMessageQueue' },
    { id: 'again', anchor: 'client/impl/factory/MQClientInstance#updateTopicRouteInfoFromNameServerForAll~3' },
    { id: 'periods', anchor: 'broker/BrokerController#registerBrokerAll~5' },
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
} as const
