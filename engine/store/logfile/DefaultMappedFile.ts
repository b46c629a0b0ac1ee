import type { MessageExtBatch } from '../../common/message/MessageExtBatch'
import type { MessageExtBrokerInner } from '../../common/message/MessageExtBrokerInner'
import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { parseLong } from '../../kernel/java/javaParse'
import { DiskIoError } from '../../ports/Disk'
import type { AppendMessageCallback } from '../commitlog/AppendMessageCallback'
import { AppendMessageResult } from '../commitlog/AppendMessageResult'
import { AppendMessageStatus } from '../commitlog/AppendMessageStatus'
import type { PutMessageContext } from '../commitlog/PutMessageContext'
import type { MappedBuffer } from '../pagecache/MappedBuffer'
import { OS_PAGE_SIZE } from '../pagecache/Page'
import type { PageCache } from '../pagecache/PageCache'
import type { MappedFile } from './MappedFile'
import { SelectMappedBufferResult } from './SelectMappedBufferResult'
import type { TransientStorePool } from './TransientStorePool'
import type { AppendBuffer } from './WriteBuffer'
import { WriteBuffer } from './WriteBuffer'

/** Original: org.apache.rocketmq.store.logfile.DefaultMappedFile. */
export class DefaultMappedFile implements MappedFile {
  private readonly cache: PageCache
  private readonly mappedByteBuffer: MappedBuffer
  private readonly fileFromOffset: number
  /** Null when this file is written directly. */
  private readonly transientStorePool: TransientStorePool | null
  /** Memory from the pool that is written in place of the file; null without a pool, and once the file is complete. */
  private writeBuffer: WriteBuffer | null
  private wrotePosition: number
  private committedPosition: number
  private flushedPosition: number
  private storeTimestamp: number

  private constructor(cache: PageCache, buffer: MappedBuffer, pool: TransientStorePool | null) {
    const borrowed = pool?.borrowBuffer() ?? null
    this.cache = cache
    this.mappedByteBuffer = buffer
    this.fileFromOffset = parseLong(buffer.path.slice(buffer.path.lastIndexOf('/') + 1))
    // When the pool has nothing left, the file is written directly. (The original would never let it be read then.)
    this.transientStorePool = borrowed === null ? null : pool
    this.writeBuffer = borrowed === null ? null : new WriteBuffer(borrowed)
    this.wrotePosition = 0
    this.committedPosition = 0
    this.flushedPosition = 0
    this.storeTimestamp = 0
  }

  /**
   * Opens the file, or creates it at full length, filled with zeros. Original: the constructor.
   * @throws DiskFullError, DiskIoError, NumberFormatException when its name is no position
   */
  static *open(
    cache: PageCache,
    path: string,
    fileSize: number,
    pool: TransientStorePool | null = null,
  ): Blocking<DefaultMappedFile> {
    return new DefaultMappedFile(cache, yield* cache.map(path, fileSize), pool)
  }

  getFileName(): string {
    return this.mappedByteBuffer.path
  }

  getFileFromOffset(): number {
    return this.fileFromOffset
  }

  getFileSize(): number {
    return this.mappedByteBuffer.size
  }

  getBuffer(): MappedBuffer {
    return this.mappedByteBuffer
  }

  getAppendBuffer(): AppendBuffer {
    return this.writeBuffer ?? this.mappedByteBuffer
  }

  isFull(): boolean {
    return this.wrotePosition === this.getFileSize()
  }

  appendMessage(
    message: MessageExtBrokerInner,
    callback: AppendMessageCallback,
  ): AppendMessageResult {
    if (this.isFull()) return new AppendMessageResult(AppendMessageStatus.UNKNOWN_ERROR)
    return this.appended(callback.doAppend(this, message))
  }

  appendMessages(
    batch: MessageExtBatch,
    callback: AppendMessageCallback,
    context: PutMessageContext,
  ): AppendMessageResult {
    if (this.isFull()) return new AppendMessageResult(AppendMessageStatus.UNKNOWN_ERROR)
    return this.appended(callback.doAppendBatch(this, batch, context))
  }

  private appended(result: AppendMessageResult): AppendMessageResult {
    const end = this.fileFromOffset + this.wrotePosition
    assert(result.wroteOffset === end, 'a record begins where the file ended', result.wroteOffset, end)
    assert(result.wroteBytes > 0, 'an append takes room', result.wroteBytes)
    this.wrotePosition += result.wroteBytes
    this.storeTimestamp = result.storeTimestamp
    this.checkPositions()
    return result
  }

  /** What is flushed was committed before, what is committed was written before, and nothing is beyond the end. */
  private checkPositions(): void {
    const readPosition = this.getReadPosition()
    assert(this.flushedPosition >= 0, '0 ≤ flushed', this.flushedPosition)
    assert(this.flushedPosition <= readPosition, 'flushed ≤ committed', this.flushedPosition, readPosition)
    assert(readPosition <= this.wrotePosition, 'committed ≤ wrote', readPosition, this.wrotePosition)
    assert(this.wrotePosition <= this.getFileSize(), 'wrote ≤ size', this.wrotePosition, this.getFileSize())
  }

  appendBytes(bytes: Uint8Array): boolean {
    if (this.wrotePosition + bytes.length > this.getFileSize()) return false
    this.getAppendBuffer().put(this.wrotePosition, bytes)
    this.wrotePosition += bytes.length
    this.checkPositions()
    return true
  }

  *flush(flushLeastPages: number): Blocking<number> {
    if (!this.isAbleToFlush(flushLeastPages)) return this.flushedPosition
    const position = this.getReadPosition()
    yield* this.force(this.flushedPosition, position)
    assert(position >= this.flushedPosition, 'a flush never takes back another', position, this.flushedPosition)
    this.flushedPosition = position
    this.checkPositions()
    return this.flushedPosition
  }

  private *force(from: number, to: number): Blocking<void> {
    try {
      yield* this.mappedByteBuffer.force(from, to)
    } catch (error) {
      // The original logs the failure and then behaves as if the flush had succeeded.
      if (!(error instanceof DiskIoError)) throw error
    }
  }

  /** Original: DefaultMappedFile#isAbleToFlush */
  private isAbleToFlush(flushLeastPages: number): boolean {
    if (this.isFull()) return true
    return isWorthIt(this.flushedPosition, this.getReadPosition(), flushLeastPages)
  }

  commit(commitLeastPages: number): number {
    const { writeBuffer } = this
    if (writeBuffer === null) return this.wrotePosition
    if (this.isFull() || isWorthIt(this.committedPosition, this.wrotePosition, commitLeastPages)) {
      writeBuffer.copyTo(this.mappedByteBuffer, this.committedPosition, this.wrotePosition)
      this.committedPosition = this.wrotePosition
    }
    this.checkPositions()
    if (this.committedPosition === this.getFileSize()) this.returnBuffer()
    return this.committedPosition
  }

  private returnBuffer(): void {
    if (this.writeBuffer !== null) this.transientStorePool?.returnBuffer(this.writeBuffer.bytes)
    this.writeBuffer = null
  }

  setCommittedPosition(position: number): void {
    this.committedPosition = position
  }

  getFlushedPosition(): number {
    return this.flushedPosition
  }

  setFlushedPosition(position: number): void {
    this.flushedPosition = position
  }

  getWrotePosition(): number {
    return this.wrotePosition
  }

  setWrotePosition(position: number): void {
    this.wrotePosition = position
    this.cache.emit('mapped-file-position', this.getFileName(), position, 0)
  }

  getReadPosition(): number {
    return this.transientStorePool === null ? this.wrotePosition : this.committedPosition
  }

  getStoreTimestamp(): number {
    return this.storeTimestamp
  }

  selectMappedBuffer(position: number, size?: number): SelectMappedBufferResult | null {
    const readPosition = this.getReadPosition()
    if (size !== undefined && position + size > readPosition) return null
    if (position < 0 || (size === undefined && position >= readPosition)) return null
    const startOffset = this.fileFromOffset + position
    return new SelectMappedBufferResult(startOffset, this.mappedByteBuffer, position, size ?? readPosition - position)
  }

  *truncate(position: number): Blocking<number> {
    this.setWrotePosition(position)
    this.committedPosition = position
    this.flushedPosition = position
    this.checkPositions()
    const discarded = this.mappedByteBuffer.zeroFrom(position)
    yield* this.force(0, this.getFileSize())
    return discarded
  }

  *destroy(): Blocking<void> {
    this.returnBuffer()
    yield* this.cache.delete(this.getFileName())
  }
}

/** Whether at least `leastPages` pages lie between the two positions; with 0: whether anything does. */
function isWorthIt(from: number, to: number, leastPages: number): boolean {
  if (leastPages === 0) return to > from
  return Math.floor(to / OS_PAGE_SIZE) - Math.floor(from / OS_PAGE_SIZE) >= leastPages
}
