import { assert } from '../../kernel/assert'
import type { CommitLog } from '../commitlog/CommitLog'
import { BrokerRole } from '../config/BrokerRole'
import type { MessageStoreConfig } from '../config/MessageStoreConfig'
import type { ConsumeQueue } from '../queue/ConsumeQueue'
import type { CqUnit } from '../queue/CqUnit'
import { CQ_STORE_UNIT_SIZE } from '../queue/CqUnit'
import { TOTAL_PHYSICAL_MEMORY_SIZE } from '../StoreUtil'
import { GetMessageResult } from './GetMessageResult'
import { GetMessageStatus } from './GetMessageStatus'
import type { MessageFilter } from './MessageFilter'

/** The most bytes in one answer. Original: DefaultMessageStore#MAX_PULL_MSG_SIZE */
export const MAX_PULL_MSG_SIZE = 128 * 1024 * 1024
const MIN_PULL_MSG_SIZE = 100

export interface QueueQuery {
  readonly offset: number
  readonly maxMsgNums: number
  /** In bytes; one message is returned whatever its size. */
  readonly maxTotalMsgSize: number
  /** Null if all messages are wanted. */
  readonly messageFilter: MessageFilter | null
}

/** What a read is about. */
interface Reading extends QueueQuery {
  readonly config: MessageStoreConfig
  readonly commitLog: CommitLog
  readonly consumeQueue: ConsumeQueue
  /** Where the commit log ended when the read began. */
  readonly maxOffsetPy: number
  readonly result: GetMessageResult
}

/**
 * Reads messages of one queue from `offset` on: entry after entry, each tells where its message lies. The answer says
 * where to read on, also when there is nothing, or when the offset doesn't lie in the queue.
 * Original: DefaultMessageStore#getMessage
 */
export function readQueue(
  config: MessageStoreConfig,
  commitLog: CommitLog,
  consumeQueue: ConsumeQueue,
  query: QueueQuery,
): GetMessageResult {
  const result = new GetMessageResult(consumeQueue.getMinOffsetInQueue(), consumeQueue.getMaxOffsetInQueue())
  const outside = outsideOfQueue(query.offset, result)
  if (outside !== null) {
    result.status = outside.status
    result.nextBeginOffset = nextOffsetCorrection(config, query.offset, outside.nextBeginOffset)
    return result
  }
  const maxOffsetPy = commitLog.getMaxOffset()
  const maxPhyOffsetPulling = readOn({ ...query, config, commitLog, consumeQueue, maxOffsetPy, result })
  assert(result.nextBeginOffset >= query.offset, 'reading goes forward', result.nextBeginOffset, query.offset)
  result.suggestPullingFromSlave = maxOffsetPy - maxPhyOffsetPulling > memoryForMessages(config)
  return result
}

/** Null if there is a message with this number. */
function outsideOfQueue(
  offset: number,
  { minOffset, maxOffset }: GetMessageResult,
): { status: GetMessageStatus; nextBeginOffset: number } | null {
  if (maxOffset === 0) return { status: GetMessageStatus.NO_MESSAGE_IN_QUEUE, nextBeginOffset: 0 }
  if (offset < minOffset) return { status: GetMessageStatus.OFFSET_TOO_SMALL, nextBeginOffset: minOffset }
  if (offset === maxOffset) return { status: GetMessageStatus.OFFSET_OVERFLOW_ONE, nextBeginOffset: offset }
  if (offset > maxOffset) return { status: GetMessageStatus.OFFSET_OVERFLOW_BADLY, nextBeginOffset: maxOffset }
  return null
}

/**
 * A slave may lag behind its master: an offset outside of its queue may lie inside of the master's. So it doesn't
 * send the reader elsewhere. Original: DefaultMessageStore#nextOffsetCorrection
 */
function nextOffsetCorrection(config: MessageStoreConfig, oldOffset: number, newOffset: number): number {
  return config.brokerRole === BrokerRole.SLAVE && !config.offsetCheckInSlave ? oldOffset : newOffset
}

/** How much of the commit log's end is thought to be in memory, in bytes. */
function memoryForMessages(config: MessageStoreConfig): number {
  return Math.floor((TOTAL_PHYSICAL_MEMORY_SIZE * config.accessMessageInMemoryMaxRatio) / 100)
}

/** Reads one file of the queue after the other, until there is something. @returns where the last message read lies */
function readOn(reading: Reading): number {
  const { result, config, consumeQueue } = reading
  result.status = GetMessageStatus.NO_MATCHED_MESSAGE
  result.nextBeginOffset = reading.offset
  let maxPhyOffsetPulling = 0
  for (let fileNum = 0; fileNum < config.travelCqFileNumWhenGetMessage; fileNum++) {
    if (result.getBufferTotalSize() > 0 || result.nextBeginOffset >= result.maxOffset) break
    const units = consumeQueue.iterateFrom(result.nextBeginOffset)
    if (units === null) {
      const nextFile = consumeQueue.rollNextFile(result.nextBeginOffset)
      result.status = GetMessageStatus.OFFSET_FOUND_NULL
      result.nextBeginOffset = nextOffsetCorrection(config, result.nextBeginOffset, nextFile)
      break
    }
    let nextPhyFileStartOffset = -1
    for (let unit = units.next(); unit !== null && !isEnough(reading, unit); unit = units.next()) {
      maxPhyOffsetPulling = unit.pos
      result.nextBeginOffset = unit.queueOffset + 1
      // The last one's file is deleted, so its other messages are skipped.
      if (unit.pos < nextPhyFileStartOffset) continue
      nextPhyFileStartOffset = read(reading, unit) ? -1 : reading.commitLog.rollNextFile(unit.pos)
    }
  }
  return maxPhyOffsetPulling
}

function isEnough(reading: Reading, unit: CqUnit): boolean {
  const { offset, maxMsgNums, config, result, maxOffsetPy } = reading
  if (unit.queueOffset >= result.maxOffset) return true
  // A filter that lets nothing pass must not keep the reader busy for ever.
  const maxFilterMessageSize = Math.max(config.maxFilterMessageSize, maxMsgNums * CQ_STORE_UNIT_SIZE)
  if ((unit.queueOffset - offset) * CQ_STORE_UNIT_SIZE > maxFilterMessageSize) return true
  const isInMem = maxOffsetPy - unit.pos <= memoryForMessages(config)
  return isTheBatchFull(reading, unit.size, isInMem)
}

/** Original: DefaultMessageStore#isTheBatchFull */
function isTheBatchFull(reading: Reading, size: number, isInMem: boolean): boolean {
  const { config, result, maxMsgNums, maxTotalMsgSize } = reading
  const count = result.getMessageCount()
  const bytes = result.getBufferTotalSize()
  if (count === 0) return false
  const maxPullSize = Math.min(MAX_PULL_MSG_SIZE, Math.max(MIN_PULL_MSG_SIZE, maxTotalMsgSize))
  if (count + 1 > maxMsgNums || bytes + size > maxPullSize) return true
  const { maxTransferBytesOnMessageInMemory, maxTransferCountOnMessageInMemory } = config
  const { maxTransferBytesOnMessageInDisk, maxTransferCountOnMessageInDisk } = config
  const maxBytes = isInMem ? maxTransferBytesOnMessageInMemory : maxTransferBytesOnMessageInDisk
  const maxCount = isInMem ? maxTransferCountOnMessageInMemory : maxTransferCountOnMessageInDisk
  return bytes + size > maxBytes || count > maxCount - 1
}

/** Adds the message if it is wanted. @returns false when the commit log doesn't have it any more */
function read({ commitLog, messageFilter, result }: Reading, unit: CqUnit): boolean {
  const nothingYet = result.getBufferTotalSize() === 0
  if (messageFilter !== null && !messageFilter.isMatchedByConsumeQueue(unit.tagsCode)) {
    if (nothingYet) result.status = GetMessageStatus.NO_MATCHED_MESSAGE
    return true
  }
  const record = commitLog.getMessage(unit.pos, unit.size)
  if (record === null) {
    if (nothingYet) result.status = GetMessageStatus.MESSAGE_WAS_REMOVING
    return false
  }
  if (messageFilter !== null && !messageFilter.isMatchedByCommitLog(record, null)) {
    if (nothingYet) result.status = GetMessageStatus.NO_MATCHED_MESSAGE
    return true
  }
  result.addMessage(record, unit.queueOffset)
  result.status = GetMessageStatus.FOUND
  return true
}
