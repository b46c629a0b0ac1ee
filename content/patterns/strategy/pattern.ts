import type { PatternSource } from '../PatternSource'

export const pattern: PatternSource = {
  position: 4,
  texts: {
    en: {
      name: 'Strategy',
      description: 'The Strategy pattern in RocketMQ: selectors, the fault strategy and allocation strategies to run side by side, the same as a switch, and a bench to write your own.',
      summary: 'Which queue does a message go to, and which consumer reads it? The code that sends knows only the question. The answer is an object behind an interface with one method, and an application may bring its own.',
      question: 'Who decides, if not the code that asks?',
    },
    zh: {
      name: '策略',
      description: 'RocketMQ 里的策略模式：选择器、故障策略、分配策略，并排运行；同样的事写成一个 switch；还有一个工作台，让你写自己的策略。',
      summary: '消息去哪个队列，哪个消费者来读？负责发送的代码只知道这个问题。答案是一个对象，藏在只有一个方法的接口后面，应用还可以自己带一个来。',
      question: '问的人不做决定，那谁来决定？',
    },
  },
  classes: [
    'client/impl/producer/DefaultMQProducerImpl',
    'client/producer/MessageQueueSelector',
    'client/latency/MQFaultStrategy',
    'client/producer/selector/SelectMessageQueueByHash',
    'client/producer/selector/SelectMessageQueueByRandom',
    'client/producer/selector/SelectMessageQueueByRoundRobin',
    'client/producer/selector/SelectMessageQueueSticky',
    'client/impl/producer/TopicPublishInfo',
  ],
  lessons: [
    { slug: 'send-call', step: 'choose' },
    { slug: 'order', step: 'remainder' },
    { slug: 'slow-broker', step: 'passed-over' },
    { slug: 'strategy', step: '' },
    { slug: 'strategy/allocation', step: '' },
    { slug: 'strategy/listener', step: '' },
  ],
  elsewhere: [
    {
      project: 'RocketMQ 5.3.2',
      place: 'MessageQueueSelector',
      url: 'https://github.com/apache/rocketmq/blob/rocketmq-all-5.3.2/client/src/main/java/org/apache/rocketmq/client/producer/MessageQueueSelector.java',
      says: {
        en: 'One method. AllocateMessageQueueStrategy is the same pattern on the side of the consumers.',
        zh: '只有一个方法。消费者那边的 AllocateMessageQueueStrategy 也是同一个模式。',
      },
    },
    {
      project: 'OpenJDK',
      place: 'ThreadPoolExecutor, RejectedExecutionHandler',
      url: 'https://github.com/openjdk/jdk/blob/395ee10eabe3d286a32c79509c9914e7c9247458/src/java.base/share/classes/java/util/concurrent/ThreadPoolExecutor.java',
      says: {
        en: 'What to do with a task when the pool is full: four answers come with it, as classes inside the pool.',
        zh: '线程池满了，任务怎么办：自带四种答案，就写成线程池里面的类。',
      },
    },
    {
      project: 'Apache Kafka',
      place: 'ConsumerPartitionAssignor',
      url: 'https://github.com/apache/kafka/blob/2017f9207cac14180bb4297bb308b650d5b7090c/clients/src/main/java/org/apache/kafka/clients/consumer/ConsumerPartitionAssignor.java',
      says: {
        en: 'The question of AllocateMessageQueueStrategy, asked once for the whole group: one member computes, the others are told.',
        zh: '和 AllocateMessageQueueStrategy 是同一个问题，但整组只问一次：一个成员算，其余的听结果。',
      },
    },
    {
      project: 'Apache Dubbo',
      place: 'LoadBalance',
      url: 'https://github.com/apache/dubbo/blob/a13549015e0ee0144e588f7abf8c133c4b3188bd/dubbo-cluster/src/main/java/org/apache/dubbo/rpc/cluster/LoadBalance.java',
      says: {
        en: 'Chosen by a name in the configuration: the framework finds the class for it.',
        zh: '由配置里的一个名字来选：框架会替你找到对应的类。',
      },
    },
  ],
}
