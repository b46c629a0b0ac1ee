import type { PatternSource } from '../PatternSource'

export const pattern: PatternSource = {
  position: 1,
  texts: {
    en: {
      name: 'Facade',
      description: 'The Facade of RocketMQ’s producer: unfold one line of send and count what is behind it, write the same by hand and break it, and see all methods of two versions in a table.',
      summary: 'An application knows one object with good defaults and one method. Routes, connections, retries and frames are behind it, and may change with any release. The front is wide, since each way of calling has a method of its own, and thin: none of them does anything itself.',
      question: 'What is behind one line of send, and what if it were not hidden?',
    },
    zh: {
      name: '门面',
      description: 'RocketMQ 生产者的门面模式：展开一行 send，数一数它背后有什么；自己动手写一遍同样的事，再把它弄出故障；最后用一张表看两个版本的全部方法。',
      summary: '应用只认识一个对象、一套合适的默认值和一个方法。路由、连接、重试、帧，都在它背后，随便哪个版本都可能改。这张脸很宽，因为每种调用方式都有自己的方法；也很薄，因为没有一个方法自己干活。',
      question: '一行 send 背后有什么？要是不藏起来，又会怎样？',
    },
  },
  classes: [
    'client/producer/MQProducer',
    'client/producer/DefaultMQProducer',
    'client/impl/producer/DefaultMQProducerImpl',
    'client/impl/producer/TopicPublishInfo',
    'client/latency/MQFaultStrategy',
    'client/impl/factory/MQClientInstance',
    'client/impl/MQClientAPIImpl',
    'remoting/netty/NettyRemotingClient',
  ],
  lessons: [
    { slug: 'send-call', step: 'one-line' },
    { slug: 'send-call', step: 'facade' },
    { slug: 'modes', step: 'one-flow' },
  ],
  elsewhere: [
    {
      project: 'RocketMQ 5.3.2',
      place: 'DefaultMQProducer#send',
      url: 'https://github.com/apache/rocketmq/blob/rocketmq-all-5.3.2/client/src/main/java/org/apache/rocketmq/client/producer/DefaultMQProducer.java',
      says: {
        en: 'And the same once more for consumers: DefaultMQPushConsumer and DefaultLitePullConsumer, each in front of an Impl.',
        zh: '消费者那边也一样：DefaultMQPushConsumer 和 DefaultLitePullConsumer，身后各有一个 Impl。',
      },
    },
    {
      project: 'Requests',
      place: 'requests/api.py',
      url: 'https://github.com/psf/requests/blob/9518118ce351705bfc4bf70c40ab0cd00fca9963/src/requests/api.py',
      says: {
        en: 'Functions of two or three lines in front of sessions, adapters and urllib3. Who needs more takes the session.',
        zh: '两三行的函数，后面是会话、适配器和 urllib3。需要更多的人，直接用会话。',
      },
    },
    {
      project: 'Spring Framework',
      place: 'JdbcTemplate',
      url: 'https://github.com/spring-projects/spring-framework/blob/ac80ac6f8bd5cfc173297d38330bd950b9c8338c/spring-jdbc/src/main/java/org/springframework/jdbc/core/JdbcTemplate.java',
      says: {
        en: 'One call in place of connection, statement, result set, and the closing of all three.',
        zh: '一次调用，代替了连接、语句、结果集，以及三者的关闭。',
      },
    },
    {
      project: 'Apache Kafka',
      place: 'KafkaProducer',
      url: 'https://github.com/apache/kafka/blob/7e81b374e16c0b5834b1f7b0d233f5a127c65262/clients/src/main/java/org/apache/kafka/clients/producer/KafkaProducer.java',
      says: {
        en: 'Two methods that send instead of twenty-three: what varies stands in the record and in the settings.',
        zh: '发送的方法只有两个，而不是二十三个：变化的部分放进了记录和配置里。',
      },
    },
  ],
}
