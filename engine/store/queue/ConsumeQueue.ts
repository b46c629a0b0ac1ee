import { getLong, putLong } from '../../common/longs'
import { TopicValidator } from '../../common/topic/TopicValidator'
import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { sleep } from '../../kernel/sleep'
import { getStorePathConsumeQueue } from '../config/StorePathConfigHelper'
import type { DispatchRequest } from '../dispatch/DispatchRequest'
import type { MappedFile } from '../logfile/MappedFile'
import { MappedFileQueue } from '../logfile/MappedFileQueue'
import type { MappedBuffer } from '../pagecache/MappedBuffer'
import type { StoreContext } from '../StoreContext'
import { ConsumeQueueIterator } from './ConsumeQueueIterator'
import type { CqUnit } from './CqUnit'
import { CQ_STORE_UNIT_SIZE } from './CqUnit'

const MAX_RETRIES = 30
/** The size of an entry that stands for nothing, at the beginning of a queue that doesn't begin at 0. */
const BLANK_SIZE = 0x7fffffff

/**
 * One queue of one topic: a row of entries of equal size, each telling where a message lies in the commit log. The n-th
 * message of the queue is the n-th entry, so nothing needs to be searched. It can be rebuilt from the commit log at any
 * time, and after a crash it is. Original: org.apache.rocketmq.store.ConsumeQueue.
 */
export class ConsumeQueue {
  readonly topic: string
  readonly queueId: number
  private readonly context: StoreContext
  private readonly mappedFileQueue: MappedFileQueue
  private readonly mappedFileSize: number
  /** The entry that is being built. */
  private readonly byteBufferIndex: DataView
  private readonly entryBytes: Uint8Array
  /** Where the last message with an entry ends: everything that ends before is already here. -1 if there is none. */
  private maxPhysicOffset: number
  /** Position (bytes) of the first entry whose message still exists. */
  private minLogicOffset: number

  constructor(context: StoreContext, topic: string, queueId: number) {
    const { storePathRootDir } = context.messageStoreConfig
    this.topic = topic
    this.queueId = queueId
    this.context = context
    this.mappedFileSize = context.messageStoreConfig.getMappedFileSizeConsumeQueue()
    assert(this.mappedFileSize % CQ_STORE_UNIT_SIZE === 0, 'a file holds whole entries', this.mappedFileSize)
    const queueDir = `${getStorePathConsumeQueue(storePathRootDir)}/${topic}/${queueId}`
    this.mappedFileQueue = new MappedFileQueue(context.pageCache, queueDir, this.mappedFileSize, null)
    this.entryBytes = new Uint8Array(CQ_STORE_UNIT_SIZE)
    this.byteBufferIndex = new DataView(this.entryBytes.buffer)
    this.maxPhysicOffset = -1
    this.minLogicOffset = 0
  }

  *load(): Blocking<boolean> {
    return yield* this.mappedFileQueue.load()
  }

  getMaxPhysicOffset(): number {
    return this.maxPhysicOffset
  }

  /** The number of the next message, judged by the entries; the write path is ahead of that. */
  getMaxOffsetInQueue(): number {
    return Math.floor(this.mappedFileQueue.getMaxOffset() / CQ_STORE_UNIT_SIZE)
  }

  getMinOffsetInQueue(): number {
    return Math.floor(this.minLogicOffset / CQ_STORE_UNIT_SIZE)
  }

  /** Where the message of the last entry ends, by the last file; -1 if that has none. Original: ConsumeQueue#getLastOffset */
  getLastOffset(): number {
    const file = this.mappedFileQueue.getLastMappedFile()
    if (file === null) return -1
    const { pos, size } = readEntry(file.getBuffer(), Math.max(0, file.getWrotePosition() - CQ_STORE_UNIT_SIZE))
    return pos >= 0 && size > 0 ? pos + size : -1
  }

  getMessageTotalInQueue(): number {
    return this.getMaxOffsetInQueue() - this.getMinOffsetInQueue()
  }

  /** The entry with this number; null when there is none. Original: ConsumeQueue#get */
  get(index: number): CqUnit | null {
    const position = index * CQ_STORE_UNIT_SIZE
    if (position < this.minLogicOffset || position >= this.mappedFileQueue.getMaxOffset()) return null
    const file = this.mappedFileQueue.findMappedFileByOffset(position)
    if (file === null) return null
    return { queueOffset: index, ...readEntry(file.getBuffer(), position % this.mappedFileSize) }
  }

  /**
   * The entries from this number on, up to the end of one file; null when there are none.
   * Original: ConsumeQueue#iterateFrom
   */
  iterateFrom(index: number): ConsumeQueueIterator | null {
    const position = index * CQ_STORE_UNIT_SIZE
    if (position < this.minLogicOffset) return null
    const file = this.mappedFileQueue.findMappedFileByOffset(position)
    const stretch = file?.selectMappedBuffer(position % this.mappedFileSize) ?? null
    return stretch === null ? null : new ConsumeQueueIterator(stretch)
  }

  /** The first number of the file after the one that this number belongs to. Original: ConsumeQueue#rollNextFile */
  rollNextFile(index: number): number {
    const totalUnitsInFile = this.mappedFileSize / CQ_STORE_UNIT_SIZE
    return index + totalUnitsInFile - (index % totalUnitsInFile)
  }

  getMappedFileQueue(): MappedFileQueue {
    return this.mappedFileQueue
  }

  /** Position (bytes) of the first entry whose message still exists. */
  getMinLogicOffset(): number {
    return this.minLogicOffset
  }

  /**
   * Enters one message; when that fails it tries again, and after half a minute declares the queues broken.
   * Original: ConsumeQueue#putMessagePositionInfoWrapper
   */
  *putMessagePositionInfoWrapper(request: DispatchRequest): Blocking<void> {
    const { runningFlags } = this.context
    for (let attempt = 0; attempt < MAX_RETRIES && runningFlags.isCQWriteable(); attempt++) {
      if (yield* this.putMessagePositionInfo(request)) {
        this.updateCheckpoint(request.storeTimestamp)
        return
      }
      yield* sleep(1000)
    }
    runningFlags.makeLogicsQueueError()
  }

  private updateCheckpoint(storeTimestamp: number): void {
    const checkpoint = this.context.getStoreCheckpoint()
    if (this.context.messageStoreConfig.brokerRole === 'SLAVE') checkpoint.physicMsgTimestamp = storeTimestamp
    checkpoint.logicsMsgTimestamp = storeTimestamp
  }

  /** Original: ConsumeQueue#putMessagePositionInfo. @returns false when there is no file for it */
  private *putMessagePositionInfo(request: DispatchRequest): Blocking<boolean> {
    const { commitLogOffset, msgSize, tagsCode, consumeQueueOffset } = request
    if (commitLogOffset + msgSize <= this.maxPhysicOffset) return true
    const expectLogicOffset = consumeQueueOffset * CQ_STORE_UNIT_SIZE
    const isFirstFile = this.mappedFileQueue.getLastMappedFile() === null
    const file = this.mappedFileQueue.getWritableMappedFile() ??
      (yield* this.mappedFileQueue.getOrCreateLastMappedFile(expectLogicOffset))
    if (file === null) return false
    if (isFirstFile && consumeQueueOffset !== 0) this.beginAt(file, expectLogicOffset)
    // Entered already. If it is ahead of the queue, the original complains and enters it nevertheless, and so does this.
    if (consumeQueueOffset !== 0 && expectLogicOffset < file.getFileFromOffset() + file.getWrotePosition()) return true
    assert(file.getWrotePosition() % CQ_STORE_UNIT_SIZE === 0, 'entries lie at whole places', file.getWrotePosition())
    assert(commitLogOffset + msgSize > this.maxPhysicOffset, 'a message is entered once', commitLogOffset)
    this.maxPhysicOffset = commitLogOffset + msgSize
    this.trace(request, file)
    return file.appendBytes(this.entry(commitLogOffset, msgSize, tagsCode))
  }

  private trace(request: DispatchRequest, file: MappedFile): void {
    const { kernel, host } = this.context.process
    if (!kernel.wants('dispatch')) return
    const isDelayed = this.topic === TopicValidator.RMQ_SYS_SCHEDULE_TOPIC
    kernel.emit({
      type: 'dispatch',
      host,
      path: file.getFileName(),
      position: file.getWrotePosition(),
      length: CQ_STORE_UNIT_SIZE,
      topic: this.topic,
      queueId: this.queueId,
      queueOffset: request.consumeQueueOffset,
      physicalOffset: request.commitLogOffset,
      ...(isDelayed && { delayMillis: request.tagsCode - request.storeTimestamp }),
    })
  }

  private entry(commitLogOffset: number, msgSize: number, tagsCode: number): Uint8Array {
    assert(commitLogOffset >= 0, 'an entry leads into the log', commitLogOffset)
    assert(msgSize > 0, 'an entry leads to a record', msgSize)
    putLong(this.byteBufferIndex, 0, commitLogOffset)
    this.byteBufferIndex.setInt32(8, msgSize)
    putLong(this.byteBufferIndex, 12, tagsCode)
    return this.entryBytes
  }

  /** Where the queue's first entry is not number 0, fills the file before it with entries that stand for nothing. */
  private beginAt(file: MappedFile, expectLogicOffset: number): void {
    assert(file.getWrotePosition() === 0, 'a queue begins in an empty file', file.getWrotePosition())
    this.minLogicOffset = expectLogicOffset
    this.mappedFileQueue.setFlushedWhere(file.getFileFromOffset())
    const blank = this.entry(0, BLANK_SIZE, 0)
    for (let end = expectLogicOffset % this.mappedFileSize; file.getWrotePosition() < end; ) file.appendBytes(blank)
  }

  /** @returns true when there was nothing to be done */
  *flush(flushLeastPages: number): Blocking<boolean> {
    return yield* this.mappedFileQueue.flush(flushLeastPages)
  }

  /** Flushes all that is in the queue now. */
  *flushAll(): Blocking<void> {
    const end = this.mappedFileQueue.getMaxOffset()
    while (this.mappedFileQueue.getFlushedWhere() < end && !(yield* this.flush(0))) {
      // Each call flushes one file.
    }
  }

  /**
   * Finds the end of the queue, the first place without an entry, in its last three files.
   * Original: ConsumeQueue#recover
   */
  *recover(): Blocking<void> {
    const files = this.mappedFileQueue.getMappedFiles()
    if (files.length === 0) return
    let processOffset = 0
    for (const file of files.slice(Math.max(0, files.length - 3))) {
      const valid = this.validBytes(file)
      processOffset = file.getFileFromOffset() + valid
      if (valid < this.mappedFileSize) break
    }
    this.mappedFileQueue.setFlushedWhere(processOffset)
    yield* this.mappedFileQueue.truncateDirtyFiles(processOffset)
  }

  private validBytes(file: MappedFile): number {
    for (let position = 0; position < this.mappedFileSize; position += CQ_STORE_UNIT_SIZE) {
      const { pos, size } = readEntry(file.getBuffer(), position)
      if (pos < 0 || size <= 0) return position
      this.maxPhysicOffset = pos + size
    }
    return this.mappedFileSize
  }

  /**
   * Removes the entries of messages that the commit log doesn't have: those at `phyOffset` and beyond. (The original
   * takes the first 20 bytes of a file for an entry without looking. When a power cut leaves a last file of zeros, it
   * stops there, and entries that lead nowhere stay in the file before. This one looks.)
   * Original: ConsumeQueue#truncateDirtyLogicFiles
   */
  *truncateDirtyLogicFiles(phyOffset: number): Blocking<void> {
    this.maxPhysicOffset = phyOffset
    yield* this.truncateFiles(phyOffset)
    const { mappedFileQueue: queue } = this
    // Otherwise the entries that take the place of these would count as flushed.
    queue.setFlushedWhere(Math.min(queue.getFlushedWhere(), queue.getMaxOffset()))
  }

  private *truncateFiles(phyOffset: number): Blocking<void> {
    for (;;) {
      const file = this.mappedFileQueue.getLastMappedFile()
      if (file === null) return
      const kept = this.entriesBefore(phyOffset, file)
      assert(kept % CQ_STORE_UNIT_SIZE === 0, 'whole entries are kept', kept)
      yield* file.truncate(kept)
      if (kept > 0) return
      yield* this.mappedFileQueue.deleteLastMappedFile()
    }
  }

  /** How many bytes of entries there are from the beginning of the file up to the first that doesn't belong here. */
  private entriesBefore(phyOffset: number, file: MappedFile): number {
    for (let position = 0; position < this.mappedFileSize; position += CQ_STORE_UNIT_SIZE) {
      const { pos, size } = readEntry(file.getBuffer(), position)
      if (pos >= phyOffset || pos < 0 || size <= 0) return position
      this.maxPhysicOffset = pos + size
    }
    return this.mappedFileSize
  }

  /**
   * The commit log begins at `minCommitLogOffset`: entries of older messages no longer count.
   * Original: ConsumeQueue#correctMinOffset
   */
  correctMinOffset(minCommitLogOffset: number): void {
    const end = this.mappedFileQueue.getMaxOffset()
    const first = this.mappedFileQueue.getFirstMappedFile()
    const last = this.mappedFileQueue.getLastMappedFile()
    if (first === null || last === null || this.minLogicOffset >= end || last.getReadPosition() === 0) return
    if (readEntry(last.getBuffer(), last.getReadPosition() - CQ_STORE_UNIT_SIZE).pos < minCommitLogOffset) {
      this.minLogicOffset = end
      return
    }
    const known = this.minLogicOffset - first.getFileFromOffset()
    const start = Math.max(0, known)
    if (start >= first.getReadPosition()) return
    if (known >= 0 && readEntry(first.getBuffer(), start).pos >= minCommitLogOffset) return
    const position = firstEntryAtOrAfter(first, start, minCommitLogOffset)
    if (position >= first.getReadPosition()) return
    const minLogicOffset = first.getFileFromOffset() + position
    assert(minLogicOffset >= this.minLogicOffset, 'a queue’s begin never goes back', minLogicOffset, this.minLogicOffset)
    assert(minLogicOffset <= end, 'a queue begins before it ends', minLogicOffset, end)
    this.minLogicOffset = minLogicOffset
  }

  /**
   * Deletes the files whose messages are all gone: the commit log begins at `minCommitLogOffset`.
   * Original: ConsumeQueue#deleteExpiredFile
   * @returns how many
   */
  *deleteExpiredFile(minCommitLogOffset: number): Blocking<number> {
    const count = yield* this.mappedFileQueue.deleteExpiredFileByOffset(minCommitLogOffset, CQ_STORE_UNIT_SIZE)
    this.correctMinOffset(minCommitLogOffset)
    return count
  }

  *destroy(): Blocking<void> {
    this.maxPhysicOffset = -1
    this.minLogicOffset = 0
    yield* this.mappedFileQueue.destroy()
  }
}

/** An entry passes through here when it is read. */
const readBytes = new Uint8Array(CQ_STORE_UNIT_SIZE)
const readView = new DataView(readBytes.buffer)

function readEntry(buffer: MappedBuffer, position: number): Omit<CqUnit, 'queueOffset'> {
  buffer.getInto(position, readBytes)
  return { pos: getLong(readView, 0), size: readView.getInt32(8), tagsCode: getLong(readView, 12) }
}

/** Binary search from byte `start` of the file on. */
function firstEntryAtOrAfter(file: MappedFile, start: number, commitLogOffset: number): number {
  let low = start / CQ_STORE_UNIT_SIZE
  let high = Math.floor(file.getReadPosition() / CQ_STORE_UNIT_SIZE)
  while (low < high) {
    const middle = (low + high) >> 1
    if (readEntry(file.getBuffer(), middle * CQ_STORE_UNIT_SIZE).pos >= commitLogOffset) high = middle
    else low = middle + 1
  }
  return low * CQ_STORE_UNIT_SIZE
}
