import type { LessonSource } from '../../../components/lesson/logic/LessonSource'

/**
 * The steps of the lesson and where in the engine each of them is. The text is in `en.mdx` and `zh.mdx`, under the same
 * ids. An anchor is a symbol, or `symbol@text` for the first line of it that has the text in it; `~2` means the second call.
 */
export const lesson = {
  part: 3,
  position: 1,
  texts: {
    en: {
      name: 'The send call',
      description: 'Step through one send of a RocketMQ producer, statement by statement: facade, states, route, queue, retries, the frame on the wire, the commit log, and back.',
      question: 'What happens between producer.send(msg) and SEND_OK?',
    },
    zh: {
      name: '一次发送',
      description: '逐句走完 RocketMQ 生产者的一次 send：门面、状态、路由、选队列、重试、线路上的帧、提交日志，再回来。',
      question: '从 producer.send(msg) 到 SEND_OK，中间发生了什么？',
    },
  },
  teaches: {
    '1.1': ['registers-every-30'],
    '1.5': ['polls-every-30'],
    '2.1': ['start-states'],
    '3.1': ['two-milliseconds'],
    '3.4': ['asks-name-server', 'eight-queues'],
    '3.5': ['next-queue', 'each-queue-once'],
    '3.6': ['broker-killed', 'three-seconds'],
    '3.7': ['code-310'],
    '3.8': ['answers-before-flush', 'third-takes-two-frames'],
  },
  scenario: 'send-call',
  steps: [
    { id: 'one-line', anchor: 'client/producer/DefaultMQProducer#send' },
    { id: 'facade', anchor: 'client/impl/producer/DefaultMQProducerImpl#send' },
    { id: 'state', anchor: 'client/impl/producer/DefaultMQProducerImpl#makeSureStateOK' },
    { id: 'validate', anchor: 'client/Validators#checkMessage' },
    { id: 'route', anchor: 'client/impl/producer/DefaultMQProducerImpl#tryToFindTopicPublishInfo' },
    { id: 'name-server', anchor: 'namesrv/routeinfo/RouteInfoManager#pickupTopicRouteData' },
    { id: 'budget', anchor: 'client/impl/producer/DefaultMQProducerImpl#sendDefaultImpl@const timesTotal' },
    { id: 'choose', anchor: 'client/latency/MQFaultStrategy#selectOneMessageQueue' },
    { id: 'kernel', anchor: 'client/impl/producer/DefaultMQProducerImpl#sendKernelImpl' },
    { id: 'wait', anchor: 'client/impl/MQClientAPIImpl#sendMessageSync' },
    { id: 'broker', anchor: 'broker/processor/SendMessageProcessor#processRequest' },
    { id: 'append', anchor: 'store/commitlog/DefaultAppendMessageCallback#doAppend' },
    { id: 'answer', anchor: 'client/impl/MQClientAPIImpl#sendMessageSync@processSendResponse' },
    { id: 'again', anchor: 'client/impl/producer/DefaultMQProducerImpl#tryToFindTopicPublishInfo~2' },
  ],
  /** What is stepped through: methods, or whole files. Everything else is library code here. */
  focus: [
    'client/producer/DefaultMQProducer',
    'client/impl/producer/DefaultMQProducerImpl#start',
    'client/impl/producer/DefaultMQProducerImpl#send',
    'client/impl/producer/DefaultMQProducerImpl#sendDefaultImpl',
    'client/impl/producer/DefaultMQProducerImpl#makeSureStateOK',
    'client/impl/producer/DefaultMQProducerImpl#tryToFindTopicPublishInfo',
    'client/impl/producer/DefaultMQProducerImpl#selectOneMessageQueue',
    'client/impl/producer/DefaultMQProducerImpl#sendKernelImpl',
    'client/impl/producer/DefaultMQProducerImpl#updateFaultItem',
    'client/Validators#checkMessage',
    'client/latency/MQFaultStrategy',
    'client/impl/MQClientAPIImpl',
    'remoting/netty/NettyRemotingClient#invokeSync',
    'remoting/netty/NettyRemotingAbstract#invokeSyncImpl',
    'remoting/netty/NettyRemotingAbstract#invoke0',
    'remoting/netty/NettyRemotingAbstract#processResponseCommand',
    'namesrv/routeinfo/RouteInfoManager#pickupTopicRouteData',
    'broker/processor/SendMessageProcessor#processRequest',
    'broker/processor/SendMessageProcessor#sendMessage',
    'store/commitlog/CommitLog#asyncPutMessage',
    'store/commitlog/CommitLog#append',
    'store/commitlog/DefaultAppendMessageCallback#doAppend',
  ],
  /** Other places that the text leads to. */
  places: {
    start: 'client/impl/producer/DefaultMQProducerImpl#start',
    'second-choice': 'client/latency/MQFaultStrategy#selectOneMessageQueue~2',
    'second-try': 'client/impl/producer/DefaultMQProducerImpl#sendKernelImpl~2',
    restored: 'client/impl/producer/DefaultMQProducerImpl#sendKernelImpl@msg.body = prevBody',
  },
} as const satisfies LessonSource
