import { MessageDecoder } from '../../common/message/MessageDecoder'
import type { MessageExtBatch } from '../../common/message/MessageExtBatch'
import type { MessageExtBrokerInner } from '../../common/message/MessageExtBrokerInner'
import { MessageVersion } from '../../common/message/MessageVersion'
import { assert } from '../../kernel/assert'
import { IllegalArgumentException } from '../../kernel/errors'
import { crc32 } from '../../kernel/java/crc32'
import { encodeUtf8 } from '../../kernel/Utf8'
import type { MessageStoreConfig } from '../config/MessageStoreConfig'
import { PutMessageResult } from '../put/PutMessageResult'
import { PutMessageStatus } from '../put/PutMessageStatus'
import { PutMessageContext } from './PutMessageContext'
import { RecordBuffer } from './RecordBuffer'
import { calMsgLength, CRC32_RESERVED_LEN, MESSAGE_MAGIC_CODE, MESSAGE_MAGIC_CODE_V2 } from './RecordLayout'

const MAX_PROPERTIES_LENGTH = 32_767
/** What a record may have besides the body. */
const RESERVED_OUTSIDE_BODY = 64 * 1024
/** Ends each pair of name and value in the properties. Original: MessageDecoder#PROPERTY_SEPARATOR */
const PROPERTY_SEPARATOR = 2
const NO_BODY = new Uint8Array(0)

/**
 * Turns messages into the records of the commit log, except for what is known only under the lock of the log: queue
 * offset, physical offset, store timestamp and the checksum over all of it.
 * Original: org.apache.rocketmq.store.MessageExtEncoder.
 */
export class MessageExtEncoder {
  private readonly messageStoreConfig: MessageStoreConfig
  private readonly buffer: RecordBuffer
  /** For the properties, whose length stands before them. */
  private readonly propertiesBuffer: RecordBuffer
  /** Bytes that are left free at the end of the properties for the checksum. */
  private readonly crc32ReservedLength: number

  constructor(messageStoreConfig: MessageStoreConfig) {
    this.messageStoreConfig = messageStoreConfig
    this.buffer = new RecordBuffer(1024)
    this.propertiesBuffer = new RecordBuffer(1024)
    this.crc32ReservedLength = messageStoreConfig.enabledAppendPropCRC ? CRC32_RESERVED_LEN : 0
  }

  /**
   * Encodes one message into `message.encodedBuff`, which is valid until the next call.
   * @returns null, or why the message can't be stored
   */
  encode(message: MessageExtBrokerInner): PutMessageResult | null {
    this.propertiesBuffer.clear()
    this.propertiesBuffer.utf8(message.propertiesString ?? '')
    const propertiesData = this.propertiesBuffer.written()
    const needsSeparator = this.needsSeparatorBeforeCrc(propertiesData)
    const propertiesLength = propertiesData.length + (needsSeparator ? 1 : 0) + this.crc32ReservedLength
    if (propertiesLength > MAX_PROPERTIES_LENGTH) {
      return new PutMessageResult(PutMessageStatus.PROPERTIES_SIZE_EXCEEDED, null)
    }
    const topicData = encodeUtf8(message.topic)
    const body = message.body ?? NO_BODY
    const msgLen = this.lengthOf(message, topicData.length, body.length, propertiesLength)
    const { maxMessageSize } = this.messageStoreConfig
    if (body.length > maxMessageSize || msgLen > maxMessageSize + RESERVED_OUTSIDE_BODY) {
      return new PutMessageResult(PutMessageStatus.MESSAGE_ILLEGAL, null)
    }
    this.buffer.clear()
    this.writeUpToBody(message, msgLen, message.bodyCRC, message.flag, message.preparedTransactionOffset)
    this.writeBodyAndTopic(message, body, topicData)
    this.buffer.putShort(propertiesLength)
    this.buffer.put(propertiesData)
    if (needsSeparator) this.buffer.putByte(PROPERTY_SEPARATOR)
    this.buffer.skip(this.crc32ReservedLength)
    message.encodedBuff = this.buffer.written()
    assert(message.encodedBuff.length === msgLen, 'a record has the size it says', message.encodedBuff.length, msgLen)
    return null
  }

  private needsSeparatorBeforeCrc(propertiesData: Uint8Array): boolean {
    if (this.crc32ReservedLength === 0 || propertiesData.length === 0) return false
    return propertiesData[propertiesData.length - 1] !== PROPERTY_SEPARATOR
  }

  /**
   * Encodes a client's batch: each of its messages becomes a record of its own, with its own properties followed by
   * those of the batch. Original: MessageExtEncoder#encode(MessageExtBatch, PutMessageContext)
   * @throws IllegalArgumentException when the whole or the batch's properties are too big, or when it is no batch
   */
  encodeBatch(batch: MessageExtBatch): PutMessageContext {
    const { maxMessageSize } = this.messageStoreConfig
    const body = batch.body ?? NO_BODY
    if (body.length > maxMessageSize) {
      throw new IllegalArgumentException(`a batch of ${body.length} bytes, ${maxMessageSize} are allowed`)
    }
    const batchProperties = encodeUtf8(MessageDecoder.messageProperties2String(batch.getProperties()))
    if (batchProperties.length > MAX_PROPERTIES_LENGTH) {
      const { length } = batchProperties
      throw new IllegalArgumentException(`${length} bytes of properties, ${MAX_PROPERTIES_LENGTH} are allowed`)
    }
    const topicData = encodeUtf8(batch.topic)
    this.buffer.clear()
    let batchSize = 0
    for (let position = 0; position < body.length; batchSize++) {
      position = this.encodeBatchElement(batch, body, position, topicData, batchProperties)
    }
    batch.encodedBuff = this.buffer.written()
    return new PutMessageContext(batchSize)
  }

  /**
   * total size 4, magic 4, CRC 4 (none of the three is set), flag 4, body length 4, body, properties length 2,
   * properties. If its properties together with the batch's are too long, it is not refused, as in the original: their length
   * wraps to a negative one, and every reader of the record finds that its sizes contradict each other.
   */
  private encodeBatchElement(
    batch: MessageExtBatch,
    source: Uint8Array,
    position: number,
    topicData: Uint8Array,
    batchProperties: Uint8Array,
  ): number {
    const view = new DataView(source.buffer, source.byteOffset, source.length)
    const flag = view.getInt32(position + 12)
    const bodyAt = position + 20
    const bodyEnd = bodyAt + view.getInt32(bodyAt - 4)
    const propertiesAt = bodyEnd + 2
    const end = propertiesAt + view.getInt16(bodyEnd)
    if (bodyEnd < bodyAt || end < propertiesAt || end > source.length) {
      throw new IllegalArgumentException(`the batch has no message at ${position}`)
    }
    const body = source.subarray(bodyAt, bodyEnd)
    const properties = source.subarray(propertiesAt, end)
    const hasBoth = properties.length > 0 && batchProperties.length > 0
    const needsSeparator = hasBoth && properties[properties.length - 1] !== PROPERTY_SEPARATOR
    const propertiesLength =
      properties.length + (needsSeparator ? 1 : 0) + batchProperties.length + this.crc32ReservedLength

    const msgLen = this.lengthOf(batch, topicData.length, body.length, propertiesLength)
    const begin = this.buffer.written().length
    this.writeUpToBody(batch, msgLen, crc32(body), flag, 0)
    this.writeBodyAndTopic(batch, body, topicData)
    this.buffer.putShort(propertiesLength)
    this.buffer.put(properties)
    if (needsSeparator) this.buffer.putByte(PROPERTY_SEPARATOR)
    this.buffer.put(batchProperties)
    this.buffer.skip(this.crc32ReservedLength)
    const written = this.buffer.written().length - begin
    assert(written === msgLen, 'a record of a batch has the size it says', written, msgLen)
    return end
  }

  private lengthOf(
    message: MessageExtBrokerInner,
    topicLength: number,
    bodyLength: number,
    propertiesLength: number,
  ): number {
    const topicLengthSize = message.version === MessageVersion.MESSAGE_VERSION_V2 ? 2 : 1
    return calMsgLength(message.sysFlag, { topicLengthSize, topicLength, bodyLength, propertiesLength })
  }

  private writeUpToBody(
    message: MessageExtBrokerInner,
    msgLen: number,
    bodyCRC: number,
    flag: number,
    preparedTransactionOffset: number,
  ): void {
    const { buffer } = this
    const isV2 = message.version === MessageVersion.MESSAGE_VERSION_V2
    buffer.putInt(msgLen)
    buffer.putInt(isV2 ? MESSAGE_MAGIC_CODE_V2 : MESSAGE_MAGIC_CODE)
    buffer.putInt(bodyCRC)
    buffer.putInt(message.queueId)
    buffer.putInt(flag)
    buffer.putLong(0) // queue offset: known under the lock
    buffer.putLong(0) // physical offset: known under the lock
    buffer.putInt(message.sysFlag)
    buffer.putLong(message.bornTimestamp)
    buffer.put(message.getBornHostBytes())
    buffer.putLong(message.storeTimestamp)
    buffer.put(message.getStoreHostBytes())
    buffer.putInt(message.reconsumeTimes)
    buffer.putLong(preparedTransactionOffset)
  }

  private writeBodyAndTopic(message: MessageExtBrokerInner, body: Uint8Array, topicData: Uint8Array): void {
    this.buffer.putInt(body.length)
    this.buffer.put(body)
    if (message.version === MessageVersion.MESSAGE_VERSION_V2) this.buffer.putShort(topicData.length)
    else this.buffer.putByte(topicData.length)
    this.buffer.put(topicData)
  }
}
