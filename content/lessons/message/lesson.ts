import type { LessonSource } from '../../../components/lesson/logic/LessonSource'

/** The steps of the lesson on messages; see the lesson on the send call for what an anchor is. */
export const lesson = {
  part: 3,
  position: 2,
  texts: {
    en: {
      name: 'A message, and no message',
      description: 'What a RocketMQ message is made of: topic, body, properties; keys and tags are properties. And everything that Validators and the broker refuse: blank topics, illegal characters, empty bodies, bodies that are too long.',
      question: 'What is a message made of, and what is refused before any network is used?',
    },
    zh: {
      name: '消息，以及不成消息的',
      description: 'RocketMQ 的消息由什么组成：主题、消息体、属性；键和标签都是属性。还有 Validators 与 Broker 会拒绝的一切：空主题、非法字符、空消息体、过长的消息体。',
      question: '消息由什么组成，哪些不动用网络就会被拒绝？',
    },
  },
  teaches: {
    '3.2': ['key-found', 'two-keys'],
    '3.3': ['no-frame', 'no-time', 'six-refused', 'last-byte', 'asked-in-vain', 'no-id-spent'],
  },
  scenario: 'message',
  steps: [
    { id: 'made', anchor: 'common/message/Message#setKeys', fromMillis: 0 },
    { id: 'check', anchor: 'client/Validators#checkMessage' },
    { id: 'no-topic', anchor: 'common/topic/TopicValidator#validateTopic~1', fromMillis: 1500 },
    { id: 'names', anchor: 'common/topic/TopicValidator#isTopicOrGroupIllegal~1', fromMillis: 1500 },
    { id: 'own', anchor: 'common/topic/TopicValidator#isNotAllowedSendTopic', fromMillis: 1500 },
    { id: 'body', anchor: 'client/Validators#checkMessage~5', fromMillis: 1500 },
    { id: 'again', anchor: 'broker/processor/SendMessageProcessor#handlePutMessageResult', fromMillis: 2000 },
    { id: 'two', anchor: 'common/message/Message#setKeys', fromMillis: 2500 },
  ],
  /** What is stepped through: methods, or whole files. Everything else is library code here. */
  focus: [
    'common/message/Message',
    'client/Validators',
    'common/topic/TopicValidator',
    'client/producer/DefaultMQProducer#send',
    'client/impl/producer/DefaultMQProducerImpl#sendDefaultImpl',
    'broker/processor/SendMessageProcessor',
    'broker/processor/outcomeOf',
  ],
  /** Other places that the text leads to. */
  places: {
    'too-long': { anchor: 'broker/processor/SendMessageProcessor#handlePutMessageResult', fromMillis: 2000 },
  },
} as const satisfies LessonSource
