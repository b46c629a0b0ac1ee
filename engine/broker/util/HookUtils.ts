import type { MessageExtBrokerInner } from '../../common/message/MessageExtBrokerInner'
import { MixAll } from '../../common/MixAll'
import { encodeUtf8 } from '../../kernel/Utf8'
import { BrokerRole } from '../../store/config/BrokerRole'
import type { DefaultMessageStore } from '../../store/DefaultMessageStore'
import { PutMessageResult } from '../../store/put/PutMessageResult'
import { PutMessageStatus } from '../../store/put/PutMessageStatus'

const MAX_TOPIC_LENGTH = 127
const MAX_RETRY_TOPIC_LENGTH = 255

/**
 * Is the store in a state to take messages, and is this one? Original: HookUtils#checkBeforePutMessage
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
