import { MessageConst } from '../../common/message/MessageConst'
import { MessageDecoder } from '../../common/message/MessageDecoder'
import { MessageExtBrokerInner } from '../../common/message/MessageExtBrokerInner'
import { PopAckConstants } from '../../common/PopAckConstants'
import { currentTimeMillis } from '../../kernel/Process'
import { encodeUtf8 } from '../../kernel/Utf8'
import { PutMessageStatus } from '../../store/put/PutMessageStatus'
import type { AckMsg } from './AckMsg'
import type { PopCheckPoint } from './PopCheckPoint'

/** Where a checkpoint or an ack is put: its topic, and which of the queues. */
interface RevivePlace {
  readonly reviveTopic: string
  readonly reviveQid: number
  /** Address of the broker. */
  readonly storeHost: string
}

/**
 * A checkpoint as a message: it comes into the revive topic a second before its time is over. Original: PopMessageProcessor#buildCkMsg
 */
export function buildCkMsg(ck: PopCheckPoint, place: RevivePlace): MessageExtBrokerInner {
  const { topic, queueId, startOffset, cid, popTime, brokerName } = ck
  const words = [topic, queueId, startOffset, cid, popTime, brokerName, PopAckConstants.CK_TAG]
  const deliverTimeMs = ck.getReviveTime() - PopAckConstants.ackTimeInterval
  return reviveMessage(ck.toJson(), PopAckConstants.CK_TAG, words.join(PopAckConstants.SPLIT), deliverTimeMs, place)
}

/**
 * An ack as a message: it comes into the revive topic behind its checkpoint. One for several messages is named like one for a single
 * one, with the offset -1, as in 5.3.2. Original: AckMessageProcessor#appendAck
 * @param deliverTimeMs the time at which the messages would be visible again, in ms since 1970
 */
export function buildAckMsg(ack: AckMsg, deliverTimeMs: number, place: RevivePlace): MessageExtBrokerInner {
  const { topic, queueId, ackOffset, consumerGroup, popTime, brokerName } = ack
  const words = [topic, queueId, ackOffset, consumerGroup, popTime, brokerName, PopAckConstants.ACK_TAG]
  const tag = ack.ackOffsetList === null ? PopAckConstants.ACK_TAG : PopAckConstants.BATCH_ACK_TAG
  return reviveMessage(ack.toJson(), tag, words.map(String).join(PopAckConstants.SPLIT), deliverTimeMs, place)
}

function reviveMessage(
  json: string, tag: string, uniqKey: string, deliverTimeMs: number, { reviveTopic, reviveQid, storeHost }: RevivePlace,
): MessageExtBrokerInner {
  const msgInner = new MessageExtBrokerInner(reviveTopic, encodeUtf8(json))
  msgInner.queueId = reviveQid
  msgInner.setTags(tag)
  msgInner.bornTimestamp = currentTimeMillis()
  msgInner.bornHost = storeHost
  msgInner.storeHost = storeHost
  msgInner.setDeliverTimeMs(deliverTimeMs)
  msgInner.putProperty(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX, uniqKey)
  msgInner.propertiesString = MessageDecoder.messageProperties2String(msgInner.properties)
  return msgInner
}

/** Is the message in the log, safe or not? */
export function isStored(status: PutMessageStatus): boolean {
  const { PUT_OK, FLUSH_DISK_TIMEOUT, FLUSH_SLAVE_TIMEOUT, SLAVE_NOT_AVAILABLE } = PutMessageStatus
  const stored: readonly PutMessageStatus[] = [PUT_OK, FLUSH_DISK_TIMEOUT, FLUSH_SLAVE_TIMEOUT, SLAVE_NOT_AVAILABLE]
  return stored.includes(status)
}
