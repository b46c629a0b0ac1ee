import type { LessonSource } from '../../../components/lesson/logic/LessonSource'

/** The steps of the lesson on deleting files; see the lesson on the send call for what an anchor is. */
export const lesson = {
  part: 5,
  position: 2,
  texts: {
    en: {
      name: 'Consumed, and still there',
      description: 'When RocketMQ deletes messages: fileReservedTime, deleteWhen and diskMaxUsedSpaceRatio on a clock that is set ahead. Why consumed messages stay, why unread ones go, and what a full disk deletes.',
      question: 'All messages are consumed, and the disk fills up all the same: when are they deleted?',
    },
    zh: {
      name: '消费过了，还在',
      description: 'RocketMQ 什么时候删除消息：把时钟拨快，看 fileReservedTime、deleteWhen 和 diskMaxUsedSpaceRatio。为什么消费过的消息还在，没读过的却没了，磁盘满了又会删什么。',
      question: '消息都消费完了，磁盘还是越来越满：它们什么时候才删？',
    },
  },
  teaches: {},
  picture: 'store',
  scenario: 'disk-full',
  steps: [
    { id: 'round', anchor: 'store/clean/CleanCommitLogService#run', on: 'broker-a' },
    { id: 'old', anchor: 'store/clean/CleanCommitLogService#run', on: 'broker-a', fromMillis: 65_000 },
    { id: 'four', anchor: 'store/clean/CleanCommitLogService#deleteExpiredFileByTime', on: 'broker-a' },
    { id: 'unread', anchor: 'client/impl/consumer/ProcessQueue#putMessage', on: 'archive', fromMillis: 71_000 },
    { id: 'full', anchor: 'store/clean/CleanCommitLogService#isSpaceToDelete', on: 'broker-a', fromMillis: 75_000 },
    { id: 'forced', anchor: 'store/clean/CleanCommitLogService#deleteExpiredFileByTime', on: 'broker-a', fromMillis: 75_000 },
    { id: 'refused', anchor: 'client/impl/producer/DefaultMQProducerImpl#verdictOn', on: 'order-service', fromMillis: 76_000 },
  ],
  /** What is stepped through: methods, or whole files. Everything else is library code here. */
  focus: [
    'store/clean/CleanCommitLogService',
    'store/clean/diskSpaceUsedRatio',
    'client/impl/consumer/ProcessQueue#putMessage',
    'broker/processor/PullMessageProcessor#processRequest',
    'client/impl/producer/DefaultMQProducerImpl#verdictOn',
  ],
  /** Other places that the text leads to. */
  places: {
    'after-the-round': { anchor: 'store/clean/CleanCommitLogService#isSpaceToDelete', on: 'broker-a', fromMillis: 65_000 },
    'second-file': { anchor: 'store/clean/CleanCommitLogService#isExpired~2', on: 'broker-a', fromMillis: 70_000 },
    'all-but-one': { anchor: 'client/impl/producer/DefaultMQProducerImpl#verdictOn', on: 'order-service', fromMillis: 76_000 },
  },
} as const satisfies LessonSource
