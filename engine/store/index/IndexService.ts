import { MessageConst } from '../../common/message/MessageConst'
import { MessageSysFlag } from '../../common/sysflag/MessageSysFlag'
import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { IllegalArgumentException } from '../../kernel/errors'
import { NumberFormatException, parseLong } from '../../kernel/java/javaParse'
import { currentTimeMillis } from '../../kernel/Process'
import { sleep } from '../../kernel/sleep'
import type { Thread } from '../../kernel/Thread'
import { DiskFullError, DiskIoError } from '../../ports/Disk'
import { getStorePathIndex } from '../config/StorePathConfigHelper'
import type { DispatchRequest } from '../dispatch/DispatchRequest'
import type { StoreContext } from '../StoreContext'
import type { IndexFileSizes } from './IndexFile'
import { IndexFile } from './IndexFile'
import type { QueryOffsetResult } from './QueryOffsetResult'
import { timeMillisToHumanString } from './timeMillisToHumanString'

/** How often the creation of a file is tried. */
const MAX_TRY_IDX_CREATE = 3

/**
 * Finds messages by their keys and by the ids that producers gave them: a row of index files, of which the last is
 * written. (The original guards the list with a read-write lock. Here a search can't be interrupted, so it needs
 * none.) Original: org.apache.rocketmq.store.index.IndexService.
 */
export class IndexService {
  private readonly context: StoreContext
  private readonly storePath: string
  private readonly sizes: IndexFileSizes
  private readonly indexFileList: IndexFile[]
  /** Full files that are not known to be on the disk yet, the oldest first. */
  private readonly unflushed: Set<IndexFile>
  /** Full files and the threads that flush them. */
  private readonly flushing: Map<IndexFile, Thread>

  constructor(context: StoreContext) {
    const { storePathRootDir, maxHashSlotNum, maxIndexNum } = context.messageStoreConfig
    this.context = context
    this.storePath = getStorePathIndex(storePathRootDir)
    this.sizes = { hashSlotNum: maxHashSlotNum, indexNum: maxIndexNum }
    this.indexFileList = []
    this.unflushed = new Set()
    this.flushing = new Map()
  }

  getIndexFileList(): readonly IndexFile[] {
    return this.indexFileList
  }

  /** Bytes of all files. */
  getTotalSize(): number {
    return (this.indexFileList[0]?.getFileSize() ?? 0) * this.indexFileList.length
  }

  /**
   * Opens the files that are there. After a crash only files that were full and flushed are kept, as the checkpoint
   * knows. The file that was being written is always dropped, and rebuilt only from the part of the commit log that
   * recovery dispatches. Original: IndexService#load
   */
  *load(lastExitOK: boolean): Blocking<void> {
    const { pageCache } = this.context
    const { indexMsgTimestamp } = this.context.getStoreCheckpoint()
    assert(this.indexFileList.length === 0, 'an index is loaded once')
    for (const path of yield* pageCache.disk.list(this.storePath)) {
      if (!isNamedAfterTime(path.slice(this.storePath.length + 1))) continue
      const file = yield* IndexFile.load(pageCache, path, this.sizes)
      const isSafe = file.getEndTimestamp() <= indexMsgTimestamp
      if (lastExitOK || isSafe) this.indexFileList.push(file)
      else yield* file.destroy()
      if (lastExitOK && !isSafe && file.isWriteFull()) this.unflushed.add(file)
    }
  }

  /**
   * Drops the files that know of messages at `phyOffset` or beyond it, since the commit log ends there, and those behind
   * them. (The original keeps them. As soon as the log has grown again, a key leads into the middle of some other message.)
   * @returns where in the log the first of them began: from there on the index must be rebuilt; null if none was dropped
   */
  *truncateDirty(phyOffset: number): Blocking<number | null> {
    const first = this.indexFileList.findIndex((file) => file.getEndPhyOffset() >= phyOffset)
    if (first < 0) return null
    const from = this.indexFileList[first]!.getBeginPhyOffset()
    const dropped = this.indexFileList.splice(first)
    for (const file of dropped) {
      yield* this.flushed(file)
      this.unflushed.delete(file)
    }
    // The files that replace these are younger than the checkpoint says, and not on the disk.
    const checkpoint = this.context.getStoreCheckpoint()
    checkpoint.indexMsgTimestamp = this.safeTimestamp()
    yield* checkpoint.flush()
    for (const file of dropped) yield* file.destroy()
    return from
  }

  /** Flushes what there is. Original: IndexService#shutdown */
  *shutdown(): Blocking<void> {
    for (const file of this.indexFileList) yield* this.flushIfPossible(file)
    this.indexFileList.length = 0
    this.unflushed.clear()
  }

  /** Deletes everything. Original: IndexService#destroy */
  *destroy(): Blocking<void> {
    for (const file of this.indexFileList.splice(0)) yield* file.destroy()
  }

  /**
   * Deletes the files whose messages all lie before this position of the commit log; never the last file.
   * Original: IndexService#deleteExpiredFile
   */
  *deleteExpiredFile(offset: number): Blocking<void> {
    while (this.indexFileList.length > 1 && this.indexFileList[0]!.getEndPhyOffset() < offset) {
      const file = this.indexFileList.shift()!
      assert(this.indexFileList.length > 0, 'the last file stays', file.getFileName())
      this.unflushed.delete(file)
      yield* file.destroy()
    }
  }

  /**
   * The positions of the messages with this key that were stored between `begin` and `end` (ms since 1970). The newest file is
   * asked first. Original: IndexService#queryOffset
   * @throws IllegalArgumentException when `maxNum` is negative
   */
  queryOffset(topic: string, key: string, maxNum: number, begin: number, end: number): QueryOffsetResult {
    if (maxNum < 0) throw new IllegalArgumentException(`at most ${maxNum} messages can't be asked for`)
    const phyOffsets: number[] = []
    const limit = Math.min(maxNum, this.context.messageStoreConfig.maxMsgsNumBatch)
    const newest = this.indexFileList[this.indexFileList.length - 1]
    for (let i = this.indexFileList.length - 1; i >= 0; i--) {
      const file = this.indexFileList[i]!
      if (file.isTimeMatched(begin, end)) file.selectPhyOffset(phyOffsets, buildKey(topic, key), limit, begin, end)
      if (file.getBeginTimestamp() < begin || phyOffsets.length >= limit) break
    }
    return {
      phyOffsets,
      indexLastUpdateTimestamp: newest?.getEndTimestamp() ?? 0,
      indexLastUpdatePhyoffset: newest?.getEndPhyOffset() ?? 0,
    }
  }

  /**
   * Enters a message under the id that its producer gave it and under each of its keys. Half messages can be found,
   * rolled back ones can't. Original: IndexService#buildIndex
   */
  *buildIndex(request: DispatchRequest): Blocking<void> {
    let file = this.writableFile() ?? (yield* this.retryGetAndCreateIndexFile())
    // The index already has what is older than its last entry: recovery dispatches some messages again.
    if (file === null || request.commitLogOffset < file.getEndPhyOffset()) return
    const { sysFlag, topic, uniqKey, keys } = request
    if (MessageSysFlag.getTransactionValue(sysFlag) === MessageSysFlag.TRANSACTION_ROLLBACK_TYPE) return
    if (uniqKey !== null) {
      file = yield* this.putKey(file, request, buildKey(topic, uniqKey))
      if (file === null) return
    }
    if (keys === '') return
    for (const key of keys.split(MessageConst.KEY_SEPARATOR)) {
      if (key === '') continue
      file = yield* this.putKey(file, request, buildKey(topic, key))
      if (file === null) return
    }
  }

  /** @returns the file that has the key now, which is a new one if the last was full; null when there is none */
  private *putKey(lastFile: IndexFile, request: DispatchRequest, key: string): Blocking<IndexFile | null> {
    let file: IndexFile | null = lastFile
    while (file !== null && !file.putKey(key, request.commitLogOffset, request.storeTimestamp)) {
      file = yield* this.retryGetAndCreateIndexFile()
    }
    // At once: it is flushed only when the next key needs another file, and the flush of the one before it may end earlier.
    if (file?.isWriteFull() === true) this.unflushed.add(file)
    return file
  }

  private writableFile(): IndexFile | null {
    const last = this.indexFileList[this.indexFileList.length - 1]
    return last === undefined || last.isWriteFull() ? null : last
  }

  /**
   * The last file, or a new one. If none can be created within three seconds, the store takes no more messages.
   * Original: IndexService#retryGetAndCreateIndexFile
   */
  private *retryGetAndCreateIndexFile(): Blocking<IndexFile | null> {
    for (let times = 0; times < MAX_TRY_IDX_CREATE; times++) {
      const file = yield* this.getAndCreateLastIndexFile()
      if (file !== null) return file
      yield* sleep(1000)
    }
    this.context.runningFlags.makeIndexFileError()
    return null
  }

  /** Original: IndexService#getAndCreateLastIndexFile */
  private *getAndCreateLastIndexFile(): Blocking<IndexFile | null> {
    const writable = this.writableFile()
    if (writable !== null) return writable
    const previous = this.indexFileList[this.indexFileList.length - 1] ?? null
    try {
      const path = yield* this.pathOfNewFile(previous)
      const file = yield* IndexFile.create(this.context.pageCache, path, this.sizes, previous)
      this.indexFileList.push(file)
      if (previous !== null) this.flushInBackground(previous)
      return file
    } catch (error) {
      if (error instanceof DiskFullError || error instanceof DiskIoError) return null
      throw error
    }
  }

  /**
   * Named after the moment. Files must not get the same name: small ones are full in less than a millisecond of virtual
   * time, so the next one may have to wait for it to be over.
   */
  private *pathOfNewFile(previous: IndexFile | null): Blocking<string> {
    for (;;) {
      const path = `${this.storePath}/${timeMillisToHumanString(currentTimeMillis())}`
      if (previous === null || path !== previous.getFileName()) return path
      yield* sleep(1)
    }
  }

  /** Waits until no thread flushes the file any more. */
  private *flushed(file: IndexFile): Blocking<void> {
    const thread = this.flushing.get(file)
    if (thread !== undefined) yield* thread.join()
  }

  private flushInBackground(file: IndexFile): void {
    assert(file.isWriteFull(), 'only a full file is flushed while the next is written', file.getIndexCount())
    assert(!this.flushing.has(file), 'a file is filled once', file.getFileName())
    // One that was kept after a crash counts as safe; it is flushed again, as in the original.
    this.unflushed.add(file)
    this.flushing.set(file, this.context.process.spawn('FlushIndexFileThread', () => this.flush(file), true))
  }

  /**
   * Makes a full file safe, and first those before it whose own flush has failed: the checkpoint names a time and so vouches
   * for all of them. (The original lets it move on although an earlier flush has failed, and after a power cut the keys of
   * that file are not found.) Original: IndexService#flush
   */
  private *flush(full: IndexFile): Blocking<void> {
    for (const file of [...this.unflushed]) {
      // Deleted meanwhile because its messages were.
      if (!this.unflushed.has(file)) continue
      if (!(yield* this.flushIfPossible(file))) break
      this.unflushed.delete(file)
      if (file === full) break
    }
    const checkpoint = this.context.getStoreCheckpoint()
    const safe = this.safeTimestamp()
    if (safe > checkpoint.indexMsgTimestamp) {
      checkpoint.indexMsgTimestamp = safe
      yield* checkpoint.flush()
    }
    this.flushing.delete(full)
  }

  /**
   * The store time (ms) up to which the full files are on the disk; 0 if there are none. A file that a power cut has emptied
   * gets no more entries when others follow it, so that nothing has to be waited for.
   */
  private safeTimestamp(): number {
    let timestamp = 0
    const writable = this.writableFile()
    for (const file of this.indexFileList) {
      if (file === writable || this.unflushed.has(file)) break
      if (file.isWriteFull()) timestamp = file.getEndTimestamp()
    }
    return timestamp
  }

  /** An index that can't be flushed is no reason to stop: it is rebuilt after a crash. */
  private *flushIfPossible(file: IndexFile): Blocking<boolean> {
    try {
      yield* file.flush()
      return true
    } catch (error) {
      if (error instanceof DiskIoError) return false
      throw error
    }
  }
}

/** Files with other names are left alone. */
function isNamedAfterTime(name: string): boolean {
  try {
    parseLong(name)
    return true
  } catch (error) {
    if (error instanceof NumberFormatException) return false
    throw error
  }
}

function buildKey(topic: string, key: string): string {
  return `${topic}#${key}`
}
