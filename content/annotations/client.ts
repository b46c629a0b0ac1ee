import type { Annotation } from './index'
import { FACADE, SINGLETON, STATE, STRATEGY } from './patterns'

export const client: readonly Annotation[] = [
  {
    id: 'facade-send',
    place: 'client/producer/DefaultMQProducer#send',
    label: FACADE,
    text: {
      en: 'The face that an application sees. It adds the namespace, fills in the default timeout, and hands everything to '
        + 'DefaultMQProducerImpl: all that is behind it may change without any application noticing.',
      zh: '应用看到的就是这张脸。它补上命名空间和默认超时，其余的都交给 DefaultMQProducerImpl：门后怎么变，应用都不会察觉。',
    },
  },
  {
    id: 'state-failed-first',
    place: 'client/impl/producer/DefaultMQProducerImpl#start@this.serviceState.set(ServiceState.START_FAILED)',
    label: STATE,
    text: {
      en: 'START_FAILED is written before anything is tried. If one of the lines below throws, the state already says so, and '
        + 'no catch clause has to set it.',
      zh: '动手之前先写下 START_FAILED。下面哪一行抛出异常都不要紧，状态已经说明了一切，用不着谁在 catch 里补写。',
    },
  },
  {
    id: 'state-register',
    place: 'client/impl/producer/DefaultMQProducerImpl#start@this.serviceState.set(ServiceState.CREATE_JUST)',
    label: STATE,
    text: {
      en: 'The one way back: a producer whose group is taken may be started again under another name.',
      zh: '唯一的回头路：组名被占用的生产者，换个名字还可以再启动。',
    },
  },
  {
    id: 'state-guard',
    place: 'client/impl/producer/DefaultMQProducerImpl#makeSureStateOK',
    label: STATE,
    text: {
      en: 'Every send asks this first. The pattern has no class of its own for each state in RocketMQ: one field, one switch in '
        + 'start and shutdown, and this guard are all of it.',
      zh: '每次发送都先过这一关。RocketMQ 没有给每个状态写一个类：一个字段，start 和 shutdown 里的 switch，再加上这道门，就是它的状态模式。',
    },
  },
  {
    id: 'singleton-manager',
    place: 'client/impl/MQClientManager#getInstance',
    label: SINGLETON,
    text: {
      en: 'One for each process. In Java it is a static field; here many processes live in one tab, so what is static there '
        + 'is kept with the process.',
      zh: '每个进程一个。Java 里它是静态字段；这里一个标签页里住着许多进程，所以那边的静态量，这里跟着进程走。',
    },
  },
  {
    id: 'singleton-instance',
    place: 'client/impl/MQClientManager#getOrCreateMQClientInstance@const known',
    label: SINGLETON,
    text: {
      en: 'Two producers with the same client id share one instance: one set of connections, timers and routes. It is why '
        + 'start() changes the instance name to the process’s number, so that two processes never look the same.',
      zh: '客户端 ID 相同的两个生产者共用一个实例：同一批连接、定时器和路由。start() 把实例名改成进程号，就是为了让两个进程不会撞名。',
    },
  },
  {
    id: 'route-empty',
    place: 'client/impl/producer/DefaultMQProducerImpl#tryToFindTopicPublishInfo@new TopicPublishInfo()',
    label: { en: 'Route', zh: '路由' },
    text: {
      en: 'The empty entry is not useless: from now on the topic is among those whose routes are asked for every 30 seconds.',
      zh: '放进空条目并非多此一举：从此这个主题就在每 30 秒更新一次路由的名单里了。',
    },
  },
  {
    id: 'route-template',
    place: 'client/impl/producer/DefaultMQProducerImpl#tryToFindTopicPublishInfo@true, this.defaultMQProducer',
    label: { en: 'Route', zh: '路由' },
    text: {
      en: 'The topic is unknown, so the route of TBW102 is borrowed: all brokers that make topics on demand. The first message '
        + 'to arrive makes the topic, on that one broker only.',
      zh: '没人认识这个主题，于是借用 TBW102 的路由，也就是所有肯自动建主题的 Broker。哪台先收到消息，主题就只建在哪台上。',
    },
  },
  {
    id: 'retry-times',
    place: 'client/impl/producer/DefaultMQProducerImpl#sendDefaultImpl@const timesTotal',
    label: { en: 'Retries', zh: '重试' },
    text: {
      en: 'Only a synchronous send is tried again here. An asynchronous one is tried again where its answer arrives, by other '
        + 'rules; a oneway one never.',
      zh: '只有同步发送在这里重试。异步的在收到回音的地方重试，规则也不同；单向的从不重试。',
    },
  },
  {
    id: 'retry-budget',
    place: 'client/impl/producer/DefaultMQProducerImpl#sendDefaultImpl@const callTimeout',
    label: { en: 'Budget', zh: '时间预算' },
    text: {
      en: 'The timeout is for all tries together. If the first broker keeps silent for three seconds, nothing is left for a '
        + 'second one.',
      zh: '超时是所有尝试合用的。第一台 Broker 沉默满三秒，就没有时间留给第二台了。',
    },
  },
  {
    id: 'strategy-call',
    place: 'client/impl/producer/DefaultMQProducerImpl#sendDefaultImpl@this.selectOneMessageQueue',
    label: STRATEGY,
    text: {
      en: 'Which queue? is a question for another object. The caller knows only the question, so the way of choosing can be exchanged.',
      zh: '“发到哪个队列”问的是别人。调用者只知道问题本身，选法因此可以替换。',
    },
  },
  {
    id: 'strategy-fault',
    place: 'client/latency/MQFaultStrategy#selectOneMessageQueue@if (!this.sendLatencyFaultEnable)',
    label: STRATEGY,
    text: {
      en: 'Off by default. Then it is round robin that steps over the broker of the last try; with it on, brokers that were slow '
        + 'stay out of the choice for as long as their latency deserves.',
      zh: '默认是关的，这时就是轮询，只绕开上一次失败的那台。打开之后，慢过的 Broker 会按它的延迟被冷落一段时间。',
    },
  },
  {
    id: 'round-robin',
    place: 'client/impl/producer/TopicPublishInfo#selectOneMessageQueue@sendWhichQueue.incrementAndGet()',
    label: { en: 'Round robin', zh: '轮询' },
    text: {
      en: 'Each thread counts for itself and begins at a random place: no lock is needed, and not every producer starts with queue 0.',
      zh: '每个线程各数各的，起点随机：不必加锁，大家也不会都从 0 号队列开始。',
    },
  },
  {
    id: 'machine-room',
    place: 'client/producer/selector/SelectMessageQueueByMachineRoom#select',
    label: STRATEGY,
    text: {
      en: 'A place that was never filled: since its first version it returns null, and every send with it fails.',
      zh: '一个一直空着的位置：从第一个版本起它就返回 null，用它发送必定失败。',
    },
  },
  {
    id: 'kernel-id',
    place: 'client/impl/producer/DefaultMQProducerImpl#sendKernelImpl@setUniqID',
    label: { en: 'Unique id', zh: '唯一 ID' },
    text: {
      en: 'Set once: a message that is tried again keeps its id, and that is how a consumer can tell that two are one.',
      zh: '只设一次：重发的消息 ID 不变，消费者正是靠它看出两条其实是一条。',
    },
  },
  {
    id: 'kernel-restore',
    place: 'client/impl/producer/DefaultMQProducerImpl#sendKernelImpl@msg.body = prevBody',
    label: { en: 'Way back', zh: '还原' },
    text: {
      en: 'The message is the application’s: compression and namespace were for the way only.',
      zh: '消息是应用的：压缩和命名空间只为了上路，到头来要还原。',
    },
  },
]
