import type { LessonSource } from '../../../components/lesson/logic/LessonSource'

/** The steps of the lesson on the frame; see the lesson on the send call for what an anchor is. */
export const lesson = {
  part: 3,
  position: 6,
  texts: {
    en: {
      name: 'From message to bytes',
      description: 'How a RocketMQ message becomes a frame: unique id, compression, sysFlag, the request header field by field, SEND_MESSAGE_V2 and its one-letter names, JSON and binary headers, byte by byte.',
      question: 'What exactly leaves the machine when a message is sent?',
    },
    zh: {
      name: '从消息到字节',
      description: '一条 RocketMQ 消息怎样变成一帧：唯一 ID、压缩、sysFlag、请求头逐个字段、SEND_MESSAGE_V2 的单字母名字、JSON 头与二进制头，逐字节来看。',
      question: '发送一条消息的时候，离开这台机器的究竟是什么？',
    },
  },
  teaches: {
    '3.2': ['properties-travel'],
    '3.7': ['code-310', 'compressed', 'one-request-each'],
    '3.12': ['sent-again'],
    '3.13': ['four-hundred', 'answer-is-shorter', 'saved', 'shortest'],
  },
  scenario: 'frame',
  steps: [
    { id: 'question', anchor: 'client/impl/producer/DefaultMQProducerImpl#sendKernelImpl' },
    { id: 'header', anchor: 'client/impl/producer/DefaultMQProducerImpl#buildRequestHeader' },
    { id: 'properties', anchor: 'common/message/MessageDecoder#messageProperties2String' },
    { id: 'letters', anchor: 'client/impl/sendProtocol#createSendRequest' },
    { id: 'frame', anchor: 'remoting/protocol/RemotingCommand#encode', fromMillis: 1500 },
    { id: 'compress', anchor: 'client/impl/producer/DefaultMQProducerImpl#tryToCompressMessage', fromMillis: 2000 },
    { id: 'restore', anchor: 'client/impl/producer/DefaultMQProducerImpl#sendKernelImpl@msg.body = prevBody', fromMillis: 2000 },
  ],
  /** What is stepped through: methods, or whole files. Everything else is library code here. */
  focus: [
    'client/impl/producer/DefaultMQProducerImpl#sendKernelImpl',
    'client/impl/producer/DefaultMQProducerImpl#tryToCompressMessage',
    'client/impl/producer/DefaultMQProducerImpl#buildRequestHeader',
    'client/impl/sendProtocol',
    'common/message/MessageDecoder#messageProperties2String',
    'common/message/MessageClientIDSetter',
    'remoting/protocol/RemotingCommand',
    'remoting/protocol/header/SendMessageRequestHeaderV2',
    'broker/processor/SendMessageProcessor#processRequest',
  ],
  /** Other places that the text leads to. */
  places: {
    second: { anchor: 'client/impl/sendProtocol#createSendRequest', fromMillis: 1500 },
    unpacked: { anchor: 'remoting/protocol/RemotingCommand#decode', on: 'broker-a', fromMillis: 1500 },
  },
} as const satisfies LessonSource
