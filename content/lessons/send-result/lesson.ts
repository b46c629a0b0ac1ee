import type { LessonSource } from '../../../components/lesson/logic/LessonSource'

/** The steps of the lesson on the result of a send; see the lesson on the send call for what an anchor is. */
export const lesson = {
  part: 3,
  position: 7,
  texts: {
    en: {
      name: 'What SEND_OK says',
      description: 'A RocketMQ SendResult, byte by byte: msgId against offsetMsgId, SEND_OK against FLUSH_DISK_TIMEOUT and FLUSH_SLAVE_TIMEOUT, and which of the two ids finds the message again.',
      question: 'Two ids and a status: what is in them, and what may I conclude?',
    },
    zh: {
      name: 'SEND_OK 说了什么',
      description: '逐字节读 RocketMQ 的 SendResult：msgId 与 offsetMsgId 之别，SEND_OK 与 FLUSH_DISK_TIMEOUT、FLUSH_SLAVE_TIMEOUT 之别，以及哪个 ID 能把消息找回来。',
      question: '两个 ID 加一个状态：里面有什么，我能断定什么？',
    },
  },
  teaches: {
    '3.14': [
      'made-before', 'counts-up', 'offset-in-id', 'addresses-differ', 'disk-timeout', 'slave-timeout', 'gone-is-a-timeout', 'stored-anyway',
      'of-2016', 'by-hand',
    ],
  },
  scenario: 'send-result',
  steps: [
    { id: 'question', anchor: 'client/producer/DefaultMQProducer#send' },
    { id: 'msg-id', anchor: 'common/message/MessageClientIDSetter#createUniqID' },
    { id: 'offset-id', anchor: 'common/message/MessageDecoder#createMessageId' },
    { id: 'status', anchor: 'client/impl/sendProtocol#processSendResponse' },
    { id: 'disk', anchor: 'client/impl/sendProtocol#processSendResponse', fromMillis: 10_500 },
    { id: 'slave', anchor: 'client/impl/sendProtocol#processSendResponse', fromMillis: 19_500 },
    { id: 'gone', anchor: 'client/impl/sendProtocol#processSendResponse', fromMillis: 30_500 },
  ],
  /** What is stepped through: methods, or whole files. Everything else is library code here. */
  focus: [
    'client/producer/DefaultMQProducer#send',
    'client/impl/producer/DefaultMQProducerImpl#sendDefaultImpl',
    'client/impl/producer/DefaultMQProducerImpl#sendKernelImpl',
    'client/impl/MQClientAPIImpl#sendMessageSync',
    'client/impl/sendProtocol',
    'common/message/MessageClientIDSetter',
    'common/message/MessageDecoder#createMessageId',
    'broker/processor/SendMessageProcessor',
    'broker/processor/outcomeOf',
    'store/commitlog/DefaultAppendMessageCallback#doAppend',
  ],
  /** Other places that the text leads to. */
  places: {
    'disk-answer': { anchor: 'client/impl/sendProtocol#processSendResponse', fromMillis: 10_500 },
  },
} as const satisfies LessonSource
