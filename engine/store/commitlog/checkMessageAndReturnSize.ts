import { getLong } from '../../common/longs'
import { MessageConst } from '../../common/message/MessageConst'
import { MessageDecoder } from '../../common/message/MessageDecoder'
import { MessageExtBrokerInner } from '../../common/message/MessageExtBrokerInner'
import { MessageSysFlag } from '../../common/sysflag/MessageSysFlag'
import { TopicValidator } from '../../common/topic/TopicValidator'
import { TopicFilterType } from '../../common/TopicFilterType'
import { crc32 } from '../../kernel/java/crc32'
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

export interface CheckOptions {
  readonly checkCRC: boolean
  /** False: the body is skipped, so its checksum can't be looked at either. */
  readonly readBody: boolean
  /** Look at the checksum over the whole record instead of the one over the body. */
  readonly forceVerifyPropCRC: boolean
  readonly delayLevels: DelayLevelTable
}

/** Bytes of which some are records. Positions count from its beginning. */
export type RecordStretch = Pick<SelectMappedBufferResult, 'size' | 'get' | 'getInt'>

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
    return readRecord(stretch.get(position, totalSize), magicCode, options)
  } catch (error) {
    // Lengths inside the record that lead out of it: what should be a message is something else.
    if (error instanceof RangeError) return DispatchRequest.NO_RECORD
    throw error
  }
}

function readRecord(record: Uint8Array, magicCode: number, options: CheckOptions): DispatchRequest {
  const view = new DataView(record.buffer, record.byteOffset, record.length)
  const sysFlag = view.getInt32(RecordPosition.SYSFLAG)
  const storeTimestampAt = RecordPosition.BORNHOST + hostLength(sysFlag, MessageSysFlag.BORNHOST_V6_FLAG)
  const storeHostLength = hostLength(sysFlag, MessageSysFlag.STOREHOSTADDRESS_V6_FLAG)
  const reconsumeTimesAt = storeTimestampAt + 8 + storeHostLength
  const bodyAt = reconsumeTimesAt + 4 + 8 + 4
  const bodyLength = view.getInt32(bodyAt - 4)
  const body = record.subarray(bodyAt, bodyAt + bodyLength)
  const isBodyChecked = options.checkCRC && options.readBody && !options.forceVerifyPropCRC && bodyLength > 0
  if (isBodyChecked && crc32(body) !== view.getInt32(RecordPosition.BODYCRC)) return DispatchRequest.NO_RECORD

  const topicLengthSize = magicCode === MESSAGE_MAGIC_CODE_V2 ? 2 : 1
  const topicLengthAt = bodyAt + bodyLength
  const topicLength = topicLengthSize === 2 ? view.getInt16(topicLengthAt) : view.getInt8(topicLengthAt)
  const topicAt = topicLengthAt + topicLengthSize
  const propertiesLength = view.getInt16(topicAt + topicLength)
  const propertiesAt = topicAt + topicLength + 2
  const properties = MessageDecoder.string2messageProperties(
    decodeUtf8(record.subarray(propertiesAt, propertiesAt + propertiesLength)),
  )
  if (options.checkCRC && options.forceVerifyPropCRC && !isPropertyCrcRight(record, properties)) {
    return DispatchRequest.NO_RECORD
  }
  const lengths = { topicLengthSize, bodyLength, topicLength, propertiesLength }
  if (record.length !== calMsgLength(sysFlag, lengths)) return new DispatchRequest(false, record.length)

  const topic = decodeUtf8(record.subarray(topicAt, topicAt + topicLength))
  const storeTimestamp = getLong(view, storeTimestampAt)
  return new DispatchRequest(true, record.length, {
    topic,
    queueId: view.getInt32(RecordPosition.QUEUEID),
    commitLogOffset: getLong(view, RecordPosition.PHYSICALOFFSET),
    tagsCode: tagsCodeOf(topic, sysFlag, properties, storeTimestamp, options.delayLevels),
    storeTimestamp,
    consumeQueueOffset: getLong(view, RecordPosition.QUEUEOFFSET),
    keys: properties.get(MessageConst.PROPERTY_KEYS) ?? '',
    uniqKey: properties.get(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX) ?? null,
    sysFlag,
    preparedTransactionOffset: getLong(view, reconsumeTimesAt + 4),
    propertiesMap: properties,
  })
}

/** The tag's hash; for a delayed message when it is due, so that the queue alone tells what is to be delivered next. */
function tagsCodeOf(
  topic: string,
  sysFlag: number,
  properties: JavaHashMap<string>,
  storeTimestamp: number,
  delayLevels: DelayLevelTable,
): number {
  const delay = properties.get(MessageConst.PROPERTY_DELAY_TIME_LEVEL)
  if (topic === TopicValidator.RMQ_SYS_SCHEDULE_TOPIC && delay !== undefined) {
    const delayLevel = Math.min(Number(delay), delayLevels.maxDelayLevel)
    if (delayLevel > 0) return delayLevels.computeDeliverTimestamp(delayLevel, storeTimestamp)
  }
  const isMultiTag = MessageSysFlag.check(sysFlag, MessageSysFlag.MULTI_TAGS_FLAG)
  const filterType = isMultiTag ? TopicFilterType.MULTI_TAG : TopicFilterType.SINGLE_TAG
  return MessageExtBrokerInner.tagsString2tagsCode(filterType, properties.get(MessageConst.PROPERTY_TAGS) ?? null)
}

/** Its ten digits are stored the least significant first. */
function isPropertyCrcRight(record: Uint8Array, properties: JavaHashMap<string>): boolean {
  const digits = properties.get(MessageConst.PROPERTY_CRC32)
  if (digits === undefined) return false
  const expected = Number([...digits].reverse().join(''))
  return crc32(record.subarray(0, record.length - CRC32_RESERVED_LEN)) === expected
}
