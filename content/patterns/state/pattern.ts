import type { PatternSource } from '../PatternSource'

export const pattern: PatternSource = {
  position: 2,
  texts: {
    en: {
      name: 'State',
      description: 'The State pattern in RocketMQ’s producer, client instance and consumer: every transition to try, a start that fails at the line you choose, and the same machine with state objects.',
      summary: 'A producer can be new, running, shut down, or broken on the way. What a call does depends on which. One field says so, each method looks at it first, and the failure has a name of its own that is written down before anything is tried.',
      question: 'What does a call do when it comes at the wrong moment?',
    },
    zh: {
      name: '状态',
      description: 'RocketMQ 的生产者、客户端实例和消费者里的状态模式：每一种转换都可以试，让启动在你选的那一行失败，再看同一台状态机用状态对象怎么写。',
      summary: '一个生产者可能刚建好，可能在运行，可能已经关闭，也可能坏在半路上。同一个调用会怎样，要看它处在哪一种。说明这一点的只有一个字段，每个方法都先看它；失败也有自己的名字，而且动手之前就先写下。',
      question: '调用来得不是时候，会怎样？',
    },
  },
  classes: [
    'client/impl/producer/DefaultMQProducerImpl',
    'client/impl/consumer/DefaultMQPushConsumerImpl',
    'client/impl/factory/MQClientInstance',
    'client/common/ServiceStateHolder',
  ],
  lessons: [
    { slug: 'start', step: 'pessimist' },
    { slug: 'start', step: 'twice' },
    { slug: 'start', step: 'halfway' },
    { slug: 'send-call', step: 'state' },
  ],
  elsewhere: [
    {
      project: 'RocketMQ 5.3.2',
      place: 'DefaultMQProducerImpl#start',
      url: 'https://github.com/apache/rocketmq/blob/rocketmq-all-5.3.2/client/src/main/java/org/apache/rocketmq/client/impl/producer/DefaultMQProducerImpl.java#L239-L297',
      says: {
        en: 'One field and a switch. Five more classes do it in the same way: the client instance, three kinds of consumers, and the admin tool.',
        zh: '一个字段，一个 switch。还有五个类写法相同：客户端实例、三种消费者，以及管理工具。',
      },
    },
    {
      project: 'Apache Kafka',
      place: 'KafkaStreams.State',
      url: 'https://github.com/apache/kafka/blob/b6b05f773f5d6ea1a7fe441f2f772b3399ccaec5/streams/src/main/java/org/apache/kafka/streams/KafkaStreams.java',
      says: {
        en: 'Each constant of the enum lists the states that may follow it, and every change is checked against the list.',
        zh: '枚举的每个常量都列出后面可以跟哪些状态，每次改变都对照着检查。',
      },
    },
    {
      project: 'Apache Tomcat',
      place: 'LifecycleBase',
      url: 'https://github.com/apache/tomcat/blob/825c450c8f706953930c509e54b9ce3e4e7ec564/java/org/apache/catalina/util/LifecycleBase.java',
      says: {
        en: 'Has states for what is under way, such as STARTING, and one for FAILED, which can still be stopped.',
        zh: '连“正在进行”也有状态，例如 STARTING；还有 FAILED，而且失败之后仍然可以停止。',
      },
    },
    {
      project: 'Guava',
      place: 'AbstractService',
      url: 'https://github.com/google/guava/blob/6f22af40e1526b8c194e9e36d457bcd37680c6a3/guava/src/com/google/common/util/concurrent/AbstractService.java',
      says: {
        en: 'Keeps the cause with the state FAILED, so that a later caller can be told why.',
        zh: '进入 FAILED 时把原因一并留下，后来的调用者也能知道为什么。',
      },
    },
  ],
}
