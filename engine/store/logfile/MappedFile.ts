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
 * One file of a queue of files, all of one size. It has its full length from the beginning. Positions that count from
 * its first byte tell how far it is written, and how far it is safe on the disk.
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

  /** Lets the callback write one message at the end. Original: MappedFile#appendMessage */
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
   * Copies what is written in memory of the process to the file, if there is such memory and at least that many
   * pages (0: any bytes). Original: MappedFile#commit
   * @returns up to where
   */
  commit(commitLeastPages: number): number
  setCommittedPosition(position: number): void
  getFlushedPosition(): number
  setFlushedPosition(position: number): void
  getWrotePosition(): number
  setWrotePosition(position: number): void
  /** The position up to which it may be read. */
  getReadPosition(): number
  /**
   * The store time of the youngest message appended since the file was opened, in ms since 1970; 0 if there is
   * none.
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
