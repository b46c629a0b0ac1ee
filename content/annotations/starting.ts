import type { Annotation } from './index'
import { FACADE, SINGLETON, STATE } from './patterns'

/** From `start()` to the first heartbeat. */
export const starting: readonly Annotation[] = [
  {
    id: 'start-facade',
    place: 'client/producer/DefaultMQProducer#start',
    label: FACADE,
    text: {
      en: 'An application sees one call. Behind it an instance is found or made, connections and timers are set up, routes are asked for, '
        + 'and brokers hear of the group.',
      zh: '应用只看到一次调用。门后要找到或新建一个实例，备好连接和定时器，询问路由，还要把组名告诉各个 Broker。',
    },
  },
  {
    id: 'state-legal',
    place: 'client/common/ServiceStateHolder#set@assert(isLegalTransition',
    label: STATE,
    text: {
      en: 'The table of legal transitions is data, so the page can draw it and every change is checked against it. In RocketMQ a state is '
        + 'a plain field, and what may follow what stands only in the switches.',
      zh: '合法的转换写成一张表，页面照着它画图，每次改变也按它检查。RocketMQ 里状态只是一个字段，谁能跟在谁后面，只写在那些 switch 里。',
    },
  },
  {
    id: 'client-id',
    place: 'client/ClientConfig#buildMQClientId',
    label: SINGLETON,
    text: {
      en: 'What is in this text decides what is shared. Two producers that differ in nothing of it use one connection to each broker; '
        + 'a unit name is enough to keep them apart.',
      zh: '这串文字里有什么，决定了谁和谁共用。各项都相同的两个生产者，到每个 Broker 只有一条连接；单元名不同，就足以把它们分开。',
    },
  },
  {
    id: 'instance-name',
    place: 'client/ClientConfig#changeInstanceNameToPID@nanoTime()',
    label: { en: 'Unlike', zh: '不会重名' },
    text: {
      en: 'The number of the process alone would do, if it were not for containers: in each of them the first process is number 1, and '
        + 'behind one address they would be taken for one client. Hence the time.',
      zh: '单用进程号本来够了，可是有容器：每个容器里第一个进程都是 1 号，若对外又是同一个地址，就会被当成同一个客户端。所以还要加上时间。',
    },
  },
  {
    id: 'settings-copied',
    place: 'client/impl/MQClientManager#getOrCreateMQClientInstance@clientConfig.cloneClientConfig()',
    label: { en: 'Copy', zh: '副本' },
    text: {
      en: 'The settings of the first client are copied and hold for all that share the instance. A second producer with another poll '
        + 'interval or another hook gets neither, and no error says so.',
      zh: '第一个客户端的设置被复制下来，对共用这个实例的所有客户端生效。第二个生产者若另设轮询间隔或另加钩子，都不会起作用，也没有任何错误提示。',
    },
  },
  {
    id: 'instance-state',
    place: 'client/impl/factory/MQClientInstance#start@case ServiceState.RUNNING',
    label: STATE,
    text: {
      en: 'A producer that is started twice is a mistake and throws. An instance that is started twice is the normal case: each client '
        + 'that shares it does so, and all but the first find that there is nothing to do.',
      zh: '生产者启动两次是错误，会抛异常。实例启动两次却是常事：共用它的每个客户端都来启动一遍，除了第一个，谁都无事可做。',
    },
  },
  {
    id: 'instance-inner',
    place: 'client/impl/factory/MQClientInstance#start@start(false)',
    label: { en: 'No circle', zh: '不绕圈' },
    text: {
      en: 'The instance has a producer of its own, for messages that consumers send back. `false`: that producer must not start the '
        + 'instance, which is just starting it.',
      zh: '实例自带一个生产者，用来发送消费者退回的消息。`false` 的意思是：它不要再去启动实例，因为正是实例在启动它。',
    },
  },
  {
    id: 'instance-monitor',
    place: 'client/impl/factory/MQClientInstance#unregisterProducer@this.monitor.lock()',
    label: { en: 'Cost', zh: '代价' },
    text: {
      en: 'The lock is held while every broker is told and answers. A broker that is gone costs its timeout of 3 s, and meanwhile no '
        + 'other client of the process can start, register or leave.',
      zh: '持锁期间要逐个通知 Broker 并等待应答。遇到已经不在的 Broker，要等满 3 秒超时；这段时间里，本进程的其他客户端既不能启动、注册，也不能离开。',
    },
  },
  {
    id: 'instance-periods',
    place: 'client/impl/factory/MQClientInstance#startScheduledTask@poll routes',
    label: { en: 'Stale', zh: '过时' },
    text: {
      en: 'Nothing is pushed to a client, it asks every 30 s. That is how long a producer may send to a broker that is gone, or know nothing of a new '
        + 'one; retries have to bridge it.',
      zh: '没有谁会把路由推给客户端，它每 30 秒问一次。所以在最多 30 秒里，生产者可能还在往已经不在的 Broker 发送，或者不知道新来的；这段空档要靠重试来渡过。',
    },
  },
  {
    id: 'instance-route-lock',
    place: 'client/impl/factory/MQClientInstance#updateTopicRouteInfoFromNameServer@this.tryLockNamesrv()',
    label: { en: 'One at a time', zh: '一次一个' },
    text: {
      en: 'All threads of a process ask for routes one after the other. A thread that gets no turn within 3 s hears `false`, which also '
        + 'means “nothing new”: its send then fails for want of a route although no name server has said so.',
      zh: '一个进程的各个线程轮流问路由。3 秒内没轮到的得到 `false`，而 `false` 也表示“没有新内容”：于是发送因为没有路由而失败，其实没有一台 NameServer 这样说过。',
    },
  },
  {
    id: 'instance-default-queues',
    place: 'client/impl/factory/MQClientInstance#fetchRoute@Math.min(producer.defaultTopicQueueNums',
    label: { en: 'Four queues', zh: '四个队列' },
    text: {
      en: 'A topic that does not exist yet is sent to as if it had the queues of TBW102, but no more than the producer wants, 4 by default. The '
        + 'broker decides in the same way, so both come to the same number.',
      zh: '还不存在的主题，先当作有 TBW102 那么多队列来发，但不超过生产者想要的数目，默认 4 个。Broker 按同样的办法决定，所以两边算出的数目一致。',
    },
  },
  {
    id: 'heartbeat-masters',
    place: 'client/impl/factory/HeartbeatSender#sendHeartbeatToAllBroker@MixAll.MASTER_ID',
    label: { en: 'Masters only', zh: '只找主节点' },
    text: {
      en: 'A producer never writes to a slave, so slaves need not know of it. Consumers may read from slaves, and tell them too.',
      zh: '生产者从不往从节点写，所以不必让从节点知道自己。消费者可能从从节点读，于是也告诉它们。',
    },
  },
  {
    id: 'heartbeat-fails',
    place: 'client/impl/factory/HeartbeatSender#sendHeartbeatToBroker@} catch {',
    label: { en: 'Swallowed', zh: '吞掉' },
    text: {
      en: 'A heartbeat that fails is not repeated. The broker waits 120 s, so three may be lost in a row before it closes the connection.',
      zh: '心跳失败了也不重发。Broker 等 120 秒，所以接连丢三次，它也还不会关掉连接。',
    },
  },
  {
    id: 'write-queues',
    place: 'client/impl/factory/topicRouteData2TopicPublishInfo#writableQueues@hasMaster',
    label: { en: 'Left out', zh: '排除' },
    text: {
      en: 'Why a topic seems to lose queues: a broker whose master is gone stays in the route for its slaves, which can still be '
        + 'read, but none of its queues is offered to a producer.',
      zh: '主题的队列为什么好像变少了：主节点不在的 Broker 因为还有从节点可读，仍留在路由里，但它的队列一个也不会给生产者。',
    },
  },
]
