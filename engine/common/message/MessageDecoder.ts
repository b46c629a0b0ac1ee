import { JavaHashMap } from '../../kernel/java/JavaHashMap'
import { decodeUtf8, encodeUtf8 } from '../../kernel/Utf8'
import { hexOfBytes, hexOfLong } from '../hex'
import { putLong } from '../longs'
import { MessageSysFlag } from '../sysflag/MessageSysFlag'
import { hostBytes, hostOfBytes } from './hostBytes'
import type { Message } from './Message'
import { MessageExt } from './MessageExt'

const NAME_VALUE_SEPARATOR = '\u0001'
const PROPERTY_SEPARATOR = '\u0002'
const MESSAGE_MAGIC_CODE = -626843481
const MESSAGE_MAGIC_CODE_V2 = -626843477
/** A name, a separator and a value can't be shorter. */
const SHORTEST_PROPERTY = 3
const IPV4_HOST = 8
const IPV6_HOST = 20
/** Bytes of a record without its hosts, body, topic and properties. */
const FIXED_LENGTH = 48 + 8 + 4 + 8 + 4 + 1 + 2

/**
 * Turns messages, their properties and their ids into text and bytes, and back.
 * Original: org.apache.rocketmq.common.message.MessageDecoder.
 */
export const MessageDecoder = {
  NAME_VALUE_SEPARATOR,
  PROPERTY_SEPARATOR,
  MESSAGE_MAGIC_CODE,
  MESSAGE_MAGIC_CODE_V2,

  /** `name 1 value 2` for each property, in Java's order. Original: #messageProperties2String */
  messageProperties2String(properties: JavaHashMap<string>): string {
    const pieces: string[] = []
    for (const name of properties.keys()) {
      pieces.push(name, NAME_VALUE_SEPARATOR, properties.get(name)!, PROPERTY_SEPARATOR)
    }
    // Joined and not added up: what is added up is a tree of texts, in which letters are slow to find.
    return pieces.join('')
  },

  /** Pieces without a name or a value are dropped. Original: #string2messageProperties */
  string2messageProperties(text: string | null): JavaHashMap<string> {
    const properties = new JavaHashMap<string>(128)
    if (text === null) return properties
    for (let start = 0, end = 0; start < text.length; start = end + 1) {
      const separator = text.indexOf(PROPERTY_SEPARATOR, start)
      end = separator < 0 ? text.length : separator
      const middle = text.indexOf(NAME_VALUE_SEPARATOR, start)
      const isWhole = end - start >= SHORTEST_PROPERTY && middle > start && middle < end - 1
      if (isWhole) properties.put(text.slice(start, middle), text.slice(middle + 1, end))
    }
    return properties
  },

  /** The offset id: broker's address, port and commit log offset in upper-case hex. Original: #createMessageId */
  createMessageId(storeHost: string, commitLogOffset: number): string {
    return hexOfBytes(hostBytes(storeHost)) + hexOfLong(commitLogOffset)
  },

  /** What an offset id says. Original: #decodeMessageId */
  decodeMessageId(msgId: string): { readonly address: string; readonly offset: number } {
    const bytes = fromHex(msgId)
    const hostLength = bytes.length - 8
    const offset = Number(new DataView(bytes.buffer).getBigInt64(hostLength))
    return { address: hostOfBytes(bytes.subarray(0, hostLength)), offset }
  },

  /** One element of a batch's body. Original: #encodeMessage */
  encodeMessage(message: Message): Uint8Array {
    const body = message.body ?? new Uint8Array(0)
    const properties = encodeUtf8(MessageDecoder.messageProperties2String(message.properties))
    const bytes = new Uint8Array(22 + body.length + properties.length)
    const view = new DataView(bytes.buffer)
    view.setInt32(0, bytes.length)
    view.setInt32(12, message.flag)
    view.setInt32(16, body.length)
    bytes.set(body, 20)
    view.setInt16(20 + body.length, properties.length)
    bytes.set(properties, 22 + body.length)
    return bytes
  },

  /** The body of a batch. Original: #encodeMessages */
  encodeMessages(messages: readonly Message[]): Uint8Array {
    const parts = messages.map((message) => MessageDecoder.encodeMessage(message))
    const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
    let position = 0
    for (const part of parts) {
      all.set(part, position)
      position += part.length
    }
    return all
  },

  /** Reads records that lie one behind the other, up to the first that isn't one. Original: #decodesBatch */
  decodes(records: Uint8Array): MessageExt[] {
    const messages: MessageExt[] = []
    const view = new DataView(records.buffer, records.byteOffset, records.byteLength)
    for (let position = 0; position + 4 <= records.length; ) {
      const size = view.getInt32(position)
      const message = size > 0 ? MessageDecoder.decode(records.subarray(position, position + size)) : null
      if (message === null) break
      messages.push(message)
      position += size
    }
    return messages
  },

  /**
   * A record as it would stand in the commit log, made anew of the message. Its topic must have less than 128 characters. Original: #encode
   */
  encode(message: MessageExt): Uint8Array {
    const [bornHost, storeHost] = [message.getBornHostBytes(), message.getStoreHostBytes()]
    const body = message.body ?? new Uint8Array(0)
    const topic = encodeUtf8(message.topic)
    const properties = encodeUtf8(MessageDecoder.messageProperties2String(message.properties))
    const hosts = bornHost.length + storeHost.length
    const record = new Uint8Array(FIXED_LENGTH + hosts + body.length + topic.length + properties.length)
    const view = new DataView(record.buffer)
    const words = [record.length, MESSAGE_MAGIC_CODE, message.bodyCRC, message.queueId, message.flag]
    for (const [index, word] of words.entries()) view.setInt32(index * 4, word)
    putLong(view, 20, message.queueOffset)
    putLong(view, 28, message.commitLogOffset)
    view.setInt32(36, message.sysFlag)
    putLong(view, 40, message.bornTimestamp)
    record.set(bornHost, 48)
    let at = 48 + bornHost.length
    putLong(view, at, message.storeTimestamp)
    record.set(storeHost, at + 8)
    at += 8 + storeHost.length
    view.setInt32(at, message.reconsumeTimes)
    putLong(view, at + 4, message.preparedTransactionOffset)
    view.setInt32(at + 12, body.length)
    record.set(body, at + 16)
    at += 16 + body.length
    view.setInt8(at, topic.length)
    record.set(topic, at + 1)
    at += 1 + topic.length
    view.setInt16(at, properties.length)
    record.set(properties, at + 2)
    return record
  },

  /**
   * Reads a record as it stands in the commit log; null when it isn't one. The body stays as it is, compressed or not.
   * Original: #decode
   */
  decode(record: Uint8Array): MessageExt | null {
    const view = new DataView(record.buffer, record.byteOffset, record.byteLength)
    const magic = record.length < 8 ? 0 : view.getInt32(4)
    if (magic !== MESSAGE_MAGIC_CODE && magic !== MESSAGE_MAGIC_CODE_V2) return null
    const message = new MessageExt()
    message.storeSize = view.getInt32(0)
    message.bodyCRC = view.getInt32(8)
    message.queueId = view.getInt32(12)
    message.flag = view.getInt32(16)
    message.queueOffset = Number(view.getBigInt64(20))
    message.commitLogOffset = Number(view.getBigInt64(28))
    message.sysFlag = view.getInt32(36)
    message.bornTimestamp = Number(view.getBigInt64(40))
    readVariablePart(record, view, message, magic === MESSAGE_MAGIC_CODE_V2 ? 2 : 1)
    return message
  },
} as const

/** Everything from bornHost on: what comes before has a fixed place. */
function readVariablePart(record: Uint8Array, view: DataView, message: MessageExt, topicLengthBytes: 1 | 2): void {
  let at = 48
  const take = (length: number): Uint8Array => {
    at += length
    return record.subarray(at - length, at)
  }
  const isV6 = (flag: number): boolean => MessageSysFlag.check(message.sysFlag, flag)
  message.bornHost = hostOfBytes(take(isV6(MessageSysFlag.BORNHOST_V6_FLAG) ? IPV6_HOST : IPV4_HOST))
  message.storeTimestamp = Number(view.getBigInt64(at))
  at += 8
  message.storeHost = hostOfBytes(take(isV6(MessageSysFlag.STOREHOSTADDRESS_V6_FLAG) ? IPV6_HOST : IPV4_HOST))
  message.reconsumeTimes = view.getInt32(at)
  message.preparedTransactionOffset = Number(view.getBigInt64(at + 4))
  const bodyLength = view.getInt32(at + 12)
  at += 16
  message.body = take(bodyLength).slice()
  const topicLength = topicLengthBytes === 2 ? view.getInt16(at) : view.getInt8(at)
  at += topicLengthBytes
  message.topic = decodeUtf8(take(topicLength))
  const propertiesLength = view.getInt16(at)
  at += 2
  message.properties = MessageDecoder.string2messageProperties(decodeUtf8(take(propertiesLength)))
  message.msgId = MessageDecoder.createMessageId(message.storeHost, message.commitLogOffset)
}

const HEX_DIGITS = '0123456789ABCDEF'

/** A digit that is none counts as -1. Original: UtilAll#string2bytes */
function fromHex(text: string): Uint8Array {
  const digits = Array.from(text.toUpperCase(), (digit) => HEX_DIGITS.indexOf(digit))
  const byteAt = (index: number): number => (digits[index * 2]! << 4) | digits[index * 2 + 1]!
  return Uint8Array.from({ length: digits.length >> 1 }, (_, index) => byteAt(index))
}
