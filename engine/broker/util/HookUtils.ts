import { MessageConst } from '../../common/message/MessageConst'
import { MessageDecoder } from '../../common/message/MessageDecoder'
import type { MessageExtBrokerInner } from '../../common/message/MessageExtBrokerInner'
import { MixAll } from '../../common/MixAll'
import { MessageSysFlag } from '../../common/sysflag/MessageSysFlag'
import { TopicValidator } from '../../common/topic/TopicValidator'
import { encodeUtf8 } from '../../kernel/Utf8'
import { BrokerRole } from '../../store/config/BrokerRole'
import type { DefaultMessageStore } from '../../store/DefaultMessageStore'
import { PutMessageResult } from '../../store/put/PutMessageResult'
import { PutMessageStatus } from '../../store/put/PutMessageStatus'
import { delayLevel2QueueId } from '../schedule/delayLevel2QueueId'
import { TIMER_TOPIC } from '../topic/systemTopics'

const TIMER_PROPERTIES = [
  MessageConst.PROPERTY_TIMER_DELIVER_MS, MessageConst.PROPERTY_TIMER_DELAY_MS, MessageConst.PROPERTY_TIMER_DELAY_SEC,
]

const MAX_TOPIC_LENGTH = 127
const MAX_RETRY_TOPIC_LENGTH = 255

/**
 * Checks that the store can take messages, and that this one can be taken. Original: HookUtils#checkBeforePutMessage
 * @returns null when the message may pass
 */
export function checkBeforePutMessage(
  store: DefaultMessageStore,
  message: MessageExtBrokerInner,
): PutMessageResult | null {
  const { brokerRole, duplicationEnable } = store.messageStoreConfig
  const isSlave = brokerRole === BrokerRole.SLAVE && !duplicationEnable
  if (store.isShutdown() || isSlave || !store.runningFlags.isWriteable()) {
    return new PutMessageResult(PutMessageStatus.SERVICE_NOT_AVAILABLE, null)
  }
  const isRetryTopic = message.topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX)
  const maxLength = isRetryTopic ? MAX_RETRY_TOPIC_LENGTH : MAX_TOPIC_LENGTH
  if (encodeUtf8(message.topic).length > maxLength) return new PutMessageResult(PutMessageStatus.MESSAGE_ILLEGAL, null)
  if (store.isOSPageCacheBusy()) return new PutMessageResult(PutMessageStatus.OS_PAGE_CACHE_BUSY, null)
  return null
}

/**
 * Sends messages that are to be delivered later to where they wait: those with a delay level to the queue of the level. This broker
 * has no timing wheel, so it refuses timer messages, as a 5.3.2 does whose wheel is switched off.
 * Original: HookUtils#handleScheduleMessage
 * @returns null when the message may pass
 * @throws NumberFormatException for a level that is no number
 */
export function handleScheduleMessage(maxDelayLevel: number, message: MessageExtBrokerInner): PutMessageResult | null {
  const type = MessageSysFlag.getTransactionValue(message.sysFlag)
  if (type !== MessageSysFlag.TRANSACTION_NOT_TYPE && type !== MessageSysFlag.TRANSACTION_COMMIT_TYPE) return null
  const isTimerMessage = message.topic !== TIMER_TOPIC && checkIfTimerMessage(message)
  if (isTimerMessage) return new PutMessageResult(PutMessageStatus.WHEEL_TIMER_NOT_ENABLE, null)
  if (message.getDelayTimeLevel() > 0) transformDelayLevelMessage(maxDelayLevel, message)
  return null
}

/** A delay level takes precedence, and the times of the wheel are dropped then. Original: HookUtils#checkIfTimerMessage */
function checkIfTimerMessage(message: MessageExtBrokerInner): boolean {
  if (message.getDelayTimeLevel() > 0) {
    for (const name of TIMER_PROPERTIES) message.clearProperty(name)
    return false
  }
  if (message.getProperty(MessageConst.PROPERTY_TIMER_OUT_MS) !== null) return false
  return TIMER_PROPERTIES.some((name) => message.getProperty(name) !== null)
}

/** Notes where the message is to go, and has it wait in the queue of its level. Original: HookUtils#transformDelayLevelMessage */
function transformDelayLevelMessage(maxDelayLevel: number, message: MessageExtBrokerInner): void {
  if (message.getDelayTimeLevel() > maxDelayLevel) message.setDelayTimeLevel(maxDelayLevel)
  message.putProperty(MessageConst.PROPERTY_REAL_TOPIC, message.topic)
  message.putProperty(MessageConst.PROPERTY_REAL_QUEUE_ID, String(message.queueId))
  message.propertiesString = MessageDecoder.messageProperties2String(message.properties)
  message.topic = TopicValidator.RMQ_SYS_SCHEDULE_TOPIC
  message.queueId = delayLevel2QueueId(message.getDelayTimeLevel())
}
