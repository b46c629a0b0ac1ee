import { getLong } from '../../common/longs'
import { MessageConst } from '../../common/message/MessageConst'
import { MessageDecoder } from '../../common/message/MessageDecoder'
import { MessageExtBrokerInner } from '../../common/message/MessageExtBrokerInner'
import { MessageSysFlag } from '../../common/sysflag/MessageSysFlag'
import { TopicValidator } from '../../common/topic/TopicValidator'
import { TopicFilterType } from '../../common/TopicFilterType'
import { crc32 } from '../../kernel/java/crc32'
import { NumberFormatException, parseInt32, parseLong, parseShort } from '../../kernel/java/javaParse'
import type { JavaHashMap } from '../../kernel/java/JavaHashMap'
import { decodeUtf8 } from '../../kernel/Utf8'
import { DispatchRequest } from '../dispatch/DispatchRequest'
import type { SelectMappedBufferResult } from '../logfile/SelectMappedBufferResult'
import type { DelayLevelTable } from './DelayLevelTable'
import {
  BLANK_MAGIC_CODE,
  calMsgLength,
  CRC32_RESERVED_LEN,
  hostLength,
  MESSAGE_MAGIC_CODE,
  MESSAGE_MAGIC_CODE_V2,
  RecordPosition,
} from './RecordLayout'

/** The code of the digit 0. */
const ZERO = 0x30

export interface CheckOptions {
  readonly checkCRC: boolean
  /** If false, the body is skipped, and with it its checksum. */
  readonly readBody: boolean
  /** Whether to check the checksum over the whole record instead of the one over the body. */
  readonly forceVerifyPropCRC: boolean
  readonly delayLevels: DelayLevelTable
}

/** Bytes of which some are records. Positions count from its beginning. */
export type RecordStretch = Pick<SelectMappedBufferResult, 'size' | 'view' | 'getInt'>

/**
 * Is there a whole and undamaged record at `position`, and what does it say?
 * Original: CommitLog#checkMessageAndReturnSize
 */
export function checkMessageAndReturnSize(
  stretch: RecordStretch,
  position: number,
  options: CheckOptions,
): DispatchRequest {
  const remaining = stretch.size - position
  // The mark of a file's end may take exactly these eight bytes.
  if (remaining < RecordPosition.MAGICCODE + 4) return DispatchRequest.NO_RECORD
  const totalSize = stretch.getInt(position)
  const magicCode = stretch.getInt(position + RecordPosition.MAGICCODE)
  if (remaining < totalSize) return DispatchRequest.NO_RECORD
  if (magicCode === BLANK_MAGIC_CODE) return DispatchRequest.END_OF_FILE
  if (magicCode !== MESSAGE_MAGIC_CODE && magicCode !== MESSAGE_MAGIC_CODE_V2) return DispatchRequest.NO_RECORD
  try {
    return readRecord(stretch.view(position, totalSize), magicCode, options)
  } catch (error) {
    // A length that leads out of the record, or a property that must be a number and isn't: this is no message.
    if (error instanceof RangeError || error instanceof NumberFormatException) return DispatchRequest.NO_RECORD
    throw error
  }
}

/** Reads field by field. A field that throws or leads out of the record makes it no message. */
function readRecord(record: Uint8Array, magicCode: number, options: CheckOptions): DispatchRequest {
  const view = new DataView(record.buffer, record.byteOffset, record.length)
  const sysFlag = view.getInt32(RecordPosition.SYSFLAG)
  const storeTimestampAt = RecordPosition.BORNHOST + hostLength(sysFlag, MessageSysFlag.BORNHOST_V6_FLAG)
  const storeHostLength = hostLength(sysFlag, MessageSysFlag.STOREHOSTADDRESS_V6_FLAG)
  const reconsumeTimesAt = storeTimestampAt + 8 + storeHostLength
  const bodyAt = reconsumeTimesAt + 4 + 8 + 4
  const bodyLength = view.getInt32(bodyAt - 4)
  const topicLengthAt = bodyAt + Math.max(0, bodyLength)
  const isBodyChecked = options.checkCRC && options.readBody && !options.forceVerifyPropCRC && bodyLength > 0
  if (isBodyChecked && crc32(fieldOf(record, bodyAt, bodyLength)) !== view.getInt32(RecordPosition.BODYCRC)) {
    return DispatchRequest.NO_RECORD
  }
  const topicLengthSize = magicCode === MESSAGE_MAGIC_CODE_V2 ? 2 : 1
  const topicLength = topicLengthSize === 2 ? view.getInt16(topicLengthAt) : view.getInt8(topicLengthAt)
  const topic = decodeUtf8(fieldOf(record, topicLengthAt + topicLengthSize, topicLength))
  const propertiesAt = topicLengthAt + topicLengthSize + topicLength + 2
  // A negative length is one that has wrapped: such a record counts as one without properties.
  const propertiesLength = view.getInt16(propertiesAt - 2)
  const propertiesData = fieldOf(record, propertiesAt, Math.max(0, propertiesLength))
  const properties = MessageDecoder.string2messageProperties(decodeUtf8(propertiesData))
  const storeTimestamp = getLong(view, storeTimestampAt)
  const tagsCode = tagsCodeOf(topic, sysFlag, properties, storeTimestamp, options.delayLevels)
  if (options.checkCRC && options.forceVerifyPropCRC && !isPropertyCrcRight(record, properties)) {
    return DispatchRequest.NO_RECORD
  }
  const readLength = propertiesAt + propertiesData.length
  const lengths = { topicLengthSize, bodyLength, topicLength, propertiesLength }
  if (record.length !== calMsgLength(sysFlag, lengths)) {
    return new DispatchRequest(false, record.length, { readLength })
  }
  checkInnerBatch(properties)
  return new DispatchRequest(true, record.length, {
    readLength,
    topic,
    queueId: view.getInt32(RecordPosition.QUEUEID),
    commitLogOffset: getLong(view, RecordPosition.PHYSICALOFFSET),
    tagsCode,
    storeTimestamp,
    consumeQueueOffset: getLong(view, RecordPosition.QUEUEOFFSET),
    keys: properties.get(MessageConst.PROPERTY_KEYS) ?? '',
    uniqKey: properties.get(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX) ?? null,
    sysFlag,
    preparedTransactionOffset: getLong(view, reconsumeTimesAt + 4),
    propertiesMap: properties,
  })
}

/** @throws RangeError when it isn't all within the record */
function fieldOf(record: Uint8Array, position: number, length: number): Uint8Array {
  if (length < 0 || position + length > record.length) throw new RangeError(`${position}+${length} is not in the record`)
  return record.subarray(position, position + length)
}

/**
 * There are no inner batches here, but a message of an ordinary batch can bring these properties along, and then they must
 * be numbers. Original: CommitLog#setBatchSizeIfNeeded
 * @throws NumberFormatException
 */
function checkInnerBatch(properties: JavaHashMap<string>): void {
  const base = properties.get(MessageConst.PROPERTY_INNER_BASE)
  const num = properties.get(MessageConst.PROPERTY_INNER_NUM)
  if (base === undefined || num === undefined) return
  parseLong(base)
  parseShort(num)
}

/**
 * The tag's hash; for a delayed message when it is due, so that the queue alone tells what is to be delivered next.
 * @throws NumberFormatException when the delay level of a delayed message is no number
 */
function tagsCodeOf(
  topic: string,
  sysFlag: number,
  properties: JavaHashMap<string>,
  storeTimestamp: number,
  delayLevels: DelayLevelTable,
): number {
  const delay = properties.get(MessageConst.PROPERTY_DELAY_TIME_LEVEL)
  if (topic === TopicValidator.RMQ_SYS_SCHEDULE_TOPIC && delay !== undefined) {
    const delayLevel = Math.min(parseInt32(delay), delayLevels.maxDelayLevel)
    if (delayLevel > 0) return delayLevels.computeDeliverTimestamp(delayLevel, storeTimestamp)
  }
  const isMultiTag = MessageSysFlag.check(sysFlag, MessageSysFlag.MULTI_TAGS_FLAG)
  const filterType = isMultiTag ? TopicFilterType.MULTI_TAG : TopicFilterType.SINGLE_TAG
  return MessageExtBrokerInner.tagsString2tagsCode(filterType, properties.get(MessageConst.PROPERTY_TAGS) ?? null)
}

/** Its ten digits are stored with the least significant first. Any bytes there are taken for digits, in 32 bits. */
function isPropertyCrcRight(record: Uint8Array, properties: JavaHashMap<string>): boolean {
  const digits = properties.get(MessageConst.PROPERTY_CRC32)
  if (digits === undefined) return false
  let expected = 0
  for (let index = digits.length - 1; index >= 0; index--) {
    expected = (Math.imul(expected, 10) + digits.charCodeAt(index) - ZERO) | 0
  }
  return expected >= 0 && crc32(record.subarray(0, record.length - CRC32_RESERVED_LEN)) === expected
}
