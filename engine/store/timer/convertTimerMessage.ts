import { MessageConst } from '../../common/message/MessageConst'
import { MessageDecoder } from '../../common/message/MessageDecoder'
import type { MessageExt } from '../../common/message/MessageExt'
import { MessageExtBrokerInner } from '../../common/message/MessageExtBrokerInner'
import { TopicFilterType } from '../../common/TopicFilterType'
import { parseInt32 } from '../../kernel/java/javaParse'
import { JavaHashMap } from '../../kernel/java/JavaHashMap'
import { notNull } from '../../kernel/java/notNull'

/**
 * What is put back: the message as it was sent, with the times of its way over the wheel (`now`: ms since 1970).
 * Original: TimerMessageStore#convert
 * @throws NullPointerException, NumberFormatException when it does not say where it is to go
 */
export function convert(messageExt: MessageExt, isRolled: boolean, now: number): MessageExtBrokerInner {
  if (isRolled) {
    const times = parseInt32(messageExt.getProperty(MessageConst.PROPERTY_TIMER_ROLL_TIMES) ?? '0')
    messageExt.putProperty(MessageConst.PROPERTY_TIMER_ROLL_TIMES, String(times + 1))
  }
  messageExt.putProperty(MessageConst.PROPERTY_TIMER_DEQUEUE_MS, String(now))
  return convertMessage(messageExt, isRolled)
}

/** Original: TimerMessageStore#convertMessage */
function convertMessage(msgExt: MessageExt, isRolled: boolean): MessageExtBrokerInner {
  const msgInner = new MessageExtBrokerInner()
  msgInner.body = msgExt.body
  msgInner.flag = msgExt.flag
  msgInner.properties = new JavaHashMap<string>()
  for (const [name, value] of msgExt.properties.entries()) msgInner.putProperty(name, value)
  msgInner.tagsCode = MessageExtBrokerInner.tagsString2tagsCode(TopicFilterType.SINGLE_TAG, msgInner.getTags())
  // The text is made now, so that what is stored still says where it was to go, and when.
  msgInner.propertiesString = MessageDecoder.messageProperties2String(msgExt.properties)
  msgInner.sysFlag = msgExt.sysFlag
  msgInner.bornTimestamp = msgExt.bornTimestamp
  msgInner.bornHost = msgExt.bornHost
  msgInner.storeHost = msgExt.storeHost
  msgInner.reconsumeTimes = msgExt.reconsumeTimes
  msgInner.setWaitStoreMsgOK(false)
  if (isRolled) {
    msgInner.topic = msgExt.topic
    msgInner.queueId = msgExt.queueId
    return msgInner
  }
  msgInner.topic = notNull(msgInner.getProperty(MessageConst.PROPERTY_REAL_TOPIC), 'the real topic')
  msgInner.queueId = parseInt32(notNull(msgInner.getProperty(MessageConst.PROPERTY_REAL_QUEUE_ID), 'the real queue'))
  msgInner.clearProperty(MessageConst.PROPERTY_REAL_TOPIC)
  msgInner.clearProperty(MessageConst.PROPERTY_REAL_QUEUE_ID)
  return msgInner
}
