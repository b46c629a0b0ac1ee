import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { parseInt32 } from '../../kernel/java/javaParse'
import { javaSplit } from '../../kernel/java/javaSplit'
import { currentTimeMillis } from '../../kernel/Process'
import { sleep } from '../../kernel/sleep'
import type { CommitLog } from '../commitlog/CommitLog'
import { hourOfDay } from '../index/timeMillisToHumanString'
import type { MappedFile } from '../logfile/MappedFile'
import { SelectMappedBufferResult } from '../logfile/SelectMappedBufferResult'
import type { StoreContext } from '../StoreContext'
import { diskSpaceUsedRatio } from './diskSpaceUsedRatio'

const MAX_MANUAL_DELETE_FILE_TIMES = 20
const HOUR_MILLIS = 60 * 60 * 1000

/**
 * Deletes the commit log's oldest files: once a day those that are old enough, and at any time while the disk
 * is too full. Above 75 % it deletes those that are old enough, above 85 % younger ones too; above 90 % the store takes no
 * messages until there is room again. The last file always stays. Original: DefaultMessageStore.CleanCommitLogService.
 */
export class CleanCommitLogService {
  private readonly context: StoreContext
  private readonly commitLog: CommitLog
  /** Position in the commit log of the next record to be dispatched: its file is still being read. */
  private readonly reputFromOffset: () => number
  /** How many more rounds delete because an operator asked for it. */
  private manualDeleteFileSeveralTimes: number
  private cleanImmediately: boolean

  constructor(context: StoreContext, commitLog: CommitLog, reputFromOffset: () => number) {
    this.context = context
    this.commitLog = commitLog
    this.reputFromOffset = reputFromOffset
    this.manualDeleteFileSeveralTimes = 0
    this.cleanImmediately = false
  }

  /** The next twenty rounds delete what is old enough, at any hour. */
  executeDeleteFilesManually(): void {
    this.manualDeleteFileSeveralTimes = MAX_MANUAL_DELETE_FILE_TIMES
  }

  getManualDeleteFileSeveralTimes(): number {
    return this.manualDeleteFileSeveralTimes
  }

  /** One round, every ten seconds. @returns how many files were deleted. @throws NumberFormatException, DiskIoError */
  *run(): Blocking<number> {
    const isTimeUp = this.isTimeToDelete()
    const isUsageExceedsThreshold = yield* this.isSpaceToDelete()
    const isManualDelete = this.manualDeleteFileSeveralTimes > 0
    if (!isTimeUp && !isUsageExceedsThreshold && !isManualDelete) return 0
    if (isManualDelete) this.manualDeleteFileSeveralTimes--
    const { cleanFileForciblyEnable } = this.context.messageStoreConfig
    return yield* this.deleteExpiredFileByTime(cleanFileForciblyEnable && this.cleanImmediately)
  }

  /**
   * `deleteWhen` lists hours of the day, separated by semicolons. An entry that is no number ends the round, even when the disk
   * is full. Original: CleanCommitLogService#isTimeToDelete
   * @throws NumberFormatException
   */
  private isTimeToDelete(): boolean {
    const hour = hourOfDay(currentTimeMillis())
    return javaSplit(this.context.messageStoreConfig.deleteWhen, ';').some((when) => parseInt32(when) === hour)
  }

  /**
   * Whether the disk is fuller than it should be. Also tells the rest of the store.
   * Original: CleanCommitLogService#isSpaceToDelete
   */
  private *isSpaceToDelete(): Blocking<boolean> {
    const { messageStoreConfig: config, runningFlags, pageCache } = this.context
    const ratio = diskSpaceUsedRatio(yield* pageCache.disk.space())
    assert(ratio >= 0 && ratio <= 1, 'a disk is between empty and full', ratio)
    const isFull = ratio > config.getDiskSpaceWarningLevelRatio() / 100
    this.cleanImmediately = isFull || ratio > config.getDiskSpaceCleanForciblyRatio() / 100
    if (isFull) runningFlags.getAndMakeDiskFull()
    else if (!this.cleanImmediately) runningFlags.getAndMakeDiskOK()
    return this.cleanImmediately || ratio > config.getDiskMaxUsedSpaceRatio() / 100
  }

  /** Original: MappedFileQueue#deleteExpiredFileByTime */
  private *deleteExpiredFileByTime(cleanImmediately: boolean): Blocking<number> {
    const { fileReservedTime, deleteFileBatchMax, deleteCommitLogFilesInterval } = this.context.messageStoreConfig
    const queue = this.commitLog.getMappedFileQueue()
    const files = [...queue.getMappedFiles()]
    let deleteCount = 0
    for (const [index, file] of files.slice(0, -1).entries()) {
      if (!cleanImmediately && !this.isExpired(files[index + 1]!, fileReservedTime * HOUR_MILLIS)) break
      if (this.reputFromOffset() < file.getFileFromOffset() + file.getFileSize()) break
      assert(file === queue.getFirstMappedFile(), 'the oldest file goes first', file.getFileName())
      yield* queue.deleteExpiredFile(file)
      assert(queue.getMinOffset() === files[index + 1]!.getFileFromOffset(), 'the log begins with its oldest file')
      deleteCount++
      if (deleteCount >= deleteFileBatchMax) break
      if (deleteCommitLogFilesInterval > 0 && index + 2 < files.length) yield* sleep(deleteCommitLogFilesInterval)
    }
    return deleteCount
  }

  /**
   * Whether the previous file was last written that long ago, which is when this one got its first message. (The
   * original asks the file system when a file was written last, so that copying a store makes everything in it young
   * again.)
   */
  private isExpired(next: MappedFile, reservedMillis: number): boolean {
    const stretch = new SelectMappedBufferResult(next.getFileFromOffset(), next.getBuffer(), 0, next.getFileSize())
    const lastModifiedTimestamp = this.commitLog.pickupStoreTimestamp(stretch)
    return lastModifiedTimestamp >= 0 && currentTimeMillis() >= lastModifiedTimestamp + reservedMillis
  }
}
