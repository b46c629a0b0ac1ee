import type { LessonSource } from '../../../components/lesson/logic/LessonSource'

/** The steps of the lesson on order; see the lesson on the send call for what an anchor is. */
export const lesson = {
  part: 4,
  position: 2,
  texts: {
    en: {
      name: 'The same key, the same queue',
      description: 'Ordered messages in RocketMQ and what breaks their order: queues are added, a broker dies. SelectMessageQueueByHash against consistent hashing, counted in one run: how many keys move, and which messages overtake others.',
      question: 'Order needs the same key on the same queue. What happens when the queues change?',
    },
    zh: {
      name: '同一个键，同一个队列',
      description: 'RocketMQ 的顺序消息，以及什么会打乱次序：加了队列，死了 Broker。SelectMessageQueueByHash 与一致性哈希，在同一次运行里数一数：多少个键换了队列，哪些消息抢了先。',
      question: '有序要求同一个键进同一个队列。队列变了会怎样？',
    },
  },
  teaches: {
    '4.2': [
      'six-queues', 'one-at-a-time', 'ten-move', 'paid-first', 'six-overtaken', 'five-fail', 'ten-again', 'left-behind', 'how-many-move',
      'on-the-ring', 'drained-first',
    ],
  },
  scenario: 'order',
  steps: [
    { id: 'remainder', anchor: 'client/producer/selector/SelectMessageQueueByHash#select' },
    { id: 'more-queues', anchor: 'broker/processor/AdminBrokerProcessor#updateAndCreateTopic' },
    { id: 'nine', anchor: 'client/producer/selector/SelectMessageQueueByHash#select', fromMillis: 11_020 },
    { id: 'overtaken', anchor: 'client/impl/consumer/ConsumeMessageOrderlyService#consume' },
    { id: 'asked-once', anchor: 'client/impl/producer/DefaultMQProducerImpl#sendSelectImpl@return yield', fromMillis: 12_900 },
    { id: 'another-six', anchor: 'client/producer/selector/SelectMessageQueueByHash#select', fromMillis: 21_070 },
    { id: 'left-behind', anchor: 'client/impl/consumer/ConsumeMessageOrderlyService#consume', fromMillis: 21_080 },
    { id: 'late', anchor: 'client/impl/consumer/ConsumeMessageOrderlyService#consume', fromMillis: 40_000 },
  ],
  /** What is stepped through: methods, or whole files. Everything else is library code here. */
  focus: [
    'client/producer/selector/SelectMessageQueueByHash',
    'client/producer/selector/SelectMessageQueueByConsistentHash',
    'client/impl/producer/DefaultMQProducerImpl#sendSelectImpl',
    'client/impl/producer/DefaultMQProducerImpl#invokeMessageQueueSelector',
    'client/impl/producer/DefaultMQProducerImpl#select',
    'client/impl/factory/topicRouteData2TopicPublishInfo',
    'client/impl/consumer/ConsumeMessageOrderlyService#consume',
    'broker/processor/AdminBrokerProcessor#updateAndCreateTopic',
    'broker/processor/SendMessageProcessor#processRequest',
  ],
  /** Other places that the text leads to. */
  places: {
    paid: { anchor: 'client/impl/producer/DefaultMQProducerImpl#invokeMessageQueueSelector', fromMillis: 11_020 },
    told: { anchor: 'client/impl/factory/topicRouteData2TopicPublishInfo#writableQueues', fromMillis: 9000 },
  },
} as const satisfies LessonSource
