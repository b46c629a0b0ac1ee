import { Message } from '../../common/message/Message'
import { MessageConst } from '../../common/message/MessageConst'
import { MessageDecoder } from '../../common/message/MessageDecoder'
import type { MessageExt } from '../../common/message/MessageExt'
import { MessageSysFlag } from '../../common/sysflag/MessageSysFlag'
import { decodeUtf8, encodeUtf8 } from '../../kernel/Utf8'
import type { Compressor } from '../../ports/Compressor'
import { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { RequestCode } from '../../remoting/protocol/RequestCode'
import { bodyOf } from '../drill/DrillModel'
import type { PlannedSend } from './ClusterDrillPlan'

const SEND_CODES: ReadonlySet<number> = new Set([
  RequestCode.SEND_MESSAGE, RequestCode.SEND_MESSAGE_V2, RequestCode.SEND_BATCH_MESSAGE,
])
/** The number of the first message that is sent when everything is repaired. */
export const FIRST_PROBE = 1_000_000
/** Where an element of a batch says how long its body is; the body follows. */
const ELEMENT_BODY_LENGTH = 16

/** The messages of a call. Its key tells a message from all others, wherever it turns up. */
export function messagesOf({ id, count, topic, size, waits, delayLevel }: PlannedSend): Message[] {
  return Array.from({ length: count }, (_, index) => {
    const message = new Message(topic, encodeUtf8(bodyOf(id + index, size)))
    message.setKeys(keyOf(id + index))
    if (!waits) message.setWaitStoreMsgOK(false)
    if (delayLevel > 0) message.setDelayTimeLevel(delayLevel)
    return message
  })
}

export function keyOf(id: number): string {
  return `message-${id}`
}

/** The number of the message that has this key; null for any other text. */
export function idOfKey(key: string | null): number | null {
  const match = /^message-(\d+)$/.exec(key ?? '')
  return match === null ? null : Number(match[1])
}

/** The body as it was sent, whether the producer has compressed it or not. */
export function bodyText(message: MessageExt, compressor: Compressor): string {
  const body = message.body ?? new Uint8Array(0)
  const isCompressed = MessageSysFlag.check(message.sysFlag, MessageSysFlag.COMPRESSED_FLAG)
  return decodeUtf8(isCompressed ? compressor.decompress(body) : body)
}

export function isSendRequest(code: number, isResponse: boolean): boolean {
  return !isResponse && SEND_CODES.has(code)
}

/** The keys of the messages in the frame of a send request. */
export function keysInFrame(frame: Uint8Array): string[] {
  const { code, body, ...command } = decoded(frame)
  if (code !== RequestCode.SEND_BATCH_MESSAGE) return [keyIn(command.properties)]
  return propertiesInBatch(body ?? new Uint8Array(0)).map(keyIn)
}

function decoded(frame: Uint8Array): { code: number; body: Uint8Array | null; properties: string } {
  const command = RemotingCommand.decode(frame)
  // The second version of the header has names of one letter.
  const name = command.code === RequestCode.SEND_MESSAGE ? 'properties' : 'i'
  return { code: command.code, body: command.body, properties: command.getExtField(name) ?? '' }
}

function propertiesInBatch(body: Uint8Array): string[] {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength)
  const properties: string[] = []
  for (let at = 0; at < body.length; at += view.getInt32(at)) {
    const lengthAt = at + ELEMENT_BODY_LENGTH + 4 + view.getInt32(at + ELEMENT_BODY_LENGTH)
    properties.push(decodeUtf8(body.subarray(lengthAt + 2, lengthAt + 2 + view.getInt16(lengthAt))))
  }
  return properties
}

function keyIn(properties: string): string {
  return MessageDecoder.string2messageProperties(properties).get(MessageConst.PROPERTY_KEYS) ?? ''
}
