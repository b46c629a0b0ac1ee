import type { LessonSource } from '../../../components/lesson/logic/LessonSource'

/** The steps of the lesson on versions of the choice; see the lesson on the send call for what an anchor is. */
export const lesson = {
  part: 4,
  position: 4,
  texts: {
    en: {
      name: 'One condition, four versions',
      description: 'Which broker does a RocketMQ producer try next? With sendLatencyFaultEnable that has changed three times: up to 4.7.1, from 4.8.0, from 5.1.1, from 5.1.4. The four side by side in one run, with one failure each.',
      question: 'A try has failed. Which broker is next, and since which version?',
    },
    zh: {
      name: '一个条件，四种版本',
      description: 'RocketMQ 生产者下一个试哪个 Broker？打开 sendLatencyFaultEnable 之后，答案变过三次：4.7.1 及以前、4.8.0 起、5.1.1 起、5.1.4 起。四种版本在同一次运行里并排，各失败一回。',
      question: '一次尝试失败了。下一个是哪个 Broker，从哪个版本起？',
    },
  },
  teaches: {
    '3.5': ['three-times-there', 'three-queues', 'another-one', 'today-another'],
    '4.3': ['next-try', 'still-out', 'uneven', 'back-again', 'even', 'all-ok'],
  },
  scenario: 'choice-versions',
  steps: [
    {
      id: 'not-ok', on: 'shop-471', fromMillis: 1020,
      anchor: 'client/impl/producer/DefaultMQProducerImpl#sendDefaultImpl@retryAnotherBrokerWhenNotStoreOK) return',
    },
    { id: 'the-same', anchor: 'client/latency/versions/FaultStrategyOf471#mayFollow', fromMillis: 1100 },
    { id: 'no-matter', anchor: 'client/latency/versions/FaultStrategyOf480#mayFollow', fromMillis: 4100 },
    { id: 'another', anchor: 'client/latency/versions/FaultStrategyOf511#mayFollow', fromMillis: 7100 },
    { id: 'today', anchor: 'client/latency/MQFaultStrategy#selectOneMessageQueue', on: 'shop-532', fromMillis: 10_100 },
    { id: 'dead', anchor: 'client/latency/versions/EarlierFaultStrategy#updateFaultItem', on: 'shop-511', fromMillis: 15_694 },
    { id: 'still-out', anchor: 'client/latency/versions/EarlierFaultStrategy#selectOneMessageQueue', on: 'shop-511', fromMillis: 29_700 },
    { id: 'back', anchor: 'client/latency/MQFaultStrategy#selectOneMessageQueue', on: 'shop-532', fromMillis: 30_000 },
  ],
  /** What is stepped through: methods, or whole files. Everything else is library code here. */
  focus: [
    'client/impl/producer/DefaultMQProducerImpl#sendDefaultImpl',
    'client/impl/producer/DefaultMQProducerImpl#updateFaultItem',
    'client/impl/producer/DefaultMQProducerImpl#selectOneMessageQueue',
    'client/impl/producer/TopicPublishInfo',
    'client/latency/MQFaultStrategy',
    'client/latency/LatencyFaultToleranceImpl',
    'client/latency/versions/EarlierFaultStrategy',
    'client/latency/versions/EarlierLatencyFaults',
    'client/latency/versions/FaultStrategyOf471',
    'client/latency/versions/FaultStrategyOf480',
    'client/latency/versions/FaultStrategyOf511',
  ],
  /** Other places that the text leads to. */
  places: {
    third: { anchor: 'client/latency/versions/FaultStrategyOf471#mayFollow', fromMillis: 1200 },
    renamed: { anchor: 'client/latency/versions/EarlierFaultStrategy#leastBad', on: 'shop-471' },
  },
} as const satisfies LessonSource
