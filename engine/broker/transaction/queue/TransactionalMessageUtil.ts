import { MixAll } from '../../../common/MixAll'
import { TopicValidator } from '../../../common/topic/TopicValidator'
import { NumberFormatException, parseInt32, parseLong } from '../../../kernel/java/javaParse'

/** Names that transactions use. Original: org.apache.rocketmq.broker.transaction.queue.TransactionalMessageUtil. */
export const TransactionalMessageUtil = {
  /** The tag of the records that say which half messages are dealt with. */
  REMOVE_TAG: 'd',
  OFFSET_SEPARATOR: ',',
  OP_TOPIC: TopicValidator.RMQ_SYS_TRANS_OP_HALF_TOPIC,
  HALF_TOPIC: TopicValidator.RMQ_SYS_TRANS_HALF_TOPIC,
  CONSUMER_GROUP: MixAll.CID_SYS_RMQ_TRANS,

  /**
   * How long the producer is to be left alone, in ms: as many seconds as its message says, but no less than the timeout.
   * Original: TransactionalMessageUtil#getImmunityTime
   */
  getImmunityTime(checkImmunityTimeStr: string, transactionTimeout: number): number {
    const seconds = orElse(0, () => parseLong(checkImmunityTimeStr))
    return Math.max(seconds * 1000, transactionTimeout)
  },

  /** -1 for a text that is no number. Original: TransactionalMessageServiceImpl#getLong */
  getLong(text: string): number {
    return orElse(-1, () => parseLong(text))
  },

  /** -1 for a text that is no number. Original: TransactionalMessageServiceImpl#getInt */
  getInt(text: string): number {
    return orElse(-1, () => parseInt32(text))
  },
} as const

function orElse(otherwise: number, parse: () => number): number {
  try {
    return parse()
  } catch (error) {
    if (error instanceof NumberFormatException) return otherwise
    throw error
  }
}
