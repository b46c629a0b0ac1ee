import type { Annotation } from './index'

export const broker: readonly Annotation[] = [
  {
    id: 'invoke-sync',
    place: 'remoting/netty/NettyRemotingAbstract#invokeSyncImpl@responseFuture.waitResponse',
    label: { en: 'Waiting', zh: '等待' },
    text: {
      en: 'Here the calling thread stops. The answer comes in on another thread, which finds this future by its number, opaque.',
      zh: '调用线程停在这里。回音由另一个线程收到，凭编号 opaque 找到这个 future。',
    },
  },
  {
    id: 'route-lock',
    place: 'namesrv/routeinfo/RouteInfoManager#pickupTopicRouteData',
    label: { en: 'Copy', zh: '副本' },
    text: {
      en: 'Read under a read lock and copied: many clients may ask at once, and none gets hold of the table itself.',
      zh: '在读锁下读出并复制：许多客户端可以同时来问，但谁也拿不到表本身。',
    },
  },
  {
    id: 'process-request',
    place: 'broker/processor/SendMessageProcessor#processRequest',
    label: { en: 'Processor', zh: '处理器' },
    text: {
      en: 'The code of a request decides which processor and which thread pool it goes to: sends never wait behind heartbeats.',
      zh: '请求码决定它去哪个处理器、哪个线程池：发送绝不会排在心跳后面。',
    },
  },
  {
    id: 'auto-create',
    place: 'broker/topic/TopicConfigManager#createTopicInSendMessageMethod',
    label: { en: 'New topic', zh: '新主题' },
    text: {
      en: 'The new topic takes after the default topic, without the right to be inherited from, and has as many queues as '
        + 'the client wished, but no more than the default topic has.',
      zh: '新主题以默认主题为样板，但不再能被继承；队列数按客户端的要求，但不超过默认主题的。',
    },
  },
  {
    id: 'topic-queue-lock',
    place: 'store/commitlog/CommitLog#asyncPutMessage@this.topicQueueLock.lock',
    label: { en: 'Two locks', zh: '两把锁' },
    text: {
      en: 'The first lock is the queue’s: its next offset is given to one message at a time. The second, around the append, is '
        + 'the whole log’s. Encoding happens between the two, so that the log is held for as short a time as can be.',
      zh: '第一把锁属于队列：下一个偏移量一次只给一条消息。第二把在追加时才拿，属于整个日志。编码放在两者之间，好让日志被占用的时间尽量短。',
    },
  },
  {
    id: 'append-offsets',
    place: 'store/commitlog/DefaultAppendMessageCallback#doAppend',
    label: { en: 'Append', zh: '追加' },
    text: {
      en: 'The record was encoded before; only what could not be known until now is written into it: where in the log it lies, '
        + 'and when it was stored.',
      zh: '记录早已编好，这里只填上此刻才知道的：它在日志里的位置，以及存储的时间。',
    },
  },
  {
    id: 'reput',
    place: 'store/dispatch/ReputMessageService#run',
    label: { en: 'Later', zh: '稍后' },
    text: {
      en: 'The queue’s entry is made by this thread, after the append and often after the answer. SEND_OK promises the log, not '
        + 'the queue.',
      zh: '队列里的条目由这个线程来写，在追加之后，往往也在应答之后。SEND_OK 保证的是日志，不是队列。',
    },
  },
]
