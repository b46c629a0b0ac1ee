import type { PatternSource } from '../PatternSource'

export const pattern: PatternSource = {
  position: 3,
  texts: {
    en: {
      name: 'Singleton',
      description: 'The Singleton in RocketMQ’s client: start producers with equal and different client ids, count their connections and timers, hand the table on as an object instead, and see what tests make of it.',
      summary: 'All producers and consumers of a process ask one MQClientManager for what they can share: connections, routes, timers. Who shares with whom is decided by a name, the client id. It saves much, and it is a variable that the whole process writes to.',
      question: 'Twenty producers in one process: who makes the connections, and how many?',
    },
    zh: {
      name: '单例',
      description: 'RocketMQ 客户端里的单例：用相同和不同的客户端 ID 启动生产者，数一数连接和定时器，再把那张表当作对象传下去，看看测试会遇到什么。',
      summary: '一个进程里的生产者和消费者，都向同一个 MQClientManager 要可以共用的东西：连接、路由、定时器。谁和谁共用，由一个名字决定，就是客户端 ID。它省下许多东西，同时也是整个进程都能改的一个变量。',
      question: '一个进程里二十个生产者，连接由谁来建，要建几条？',
    },
  },
  classes: [
    'client/ClientConfig',
    'client/producer/DefaultMQProducer',
    'client/impl/producer/DefaultMQProducerImpl',
    'client/impl/MQClientManager',
    'client/impl/factory/MQClientInstance',
    'client/impl/MQClientAPIImpl',
    'remoting/netty/NettyRemotingClient',
  ],
  lessons: [
    { slug: 'one-client', step: 'table' },
    { slug: 'one-client', step: 'shared' },
    { slug: 'one-client', step: 'taken' },
  ],
  elsewhere: [
    {
      project: 'RocketMQ 5.3.2',
      place: 'MQClientManager',
      url: 'https://github.com/apache/rocketmq/blob/rocketmq-all-5.3.2/client/src/main/java/org/apache/rocketmq/client/impl/MQClientManager.java#L30-L48',
      says: {
        en: 'A private static field, made when the class is loaded. RequestFutureHolder, in the same client, is a second one.',
        zh: '一个私有静态字段，类加载时就建好。同一个客户端里的 RequestFutureHolder 是另一个。',
      },
    },
    {
      project: 'OpenJDK',
      place: 'java.lang.Runtime',
      url: 'https://github.com/openjdk/jdk/blob/9b75fd1b9fe291b0d1ad3948275d6ae7fe458ec4/src/java.base/share/classes/java/lang/Runtime.java',
      says: {
        en: 'The object stands for the process itself. There is one because there is one.',
        zh: '这个对象代表进程本身。只有一个，因为本来就只有一个。',
      },
    },
    {
      project: 'Netty',
      place: 'GlobalEventExecutor.INSTANCE',
      url: 'https://github.com/netty/netty/blob/d3bab810a0d7e1356e620ee00c8cdca1b5037080/common/src/main/java/io/netty/util/concurrent/GlobalEventExecutor.java',
      says: {
        en: 'One thread for odd jobs, which ends by itself when there is nothing left to do.',
        zh: '一个干杂活的线程，没事可做时自己会结束。',
      },
    },
    {
      project: 'Go',
      place: 'net/http.DefaultClient',
      url: 'https://github.com/golang/go/blob/8ea706e831644a89178ad3a8ebccaf49b37e8e6c/src/net/http/client.go',
      says: {
        en: 'Both at once: a shared client for a quick start, and a type of which anybody may make another.',
        zh: '两样都给：一个共用的客户端，方便起步；以及一个类型，谁都可以另建一个。',
      },
    },
  ],
}
