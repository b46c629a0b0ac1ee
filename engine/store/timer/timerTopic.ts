import { TopicValidator } from '../../common/topic/TopicValidator'

/** Where messages wait that are to be delivered at a time of their own. Original: TimerMessageStore#TIMER_TOPIC */
export const TIMER_TOPIC = `${TopicValidator.SYSTEM_TOPIC_PREFIX}wheel_timer`

/** How a message is called that is to be deleted. Original: TimerMessageStore#buildDeleteKey */
export function buildDeleteKey(realTopic: string, uniqueKey: string): string {
  return `${realTopic}+${uniqueKey}`
}
