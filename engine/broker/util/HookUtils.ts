import { MessageConst } from '../../common/message/MessageConst'
import type { MessageExtBrokerInner } from '../../common/message/MessageExtBrokerInner'
import { MixAll } from '../../common/MixAll'
import { MessageSysFlag } from '../../common/sysflag/MessageSysFlag'
import { encodeUtf8 } from '../../kernel/Utf8'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'
import { BrokerRole } from '../../store/config/BrokerRole'
import type { DefaultMessageStore } from '../../store/DefaultMessageStore'
import { PutMessageResult } from '../../store/put/PutMessageResult'
import { PutMessageStatus } from '../../store/put/PutMessageStatus'
import { SendRefusedException } from '../processor/SendRefusedException'

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
 * Messages that are to be delivered later. This broker has neither the queues for delay levels nor a timing wheel, so it refuses
 * what it would otherwise deliver at once: timer messages as a 5.3.2 does whose wheel is switched off.
 * Original: HookUtils#handleScheduleMessage
 * @returns null when the message may pass
 * @throws NumberFormatException for a level that is no number
 */
export function handleScheduleMessage(message: MessageExtBrokerInner): PutMessageResult | null {
  const type = MessageSysFlag.getTransactionValue(message.sysFlag)
  if (type !== MessageSysFlag.TRANSACTION_NOT_TYPE && type !== MessageSysFlag.TRANSACTION_COMMIT_TYPE) return null
  if (message.getDelayTimeLevel() > 0) {
    throw new SendRefusedException(ResponseCode.MESSAGE_ILLEGAL, 'this broker delivers no delayed messages')
  }
  if (message.getProperty(MessageConst.PROPERTY_TIMER_OUT_MS) !== null) return null
  const isTimerMessage = TIMER_PROPERTIES.some((name) => message.getProperty(name) !== null)
  return isTimerMessage ? new PutMessageResult(PutMessageStatus.WHEEL_TIMER_NOT_ENABLE, null) : null
}
