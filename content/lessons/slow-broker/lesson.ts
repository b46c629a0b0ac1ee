import type { LessonSource } from '../../../components/lesson/logic/LessonSource'

/** The steps of the lesson on latency faults; see the lesson on the send call for what an anchor is. */
export const lesson = {
  part: 4,
  position: 3,
  texts: {
    en: {
      name: 'A slow broker is left out',
      description: 'sendLatencyFaultEnable in RocketMQ, step by step: how the time that a send took becomes a pause for its broker, how the broker comes back, what happens when all are left out, and what startDetectorEnable adds.',
      question: 'A broker answers, but slowly. Who notices, and what is done about it?',
    },
    zh: {
      name: '慢的 Broker，先放一放',
      description: '逐步看 RocketMQ 的 sendLatencyFaultEnable：一次发送花的时间，怎样换算成对那个 Broker 的回避；它怎样回来；全都被回避了怎么办；startDetectorEnable 又多做了什么。',
      question: 'Broker 会回答，就是慢。谁会察觉，又会怎么办？',
    },
  },
  teaches: {
    '4.3': [
      'quick-ones', 'two-seconds-out', 'how-many-wait', 'passed-over', 'asked-again', 'two-and-two', 'ten-seconds-out', 'dead-asked-again',
      'both-out', 'with-detector', 'not-twice',
    ],
  },
  scenario: 'slow-broker',
  steps: [
    { id: 'measured', anchor: 'client/latency/MQFaultStrategy#updateFaultItem' },
    { id: 'slow', anchor: 'client/latency/MQFaultStrategy#updateFaultItem', fromMillis: 2500 },
    { id: 'passed-over', anchor: 'client/latency/MQFaultStrategy#selectOneMessageQueue', fromMillis: 3200 },
    { id: 'asked-again', anchor: 'client/latency/MQFaultStrategy#selectOneMessageQueue', fromMillis: 4806 },
    { id: 'whole', anchor: 'client/latency/MQFaultStrategy#selectOneMessageQueue', fromMillis: 12_000 },
    { id: 'failed', anchor: 'client/latency/MQFaultStrategy#updateFaultItem', fromMillis: 14_900 },
    { id: 'both', anchor: 'client/latency/MQFaultStrategy#selectOneMessageQueue', fromMillis: 17_000 },
    { id: 'detector', anchor: 'client/latency/LatencyFaultToleranceImpl#detectIfEnabled', fromMillis: 18_900 },
  ],
  /** What is stepped through: methods, or whole files. Everything else is library code here. */
  focus: [
    'client/impl/producer/DefaultMQProducerImpl#sendDefaultImpl',
    'client/impl/producer/DefaultMQProducerImpl#verdictOn',
    'client/impl/producer/DefaultMQProducerImpl#updateFaultItem',
    'client/impl/producer/BrokerDetector',
    'client/impl/producer/TopicPublishInfo',
    'client/latency/MQFaultStrategy',
    'client/latency/LatencyFaultToleranceImpl',
  ],
  /** Other places that the text leads to. */
  places: {
    'nobody-available': { anchor: 'client/latency/LatencyFaultToleranceImpl#isReachable', fromMillis: 17_000 },
    probe: { anchor: 'client/latency/MQFaultStrategy#selectOneMessageQueue', fromMillis: 4806 },
    end: { anchor: 'client/latency/MQFaultStrategy#selectOneMessageQueue', fromMillis: 7300 },
  },
} as const satisfies LessonSource
