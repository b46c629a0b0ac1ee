import type { Annotation } from './index'

/** What a name server knows, and how it forgets. */
export const routing: readonly Annotation[] = [
  {
    id: 'namesrv-pools',
    place: 'namesrv/NamesrvController#registerProcessor@clientRequestExecutor',
    label: { en: 'Two pools', zh: '两个线程池' },
    text: {
      en: 'Questions for routes have threads of their own. When a switch fails and hundreds of brokers register anew, clients are not '
        + 'kept waiting behind them.',
      zh: '问路由的请求有自己的线程。交换机出了故障，几百台 Broker 一起重新注册时，客户端不必排在它们后面。',
    },
  },
  {
    id: 'namesrv-scan',
    place: 'namesrv/routeinfo/RouteInfoManager#scanNotActiveBroker@isExpired',
    label: { en: 'Silence', zh: '沉默' },
    text: {
      en: 'The slow way out, for a machine that vanished without closing its sockets: 120 s of silence, and a look every 5 s. A killed process is '
        + 'noticed at once, because its connection ends.',
      zh: '慢的那条出路，给那些没关套接字就消失的机器：沉默 120 秒，每 5 秒看一次。被杀掉的进程则立刻被发现，因为连接断了。',
    },
  },
  {
    id: 'namesrv-close',
    place: 'namesrv/routeinfo/BrokerHousekeepingService#onChannelClose',
    label: { en: 'Fast way out', zh: '快的出路' },
    text: {
      en: 'Closed, reset or idle: all three end in the same clean-up as the scan. A network that drops one connection takes a healthy broker '
        + 'out of the routes until its next registration, 30 s at most.',
      zh: '关闭、重置、空闲，三种情形和扫描一样，归于同一次清理。网络只要断一条连接，健康的 Broker 也会从路由里消失，直到它下一次注册，最多 30 秒。',
    },
  },
  {
    id: 'namesrv-batch',
    place: 'namesrv/routeinfo/BatchUnregistrationService#run@drainTo',
    label: { en: 'Together', zh: '合在一起' },
    text: {
      en: 'To take out one broker means to go through all topics under the write lock. A hundred at once are one pass, not a hundred.',
      zh: '去掉一台 Broker，要在写锁里走一遍所有主题。一百台一起去掉，只走一遍，而不是一百遍。',
    },
  },
  {
    id: 'namesrv-write-lock',
    place: 'namesrv/routeinfo/RouteInfoManager#registerBroker@lockInterruptibly',
    label: { en: 'One writer', zh: '只有一个写者' },
    text: {
      en: 'Every 30 s each broker takes the write lock, even if it brings nothing new, and all readers wait meanwhile. So what happens '
        + 'inside is kept short: tables in memory, no disk, and by default no network.',
      zh: '每 30 秒，每台 Broker 都要拿一次写锁，哪怕什么新内容也没有，这时所有读者都得等。所以锁里的事尽量少：只动内存里的表，不碰磁盘，默认也不碰网络。',
    },
  },
  {
    id: 'namesrv-version',
    place: 'namesrv/routeinfo/RouteInfoManager#isTopicConfigChanged@isBrokerTopicConfigChanged',
    label: { en: 'Nothing new', zh: '没有新内容' },
    text: {
      en: 'A registration carries all topics of a broker and a version. With the known version hardly anything is compared: with 10,000 topics this '
        + 'is what keeps the lock short.',
      zh: '一次注册带着 Broker 的全部主题和一个版本号。版本号没变，就几乎不用比较：有一万个主题时，锁能短，靠的就是它。',
    },
  },
  {
    id: 'namesrv-alone',
    place: 'broker/out/BrokerOuterAPI#registerBrokerAll@for (const namesrvAddr of nameServers)',
    label: { en: 'To each of them', zh: '逐个告诉' },
    text: {
      en: 'Name servers do not talk to each other: the broker tells all of them, at the same time. One that can’t be reached knows nothing until the '
        + 'next round, and gives clients another picture than the rest.',
      zh: 'NameServer 之间互不说话：由 Broker 同时告诉每一台。联系不上的那台，到下一轮之前一无所知，给客户端的路由也就和别的不一样。',
    },
  },
  {
    id: 'namesrv-ready',
    place: 'namesrv/processor/ClientRequestProcessor#isReady',
    label: { en: 'After a restart', zh: '重启之后' },
    text: {
      en: 'A name server that has just started knows no broker, and says “no route” for topics that exist. It can be told to keep quiet until all '
        + 'have registered; that is off by default.',
      zh: '刚启动的 NameServer 一台 Broker 也不认识，明明存在的主题，它也说没有路由。可以让它先别答，等大家都注册完；默认不开。',
    },
  },
  {
    id: 'namesrv-topic-not-exist',
    place: 'namesrv/processor/ClientRequestProcessor#getRouteInfoByTopic@TOPIC_NOT_EXIST',
    label: { en: 'No route', zh: '没有路由' },
    text: {
      en: 'The beginning of “No route info of this topic”. The name server does not know whether the topic exists; it knows only that no live broker has '
        + 'registered it.',
      zh: '`No route info of this topic` 就从这里来。NameServer 并不知道主题是否存在，只知道没有一台活着的 Broker 注册过它。',
    },
  },
  {
    id: 'live-info',
    place: 'namesrv/routeinfo/BrokerLiveInfo#isExpired',
    label: { en: 'Its own limit', zh: '自定的期限' },
    text: {
      en: 'A broker may name its limit when it registers; by default it names none, and 120 s hold. Three lost registrations in a row are '
        + 'forgiven, a fourth is not.',
      zh: 'Broker 注册时可以自带期限，默认不带，就按 120 秒算。30 秒一次的注册，接连丢三次还算活着，第四次就不算了。',
    },
  },
]
