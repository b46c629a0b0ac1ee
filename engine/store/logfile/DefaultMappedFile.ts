import type { MessageExtBatch } from '../../common/message/MessageExtBatch'
import type { MessageExtBrokerInner } from '../../common/message/MessageExtBrokerInner'
import type { Blocking } from '../../kernel/Blocking'
import { DiskIoError } from '../../ports/Disk'
import type { AppendMessageCallback } from '../AppendMessageCallback'
import { AppendMessageResult } from '../AppendMessageResult'
import { AppendMessageStatus } from '../AppendMessageStatus'
import type { MappedBuffer } from '../pagecache/MappedBuffer'
import { OS_PAGE_SIZE } from '../pagecache/Page'
import type { PageCache } from '../pagecache/PageCache'
import type { MappedFile } from './MappedFile'
import { SelectMappedBufferResult } from './SelectMappedBufferResult'

/** Original: org.apache.rocketmq.store.logfile.DefaultMappedFile. */
export class DefaultMappedFile implements MappedFile {
  private readonly cache: PageCache
  private readonly mappedByteBuffer: MappedBuffer
  private readonly fileFromOffset: number
  private wrotePosition: number
  private flushedPosition: number
  private storeTimestamp: number

  private constructor(cache: PageCache, buffer: MappedBuffer) {
    this.cache = cache
    this.mappedByteBuffer = buffer
    this.fileFromOffset = Number(buffer.path.slice(buffer.path.lastIndexOf('/') + 1))
    this.wrotePosition = 0
    this.flushedPosition = 0
    this.storeTimestamp = 0
  }

  /**
   * Opens the file, or creates it at full length, filled with zeros. Original: the constructor. @throws DiskFullError
   */
  static *open(cache: PageCache, path: string, fileSize: number): Blocking<DefaultMappedFile> {
    return new DefaultMappedFile(cache, yield* cache.map(path, fileSize))
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
  ): AppendMessageResult {
    if (this.isFull()) return new AppendMessageResult(AppendMessageStatus.UNKNOWN_ERROR)
    return this.appended(callback.doAppendBatch(this, batch))
  }

  private appended(result: AppendMessageResult): AppendMessageResult {
    this.wrotePosition += result.wroteBytes
    this.storeTimestamp = result.storeTimestamp
    return result
  }

  appendBytes(bytes: Uint8Array): boolean {
    if (this.wrotePosition + bytes.length > this.getFileSize()) return false
    this.mappedByteBuffer.put(this.wrotePosition, bytes)
    this.wrotePosition += bytes.length
    return true
  }

  *flush(flushLeastPages: number): Blocking<number> {
    if (!this.isAbleToFlush(flushLeastPages)) return this.flushedPosition
    const position = this.getReadPosition()
    try {
      yield* this.mappedByteBuffer.force(this.flushedPosition, position)
    } catch (error) {
      // The original logs that the device has failed and goes on as if it had not. So does every write after it.
      if (!(error instanceof DiskIoError)) throw error
    }
    this.flushedPosition = position
    return this.flushedPosition
  }

  /** Original: DefaultMappedFile#isAbleToFlush */
  private isAbleToFlush(flushLeastPages: number): boolean {
    if (this.isFull()) return true
    if (flushLeastPages === 0) return this.wrotePosition > this.flushedPosition
    const dirtyPages = Math.floor(this.wrotePosition / OS_PAGE_SIZE) - Math.floor(this.flushedPosition / OS_PAGE_SIZE)
    return dirtyPages >= flushLeastPages
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
  }

  getReadPosition(): number {
    return this.wrotePosition
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

  *destroy(): Blocking<void> {
    yield* this.cache.delete(this.getFileName())
  }
}
