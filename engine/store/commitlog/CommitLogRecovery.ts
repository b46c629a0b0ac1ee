import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import type { DispatchRequest } from '../dispatch/DispatchRequest'
import type { MappedFile } from '../logfile/MappedFile'
import { SelectMappedBufferResult } from '../logfile/SelectMappedBufferResult'
import type { ConsumeQueueStore } from '../queue/ConsumeQueueStore'
import type { StoreContext } from '../StoreContext'
import type { CommitLog } from './CommitLog'

/**
 * Finds out where the commit log really ends. All files have their full length, and only their records tell which bytes are
 * messages: the log ends before the first record that isn't whole and undamaged.
 * Original: CommitLog#recoverNormally and #recoverAbnormally.
 */
export class CommitLogRecovery {
  private readonly context: StoreContext
  private readonly commitLog: CommitLog
  private readonly consumeQueueStore: ConsumeQueueStore
  private readonly doDispatch: (request: DispatchRequest) => Blocking<void>
  /** Where the last record found begins. */
  private lastValidMsgPhyOffset: number
  /** For the report. */
  private recordCount: number
  private dispatchCount: number

  constructor(
    context: StoreContext,
    commitLog: CommitLog,
    consumeQueueStore: ConsumeQueueStore,
    doDispatch: (request: DispatchRequest) => Blocking<void>,
  ) {
    this.context = context
    this.commitLog = commitLog
    this.consumeQueueStore = consumeQueueStore
    this.doDispatch = doDispatch
    this.lastValidMsgPhyOffset = 0
    this.recordCount = 0
    this.dispatchCount = 0
  }

  /**
   * After a clean shutdown: everything was flushed, and nearly everything was dispatched. Begins with the file that the
   * consume queues end in. A record that begins exactly where the queues end is not dispatched, as in the original: the
   * comparison there is with `>`, although the other side is the position after the last record.
   */
  *recoverNormally(maxPhyOffsetOfConsumeQueue: number): Blocking<void> {
    const files = this.commitLog.getMappedFileQueue().getMappedFiles()
    if (files.length === 0) return yield* this.commitLogIsGone('normal')
    let index = files.length - 1
    while (index > 0 && files[index]!.getFileFromOffset() > maxPhyOffsetOfConsumeQueue) index--
    const isNew = (request: DispatchRequest): boolean => request.commitLogOffset > maxPhyOffsetOfConsumeQueue
    const from = files[index]!.getFileName()
    this.lastValidMsgPhyOffset = this.commitLog.getConfirmOffset()
    const end = yield* this.readFrom(files.slice(index), isNew)
    this.commitLog.setConfirmOffset(this.lastValidMsgPhyOffset)
    const discarded = yield* this.truncate(end, maxPhyOffsetOfConsumeQueue)
    this.report('normal', from, end, discarded)
  }

  /**
   * After a crash: begins with the newest file whose first message is older than the checkpoint, so that from there on
   * nothing is taken for granted, and dispatches every record again. The consume queues know what they already have.
   */
  *recoverAbnormally(maxPhyOffsetOfConsumeQueue: number): Blocking<void> {
    const files = this.commitLog.getMappedFileQueue().getMappedFiles()
    if (files.length === 0) return yield* this.commitLogIsGone('abnormal')
    let index = files.length - 1
    while (index > 0 && !this.isMappedFileMatchedRecover(files[index]!)) index--
    const from = files[index]!.getFileName()
    this.lastValidMsgPhyOffset = files[index]!.getFileFromOffset()
    const end = yield* this.readFrom(files.slice(index), () => true)
    yield* this.consumeQueueStore.flush(0)
    this.commitLog.setConfirmOffset(this.lastValidMsgPhyOffset)
    const discarded = yield* this.truncate(end, maxPhyOffsetOfConsumeQueue)
    this.report('abnormal', from, end, discarded)
  }

  /** Reads record after record up to the first that isn't one, and returns where that is. */
  private *readFrom(files: MappedFile[], isToDispatch: (request: DispatchRequest) => boolean): Blocking<number> {
    let processOffset = 0
    for (const file of files) {
      const stretch = new SelectMappedBufferResult(file.getFileFromOffset(), file.getBuffer(), 0, file.getFileSize())
      const { end, isWholeFile } = yield* this.readFile(stretch, isToDispatch)
      processOffset = end
      if (!isWholeFile) break
    }
    return processOffset
  }

  private *readFile(
    stretch: SelectMappedBufferResult,
    isToDispatch: (request: DispatchRequest) => boolean,
  ): Blocking<{ end: number; isWholeFile: boolean }> {
    const checkCRC = this.context.messageStoreConfig.checkCRCOnRecover
    let position = 0
    for (;;) {
      const request = this.commitLog.checkMessageAndReturnSize(stretch, position, checkCRC, true)
      const end = stretch.startOffset + position
      if (!request.success) return { end, isWholeFile: false }
      if (request.msgSize === 0) return { end, isWholeFile: true }
      assert(request.msgSize > 0, 'a record takes room', request.msgSize)
      assert(position + request.msgSize <= stretch.size, 'a record ends within its file', position + request.msgSize)
      this.recordCount++
      if (isToDispatch(request)) {
        this.dispatchCount++
        yield* this.doDispatch(request)
      }
      this.lastValidMsgPhyOffset = end
      position += request.msgSize
    }
  }

  private isMappedFileMatchedRecover(file: MappedFile): boolean {
    const stretch = new SelectMappedBufferResult(file.getFileFromOffset(), file.getBuffer(), 0, file.getFileSize())
    const storeTimestamp = this.commitLog.pickupStoreTimestamp(stretch)
    const { messageIndexEnable, messageIndexSafe } = this.context.messageStoreConfig
    const checkpoint = this.context.getStoreCheckpoint()
    const isIndexSafe = messageIndexEnable && messageIndexSafe
    const safeUpTo = isIndexSafe ? checkpoint.getMinTimestampIndex() : checkpoint.getMinTimestamp()
    return storeTimestamp > 0 && storeTimestamp <= safeUpTo
  }

  /** Discards what lies beyond the end of the log, and the entries that lead there. @returns discarded bytes */
  private *truncate(end: number, maxPhyOffsetOfConsumeQueue: number): Blocking<number> {
    if (maxPhyOffsetOfConsumeQueue >= end) yield* this.consumeQueueStore.truncateDirty(end)
    const queue = this.commitLog.getMappedFileQueue()
    queue.setFlushedWhere(end)
    queue.setCommittedWhere(end)
    const discarded = yield* queue.truncateDirtyFiles(end)
    assert(queue.getMaxOffset() === end, 'recovery leaves a log that ends with its last record', queue.getMaxOffset(), end)
    assert(queue.getFlushedWhere() === end, 'what recovery has read is flushed', queue.getFlushedWhere(), end)
    return discarded
  }

  /** Deletes the consume queues: they mean nothing without a commit log. */
  private *commitLogIsGone(how: 'normal' | 'abnormal'): Blocking<void> {
    const queue = this.commitLog.getMappedFileQueue()
    queue.setFlushedWhere(0)
    queue.setCommittedWhere(0)
    yield* this.consumeQueueStore.destroy()
    this.report(how, '', 0, 0)
  }

  /** Reports in which file and where the log ends. If bytes were discarded, the first damaged record lay there. */
  private report(how: 'normal' | 'abnormal', from: string, end: number, discarded: number): void {
    const { kernel, host, name } = this.context.process
    if (!kernel.wants('store-recovered')) return
    const file = this.commitLog.getMappedFileQueue().getLastMappedFile()
    kernel.emit({
      type: 'store-recovered',
      process: name,
      host,
      how,
      from,
      records: this.recordCount,
      dispatched: this.dispatchCount,
      path: file?.getFileName() ?? '',
      position: end - (file?.getFileFromOffset() ?? 0),
      discarded,
    })
  }
}
