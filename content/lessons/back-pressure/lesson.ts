import type { LessonSource } from '../../../components/lesson/logic/LessonSource'

/** The steps of the lesson on back-pressure; see the lesson on the send call for what an anchor is. */
export const lesson = {
  part: 3,
  position: 4,
  texts: {
    en: {
      name: 'Ten under way, and no more',
      description: 'Asynchronous sends in RocketMQ and what holds them back: the thread pool’s queue of 50,000 as in 4.5.1, and the two semaphores of enableBackpressureForAsyncMode, for messages and for bytes. When does an asynchronous send block its caller?',
      question: 'An asynchronous send returns at once. Always?',
    },
    zh: {
      name: '最多十条在路上',
      description: 'RocketMQ 的异步发送由什么来限制：4.5.1 以来线程池那条 50,000 的队列，以及 enableBackpressureForAsyncMode 的两个信号量，一个管条数，一个管字节。异步发送什么时候会卡住调用者？',
      question: '异步发送立刻返回。总是这样吗？',
    },
  },
  teaches: {
    '3.9': ['fourteen-at-once', 'another-order', 'ten-at-once', 'the-eleventh', 'one-answer-later', 'three-large', 'three-seconds', 'never-sent', 'held-to-failure'],
  },
  scenario: 'back-pressure',
  steps: [
    { id: 'handed-over', anchor: 'client/impl/producer/DefaultMQProducerImpl#executeAsyncMessageSend', on: 'shop-free', fromMillis: 2000 },
    { id: 'all-at-once', anchor: 'client/impl/producer/DefaultMQProducerImpl#sendDefaultImpl', on: 'shop-free', fromMillis: 2001 },
    { id: 'permits', anchor: 'client/impl/producer/DefaultMQProducerImpl#acquirePermits' },
    { id: 'eleventh', anchor: 'client/impl/producer/DefaultMQProducerImpl#acquirePermits~11' },
    { id: 'given-back', anchor: 'client/impl/producer/BackpressureSendCallBack#semaphoreProcessor', on: 'shop-held', fromMillis: 4100 },
    { id: 'bytes', anchor: 'client/impl/producer/DefaultMQProducerImpl#acquirePermits~4', fromMillis: 5400 },
    { id: 'silence', anchor: 'client/impl/producer/DefaultMQProducerImpl#acquirePermits~11', fromMillis: 7500 },
    { id: 'too-many', anchor: 'client/impl/producer/BackpressureSendCallBack#onException', on: 'shop-held', fromMillis: 10_000 },
  ],
  /** What is stepped through: methods, or whole files. Everything else is library code here. */
  focus: [
    'client/impl/producer/DefaultMQProducerImpl#executeAsyncMessageSend',
    'client/impl/producer/DefaultMQProducerImpl#acquirePermits',
    'client/impl/producer/DefaultMQProducerImpl#sendDefaultImpl',
    'client/impl/producer/DefaultMQProducerImpl#sendKernelImpl',
    'client/impl/producer/BackpressureSendCallBack',
    'client/impl/AsyncSendCallback',
  ],
  /** Other places that the text leads to. */
  places: {
    later: { anchor: 'client/impl/producer/BackpressureSendCallBack#onSuccess', on: 'shop-held', fromMillis: 4100 },
  },
} as const satisfies LessonSource
