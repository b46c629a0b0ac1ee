import { MessageConst } from '../../common/message/MessageConst'
import { MessageDecoder } from '../../common/message/MessageDecoder'
import type { MessageExtBrokerInner } from '../../common/message/MessageExtBrokerInner'
import { MixAll } from '../../common/MixAll'
import { MessageSysFlag } from '../../common/sysflag/MessageSysFlag'
import { TopicValidator } from '../../common/topic/TopicValidator'
import { assert } from '../../kernel/assert'
import { NumberFormatException, parseExactLong } from '../../kernel/java/javaParse'
import { notNull } from '../../kernel/java/notNull'
import { currentTimeMillis } from '../../kernel/Process'
import { encodeUtf8 } from '../../kernel/Utf8'
import { BrokerRole } from '../../store/config/BrokerRole'
import type { MessageStoreConfig } from '../../store/config/MessageStoreConfig'
import type { DefaultMessageStore } from '../../store/DefaultMessageStore'
import { PutMessageResult } from '../../store/put/PutMessageResult'
import { PutMessageStatus } from '../../store/put/PutMessageStatus'
import type { TimerMessageStore } from '../../store/timer/TimerMessageStore'
import { TIMER_TOPIC } from '../../store/timer/timerTopic'
import { delayLevel2QueueId } from '../schedule/delayLevel2QueueId'

/** What says how messages wait. */
interface Waiting {
  readonly messageStoreConfig: MessageStoreConfig
  readonly maxDelayLevel: number
  /** Null without a wheel. */
  readonly timerMessageStore: TimerMessageStore | null
}

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
 * Sends messages that are to be delivered later to where they wait: those with a delay level to the queue of the level, those with a
 * time of their own to the topic of the wheel.
 * Original: HookUtils#handleScheduleMessage
 * @returns null when the message may pass
 * @throws NumberFormatException for a level that is no number
 */
export function handleScheduleMessage(waiting: Waiting, message: MessageExtBrokerInner): PutMessageResult | null {
  const type = MessageSysFlag.getTransactionValue(message.sysFlag)
  if (type !== MessageSysFlag.TRANSACTION_NOT_TYPE && type !== MessageSysFlag.TRANSACTION_COMMIT_TYPE) return null
  if (message.topic !== TIMER_TOPIC && checkIfTimerMessage(message)) {
    const refusal = transformTimerMessage(waiting, message)
    if (refusal !== null) return new PutMessageResult(refusal, null)
  }
  if (message.getDelayTimeLevel() > 0) transformDelayLevelMessage(waiting.maxDelayLevel, message)
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

/**
 * Notes when the message is due and where it is to go, and has it wait in the topic of the wheel; one whose time is over passes. The
 * slot that it gets ends at its time or in the second after it, so that it never comes early. Original: HookUtils#transformTimerMessage
 * @returns null if all is well
 */
function transformTimerMessage(
  { messageStoreConfig, timerMessageStore }: Waiting, message: MessageExtBrokerInner,
): PutMessageStatus | null {
  if (timerMessageStore === null) return PutMessageStatus.WHEEL_TIMER_NOT_ENABLE
  const { timerMaxDelaySec, timerPrecisionMs } = messageStoreConfig
  const now = currentTimeMillis()
  const wanted = wantedDeliverMs(message, now)
  if (wanted === null) return PutMessageStatus.WHEEL_TIMER_MSG_ILLEGAL
  if (wanted <= now) {
    const isRecall = message.getProperty(MessageConst.PROPERTY_TIMER_DEL_UNIQKEY) !== null
    return isRecall ? PutMessageStatus.WHEEL_TIMER_MSG_ILLEGAL : null
  }
  if (wanted - now > timerMaxDelaySec * 1000) return PutMessageStatus.WHEEL_TIMER_MSG_ILLEGAL
  const rest = wanted % timerPrecisionMs
  const deliverMs = wanted - (rest === 0 ? timerPrecisionMs : rest)
  assert(deliverMs < wanted && deliverMs + timerPrecisionMs >= wanted, 'the slot ends at the time or after it', deliverMs, wanted)
  if (timerMessageStore.isReject(deliverMs)) return PutMessageStatus.WHEEL_TIMER_FLOW_CONTROL
  message.putProperty(MessageConst.PROPERTY_TIMER_OUT_MS, String(deliverMs))
  waitIn(TIMER_TOPIC, 0, message)
  return null
}

/** A number that leaves 64 bits comes in at the other end, as in Java: a delay that is far too long is none. */
function asLong(value: bigint): number {
  return Number(BigInt.asIntN(64, value))
}

/** When the message wants to be delivered, in ms since 1970; null when that is no number. */
function wantedDeliverMs(message: MessageExtBrokerInner, now: number): number | null {
  const seconds = message.getProperty(MessageConst.PROPERTY_TIMER_DELAY_SEC)
  const millis = message.getProperty(MessageConst.PROPERTY_TIMER_DELAY_MS)
  try {
    if (seconds !== null) return asLong(BigInt(now) + parseExactLong(seconds) * 1000n)
    if (millis !== null) return asLong(BigInt(now) + parseExactLong(millis))
    return asLong(parseExactLong(notNull(message.getProperty(MessageConst.PROPERTY_TIMER_DELIVER_MS), 'the time')))
  } catch (error) {
    if (error instanceof NumberFormatException) return null
    throw error
  }
}

/** Notes where the message is to go, and has it wait in the queue of its level. Original: HookUtils#transformDelayLevelMessage */
function transformDelayLevelMessage(maxDelayLevel: number, message: MessageExtBrokerInner): void {
  if (message.getDelayTimeLevel() > maxDelayLevel) message.setDelayTimeLevel(maxDelayLevel)
  waitIn(TopicValidator.RMQ_SYS_SCHEDULE_TOPIC, delayLevel2QueueId(message.getDelayTimeLevel()), message)
}

function waitIn(topic: string, queueId: number, message: MessageExtBrokerInner): void {
  message.putProperty(MessageConst.PROPERTY_REAL_TOPIC, message.topic)
  message.putProperty(MessageConst.PROPERTY_REAL_QUEUE_ID, String(message.queueId))
  message.propertiesString = MessageDecoder.messageProperties2String(message.properties)
  message.topic = topic
  message.queueId = queueId
}
