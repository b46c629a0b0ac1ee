import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { DiskFullError, DiskIoError } from '../../ports/Disk'
import type { PageCache } from '../pagecache/PageCache'
import type { AllocateMappedFileService } from './AllocateMappedFileService'
import { DefaultMappedFile } from './DefaultMappedFile'
import type { MappedFile } from './MappedFile'
import { offset2FileName } from './offset2FileName'

/**
 * Files of one size that make one long sequence of bytes; each file's name is the position at which it begins.
 * Positions are absolute here, whereas a {@link MappedFile} counts from its own beginning.
 * Original: org.apache.rocketmq.store.MappedFileQueue.
 */
export class MappedFileQueue {
  readonly storePath: string
  readonly mappedFileSize: number
  private readonly cache: PageCache
  private readonly mappedFiles: MappedFile[]
  private readonly allocateMappedFileService: AllocateMappedFileService | null
  private flushedWhere: number
  private committedWhere: number
  private storeTimestamp: number

  constructor(
    cache: PageCache,
    storePath: string,
    mappedFileSize: number,
    allocateMappedFileService: AllocateMappedFileService | null,
  ) {
    this.storePath = storePath
    this.mappedFileSize = mappedFileSize
    this.cache = cache
    this.mappedFiles = []
    this.allocateMappedFileService = allocateMappedFileService
    this.flushedWhere = 0
    this.committedWhere = 0
    this.storeTimestamp = 0
  }

  /**
   * Opens the files that are there; all count as written to their ends until recovery has looked into them. A last file
   * without any bytes is deleted: the process died, or the device failed, between creating it and giving it its length. Where
   * there are two, the store does not start until an operator has deleted one.
   * Original: MappedFileQueue#load
   * @returns false when a file has another size than it should
   * @throws NumberFormatException when its name is no position
   */
  *load(): Blocking<boolean> {
    const paths = yield* this.cache.disk.list(this.storePath)
    const own = paths.filter((path) => !path.slice(this.storePath.length + 1).includes('/'))
    for (const path of own) {
      const size = yield* this.cache.sizeOf(path)
      if (size === 0 && path === own.at(-1)) {
        yield* this.cache.delete(path)
        continue
      }
      if (size !== this.mappedFileSize) return false
      const file = yield* DefaultMappedFile.open(this.cache, path, size)
      file.setWrotePosition(size)
      file.setCommittedPosition(size)
      file.setFlushedPosition(size)
      this.mappedFiles.push(file)
    }
    return true
  }

  getMappedFiles(): readonly MappedFile[] {
    return this.mappedFiles
  }

  getFirstMappedFile(): MappedFile | null {
    return this.mappedFiles[0] ?? null
  }

  getLastMappedFile(): MappedFile | null {
    return this.mappedFiles[this.mappedFiles.length - 1] ?? null
  }

  /** The last file; null when there must be a new one first: most writers need not wait for one. */
  getWritableMappedFile(): MappedFile | null {
    const last = this.getLastMappedFile()
    return last === null || last.isFull() ? null : last
  }

  /**
   * The last file, or a new one when it is full; the first file of all begins at `startOffset`, rounded down.
   * Original: MappedFileQueue#getLastMappedFile(long)
   * @returns null when a new file can't be created
   */
  *getOrCreateLastMappedFile(startOffset: number): Blocking<MappedFile | null> {
    const last = this.getLastMappedFile()
    if (last === null) return yield* this.tryCreateMappedFile(startOffset - (startOffset % this.mappedFileSize))
    if (last.isFull()) return yield* this.tryCreateMappedFile(last.getFileFromOffset() + this.mappedFileSize)
    return last
  }

  private *tryCreateMappedFile(createOffset: number): Blocking<MappedFile | null> {
    const nextFilePath = this.pathOf(createOffset)
    const nextNextFilePath = this.pathOf(createOffset + this.mappedFileSize)
    const last = this.getLastMappedFile()
    const file = yield* this.doCreateMappedFile(nextFilePath, nextNextFilePath)
    assert(this.getLastMappedFile() === last, 'one thread at a time adds files', nextFilePath)
    if (file === null) return null
    const from = file.getFileFromOffset()
    assert(from === createOffset, 'a file is named after the place at which it begins', from, createOffset)
    assert(file.getFileSize() === this.mappedFileSize, 'all files are of one size', file.getFileSize(), this.mappedFileSize)
    this.mappedFiles.push(file)
    return file
  }

  private *doCreateMappedFile(nextFilePath: string, nextNextFilePath: string): Blocking<MappedFile | null> {
    const service = this.allocateMappedFileService
    if (service !== null) {
      return yield* service.putRequestAndReturnMappedFile(nextFilePath, nextNextFilePath, this.mappedFileSize)
    }
    try {
      return yield* DefaultMappedFile.open(this.cache, nextFilePath, this.mappedFileSize)
    } catch (error) {
      if (error instanceof DiskFullError || error instanceof DiskIoError) return null
      throw error
    }
  }

  private pathOf(offset: number): string {
    return `${this.storePath}/${offset2FileName(offset)}`
  }

  /** The file that the offset lies in. `returnFirstOnNotFound`: or else the first one. */
  findMappedFileByOffset(offset: number, returnFirstOnNotFound = false): MappedFile | null {
    const first = this.getFirstMappedFile()
    if (first === null) return null
    const index = Math.floor(offset / this.mappedFileSize) - first.getFileFromOffset() / this.mappedFileSize
    const candidate = this.mappedFiles[index]
    if (candidate !== undefined && this.contains(candidate, offset)) return candidate
    // Only when a file is missing in between, or when the first doesn't begin at a multiple of the size.
    const found = this.mappedFiles.find((file) => this.contains(file, offset))
    return found ?? (returnFirstOnNotFound ? first : null)
  }

  private contains(file: MappedFile, offset: number): boolean {
    return offset >= file.getFileFromOffset() && offset < file.getFileFromOffset() + this.mappedFileSize
  }

  /** Where the first file begins; -1 when there is none. */
  getMinOffset(): number {
    return this.getFirstMappedFile()?.getFileFromOffset() ?? -1
  }

  /** The position up to which it may be read. The next byte goes there if files are written directly. 0 without a file. */
  getMaxOffset(): number {
    const last = this.getLastMappedFile()
    return last === null ? 0 : last.getFileFromOffset() + last.getReadPosition()
  }

  /** How many bytes a power cut would take. */
  howMuchFallBehind(): number {
    return this.mappedFiles.length === 0 ? 0 : this.getMaxOffset() - this.flushedWhere
  }

  /**
   * Flushes the file in which the flushed part ends, and only that one: the next file takes another call.
   * Original: MappedFileQueue#flush
   * @returns true when there was nothing to be done
   */
  *flush(flushLeastPages: number): Blocking<boolean> {
    const file = this.findMappedFileByOffset(this.flushedWhere, this.flushedWhere === 0)
    if (file === null) return true
    const storeTimestamp = file.getStoreTimestamp()
    const flushed = file.getFileFromOffset() + (yield* file.flush(flushLeastPages))
    assert(flushed >= this.flushedWhere, 'what is flushed stays flushed', flushed, this.flushedWhere)
    assert(flushed <= this.getMaxOffset(), 'flushed ≤ committed', flushed, this.getMaxOffset())
    const nothingMoved = flushed === this.flushedWhere
    this.flushedWhere = flushed
    if (flushLeastPages === 0) this.storeTimestamp = storeTimestamp
    return nothingMoved
  }

  /**
   * Copies what is written to the memory of the process to the files; like {@link flush}, those of one file.
   * Original: MappedFileQueue#commit
   * @returns true when there was nothing to be done
   */
  commit(commitLeastPages: number): boolean {
    const file = this.findMappedFileByOffset(this.committedWhere, this.committedWhere === 0)
    if (file === null) return true
    const committed = file.getFileFromOffset() + file.commit(commitLeastPages)
    assert(committed >= this.committedWhere, 'what is committed stays committed', committed, this.committedWhere)
    assert(committed <= this.getMaxWrotePosition(), 'committed ≤ wrote', committed, this.getMaxWrotePosition())
    const nothingMoved = committed === this.committedWhere
    this.committedWhere = committed
    return nothingMoved
  }

  getCommittedWhere(): number {
    return this.committedWhere
  }

  setCommittedWhere(offset: number): void {
    assert(offset >= 0, '0 ≤ committed', offset)
    this.committedWhere = offset
  }

  /** Where the next byte will be written, which may be ahead of {@link getMaxOffset}. */
  getMaxWrotePosition(): number {
    const last = this.getLastMappedFile()
    return last === null ? 0 : last.getFileFromOffset() + last.getWrotePosition()
  }

  /** Bytes that would be lost with the process. Original: MappedFileQueue#remainHowManyDataToCommit */
  remainHowManyDataToCommit(): number {
    return this.getMaxWrotePosition() - this.committedWhere
  }

  getFlushedWhere(): number {
    return this.flushedWhere
  }

  setFlushedWhere(offset: number): void {
    assert(offset >= 0, '0 ≤ flushed', offset)
    this.flushedWhere = offset
  }

  /** The store time (ms) up to which everything is safe, as far as thorough flushes know; 0 before the first. */
  getStoreTimestamp(): number {
    return this.storeTimestamp
  }

  /**
   * Erases everything from `offset` on, and makes everything before it safe on the disk.
   * Original: MappedFileQueue#truncateDirtyFiles
   * @returns how many bytes were thrown away
   */
  *truncateDirtyFiles(offset: number): Blocking<number> {
    let discarded = 0
    for (const file of [...this.mappedFiles]) {
      const end = Math.min(offset - file.getFileFromOffset(), this.mappedFileSize)
      discarded += yield* file.truncate(Math.max(0, end))
      if (end < 0) yield* this.deleteFile(file)
    }
    return discarded
  }

  /**
   * Deletes files whose last entry belongs to a message before this position of the commit log, beginning with the
   * first and up to one that is to stay. The last file always stays. Entries begin with that position.
   * Original: MappedFileQueue#deleteExpiredFileByOffset
   * @returns how many
   */
  *deleteExpiredFileByOffset(offset: number, unitSize: number): Blocking<number> {
    let deleteCount = 0
    for (const file of this.mappedFiles.slice(0, -1)) {
      if (file.getBuffer().getLong(this.mappedFileSize - unitSize) >= offset) break
      yield* this.deleteExpiredFile(file)
      deleteCount++
    }
    return deleteCount
  }

  /** Deletes one file of the queue. */
  *deleteExpiredFile(file: MappedFile): Blocking<void> {
    assert(file !== this.getLastMappedFile(), 'the last file stays', file.getFileName())
    if (this.mappedFiles.includes(file)) yield* this.deleteFile(file)
  }

  *deleteLastMappedFile(): Blocking<void> {
    const last = this.getLastMappedFile()
    if (last !== null) yield* this.deleteFile(last)
  }

  /** Deletes all files. Original: MappedFileQueue#destroy */
  *destroy(): Blocking<void> {
    for (const file of [...this.mappedFiles]) yield* this.deleteFile(file)
    this.flushedWhere = 0
    this.committedWhere = 0
  }

  private *deleteFile(file: MappedFile): Blocking<void> {
    const index = this.mappedFiles.indexOf(file)
    assert(index >= 0, 'a file is deleted once', file.getFileName())
    this.mappedFiles.splice(index, 1)
    yield* file.destroy()
  }
}
