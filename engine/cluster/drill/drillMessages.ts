import { Message } from '../../common/message/Message'
import { MessageDecoder } from '../../common/message/MessageDecoder'
import { MessageExtBatch } from '../../common/message/MessageExtBatch'
import { MessageExtBrokerInner } from '../../common/message/MessageExtBrokerInner'
import { encodeUtf8 } from '../../kernel/Utf8'
import type { PlannedMessage } from './DrillPlan'

const BORN_HOST = '10.0.0.1:54321'
const STORE_HOST = '10.0.0.2:10911'
const BORN_TIMESTAMP = 1_700_000_000_123

/** A message as a broker hands it to its store. */
export function innerMessage(planned: PlannedMessage, body: string): MessageExtBrokerInner {
  const message = fill(new MessageExtBrokerInner(), planned)
  message.body = encodeUtf8(body)
  return message
}

/** Several messages with these bodies, as a broker hands them to its store. They have no keys. */
export function innerBatch(planned: PlannedMessage, bodies: readonly string[]): MessageExtBatch {
  const batch = fill(new MessageExtBatch(), { ...planned, key: '' })
  batch.body = MessageDecoder.encodeMessages(bodies.map((body) => new Message('', encodeUtf8(body))))
  return batch
}

function fill<M extends MessageExtBrokerInner>(message: M, { topic, queueId, key, waits }: PlannedMessage): M {
  message.topic = topic
  message.queueId = queueId
  message.bornHost = BORN_HOST
  message.bornTimestamp = BORN_TIMESTAMP
  message.storeHost = STORE_HOST
  if (key !== '') message.setKeys(key)
  if (!waits) message.setWaitStoreMsgOK(false)
  message.propertiesString = MessageDecoder.messageProperties2String(message.properties)
  return message
}
