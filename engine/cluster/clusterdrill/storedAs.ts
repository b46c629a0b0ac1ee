import { MessageConst } from '../../common/message/MessageConst'
import type { MessageExt } from '../../common/message/MessageExt'
import { MixAll } from '../../common/MixAll'
import { TopicValidator } from '../../common/topic/TopicValidator'
import type { PlannedSend } from './ClusterDrillPlan'

/**
 * As what a message lies in a log: as a request has brought it (`sent`), as what a broker has made of that when its time had come
 * or its transaction was committed (`delivered`), as one that a consumer has given back, or as a half message that was put back.
 */
export type StoredAs = 'sent' | 'delivered' | 'given back' | 'put back'

/** @returns null when it can't lie there as anything */
export function storedAs(message: MessageExt, send: PlannedSend): StoredAs | null {
  const isPlain = send.delayLevel === 0 && send.transaction === 'none'
  const { topic } = message
  if (topic === send.topic) return isPlain ? 'sent' : 'delivered'
  const realTopic = message.getProperty(MessageConst.PROPERTY_REAL_TOPIC) ?? ''
  switch (topic) {
    case TopicValidator.RMQ_SYS_SCHEDULE_TOPIC:
      if (isOfGroup(realTopic)) return 'given back'
      return realTopic === send.topic && send.delayLevel > 0 ? 'sent' : null
    case TopicValidator.RMQ_SYS_TRANS_HALF_TOPIC:
      if (realTopic !== send.topic || send.transaction === 'none') return null
      return message.getProperty(MessageConst.PROPERTY_TRANSACTION_CHECK_TIMES) === null ? 'sent' : 'put back'
    default:
      return isOfGroup(topic) ? 'given back' : null
  }
}

/** Is it a topic for what a group has not consumed? */
export function isOfGroup(topic: string): boolean {
  return topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX) || topic.startsWith(MixAll.DLQ_GROUP_TOPIC_PREFIX)
}
