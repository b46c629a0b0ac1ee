import type { LessonSource } from '../../../components/lesson/logic/LessonSource'

/** The steps of the lesson on the three modes; see the lesson on the send call for what an anchor is. */
export const lesson = {
  part: 3,
  position: 3,
  texts: {
    en: {
      name: 'Wait, be called, or never know',
      description: 'The three ways to send in RocketMQ: synchronous, asynchronous and oneway, as one flow with a parameter. ResponseFuture and opaque, callbacks in other threads, and what each mode tells its caller when nobody answers.',
      question: 'Three ways to send: what does each of them know in the end?',
    },
    zh: {
      name: '等待、被叫醒，或者永远不知道',
      description: 'RocketMQ 的三种发送方式：同步、异步、单向，其实是一条流程加一个参数。ResponseFuture 与 opaque，在别的线程里的回调，以及没人回答时每种方式告诉调用者什么。',
      question: '三种发送方式，最后各自知道些什么？',
    },
  },
  teaches: {
    '3.8': ['one-round-trip', 'no-answer-in-time', 'nobody-to-connect-to', 'stored-after-all', 'after-the-silence', 'stay-lost'],
    '3.9': ['returns-first', 'callback-elsewhere', 'three-times-refused'],
    '3.10': ['no-answer-at-all', 'oneway-after-all', 'gone-without-a-word'],
    '3.11': ['same-request'],
  },
  scenario: 'modes',
  steps: [
    { id: 'one-flow', anchor: 'client/impl/producer/DefaultMQProducerImpl#sendKernelImpl@switch (communicationMode)', fromMillis: 1500 },
    { id: 'opaque', anchor: 'remoting/netty/NettyRemotingAbstract#invokeSyncImpl', fromMillis: 1500 },
    { id: 'woken', anchor: 'remoting/netty/NettyRemotingAbstract#processResponseCommand', on: 'order-service', fromMillis: 1500 },
    { id: 'async', anchor: 'client/impl/producer/DefaultMQProducerImpl#executeAsyncMessageSend', fromMillis: 2000 },
    { id: 'callback', anchor: 'client/impl/AsyncSendCallback#operationSucceed', fromMillis: 2000 },
    { id: 'oneway', anchor: 'remoting/netty/NettyRemotingAbstract#invokeOnewayImpl', fromMillis: 2500 },
    { id: 'silence', anchor: 'remoting/netty/NettyRemotingAbstract#invokeSyncImpl', fromMillis: 3500 },
    { id: 'after-all', anchor: 'broker/processor/SendMessageProcessor#processRequest', fromMillis: 8000 },
    { id: 'nobody', anchor: 'client/impl/AsyncSendCallback#onExceptionImpl', fromMillis: 9500 },
    { id: 'never', anchor: 'remoting/netty/NettyRemotingClient#invokeOneway', fromMillis: 9505 },
  ],
  /** What is stepped through: methods, or whole files. Everything else is library code here. */
  focus: [
    'client/producer/DefaultMQProducer',
    'client/impl/producer/DefaultMQProducerImpl#executeAsyncMessageSend',
    'client/impl/producer/DefaultMQProducerImpl#sendDefaultImpl',
    'client/impl/producer/DefaultMQProducerImpl#sendKernelImpl',
    'client/impl/MQClientAPIImpl',
    'client/impl/AsyncSendCallback',
    'remoting/netty/NettyRemotingClient',
    'remoting/netty/NettyRemotingAbstract',
    'remoting/netty/ResponseFuture',
    'broker/processor/SendMessageProcessor#processRequest',
  ],
  /** Other places that the text leads to. */
  places: {
    later: { anchor: 'broker/processor/SendMessageProcessor#processRequest', fromMillis: 8000 },
  },
} as const satisfies LessonSource
