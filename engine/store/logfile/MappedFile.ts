import type { MessageExtBatch } from '../../common/message/MessageExtBatch'
import type { MessageExtBrokerInner } from '../../common/message/MessageExtBrokerInner'
import type { Blocking } from '../../kernel/Blocking'
import type { AppendMessageCallback } from '../commitlog/AppendMessageCallback'
import type { AppendMessageResult } from '../commitlog/AppendMessageResult'
import type { PutMessageContext } from '../commitlog/PutMessageContext'
import type { MappedBuffer } from '../pagecache/MappedBuffer'
import type { SelectMappedBufferResult } from './SelectMappedBufferResult'
import type { AppendBuffer } from './WriteBuffer'

/**
 * One file of a queue of files, all of one size. It is full length from the beginning; how far it is written, and how
 * far it is safe on the disk, is told by positions that count from its first byte.
 * Original: org.apache.rocketmq.store.logfile.MappedFile.
 */
export interface MappedFile {
  getFileName(): string
  /** Where the file begins in its queue: its name as a number. */
  getFileFromOffset(): number
  getFileSize(): number
  isFull(): boolean
  getBuffer(): MappedBuffer
  /** Where records are to be written. Original: DefaultMappedFile#appendMessageBuffer */
  getAppendBuffer(): AppendBuffer

  /** Has the callback write one message at the end. Original: MappedFile#appendMessage */
  appendMessage(
    message: MessageExtBrokerInner,
    callback: AppendMessageCallback,
  ): AppendMessageResult
  /** The same with a batch of messages. Original: MappedFile#appendMessages */
  appendMessages(
    batch: MessageExtBatch,
    callback: AppendMessageCallback,
    context: PutMessageContext,
  ): AppendMessageResult
  /** Writes bytes at the end; false when they don't fit. Original: MappedFile#appendMessage(byte[]) */
  appendBytes(bytes: Uint8Array): boolean

  /**
   * Forces what is written to the disk, if that is at least `flushLeastPages` pages (0: any bytes). @returns up to where
   */
  flush(flushLeastPages: number): Blocking<number>
  /**
   * Copies what is written from the memory of the process to the file, if there is such memory and it is at least so
   * many pages (0: if it is anything). Original: MappedFile#commit
   * @returns up to where
   */
  commit(commitLeastPages: number): number
  setCommittedPosition(position: number): void
  getFlushedPosition(): number
  setFlushedPosition(position: number): void
  getWrotePosition(): number
  setWrotePosition(position: number): void
  /** Up to where it may be read. */
  getReadPosition(): number
  /**
   * When the youngest message was stored that was appended since the file was opened, in ms since 1970; 0 if none
   * was.
   */
  getStoreTimestamp(): number

  /** The stretch from `position` up to the read position, or `size` bytes of it; null when that isn't there. */
  selectMappedBuffer(position: number, size?: number): SelectMappedBufferResult | null
  /**
   * Cuts the file off where recovery has found its end: forces the bytes before `position` to the disk and overwrites the rest
   * with zeros. (The original only sets the positions. Records behind the end that have survived a power cut, although one
   * before them is lost, then come back as soon as new ones fill the gap.)
   * @returns how many bytes were thrown away
   */
  truncate(position: number): Blocking<number>
  /** Deletes the file. Original: MappedFile#destroy */
  destroy(): Blocking<void>
}
