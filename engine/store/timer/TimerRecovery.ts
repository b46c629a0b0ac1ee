import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import type { MappedFile } from '../logfile/MappedFile'
import type { TimerCheckpoint } from './TimerCheckpoint'
import { isMagicOK, TIMER_LOG_BLANK_MAGIC, TIMER_LOG_UNIT } from './TimerLog'
import type { TimerMessageStore } from './TimerMessageStore'
import { TIMER_TOPIC } from './timerTopic'
import type { TimerWheel } from './TimerWheel'

/** How many messages before the one expected are looked at. */
const MAX_STEPS_BACK = 20_000

/**
 * Finds out, when a broker starts, where the timer log ends, how far the wheel has come, and which message comes next. The wheel in
 * the file may be older than the log, so that the records of the last two files are linked again.
 * Original: TimerMessageStore#recover, #recoverAndRevise, #reviseQueueOffset
 */
export class TimerRecovery {
  private readonly store: TimerMessageStore
  private readonly wheel: TimerWheel
  private readonly checkpoint: TimerCheckpoint

  constructor(store: TimerMessageStore, wheel: TimerWheel, checkpoint: TimerCheckpoint) {
    this.store = store
    this.wheel = wheel
    this.checkpoint = checkpoint
  }

  /** Original: TimerMessageStore#recover */
  *recover(): Blocking<void> {
    const { store, wheel, checkpoint } = this
    const queue = store.timerLog.getMappedFileQueue()
    const lastFile = queue.getLastMappedFile()
    const safe = checkpoint.lastTimerLogFlushPos - (lastFile?.getFileSize() ?? 0)
    const processOffset = yield* this.recoverAndRevise(Math.max(0, safe), true)
    queue.setFlushedWhere(processOffset)
    store.currQueueOffset = this.nextQueueOffset(processOffset)
    store.commitQueueOffset = store.currQueueOffset
    store.currReadTimeMs = Math.max(checkpoint.lastReadTimeMs, store.earliestReadTimeMs())
    const minFirst = wheel.checkPhyPos(store.currReadTimeMs, processOffset)
    if (minFirst < processOffset) yield* this.recoverAndRevise(minFirst, false)
    assert(store.currQueueOffset >= 0, 'a wheel goes on with a message of its queue', store.currQueueOffset)
    store.trace.recovered(store.currReadTimeMs, processOffset, store.currQueueOffset)
  }

  /** The one after the last that has a record, or what the checkpoint says; and one that the queue has. */
  private nextQueueOffset(processOffset: number): number {
    const found = this.reviseQueueOffset(processOffset)
    const next = found === -1 ? this.checkpoint.lastTimerQueueOffset : found + 1
    const known = Math.min(next, this.checkpoint.masterTimerQueueOffset)
    const cq = this.store.messageStore.getQueueStore().getConsumeQueue(TIMER_TOPIC, 0)
    return cq === null ? known : Math.min(Math.max(known, cq.getMinOffsetInQueue()), cq.getMaxOffsetInQueue())
  }

  /**
   * The number of the message to which the last record belongs. The message may say a number that is too large: then the queue
   * is asked for the entry that leads to it. Original: TimerMessageStore#reviseQueueOffset
   * @returns -1 if there is no record, or no message
   */
  private reviseQueueOffset(processOffset: number): number {
    const { messageStore, timerLog } = this.store
    const unit = timerLog.getTimerMessage(processOffset - TIMER_LOG_UNIT.SIZE)
    const message = unit === null ? null : messageStore.lookMessageByOffset(unit.offsetPy, unit.sizePy)
    if (unit === null || message === null) return -1
    const cq = messageStore.getQueueStore().getConsumeQueue(TIMER_TOPIC, message.queueId)
    if (cq === null) return message.queueOffset
    const last = Math.max(0, message.queueOffset - MAX_STEPS_BACK + 1)
    for (let offset = message.queueOffset; offset >= last; offset--) {
      const entry = cq.get(offset)
      if (entry !== null && entry.pos === unit.offsetPy && entry.size === unit.sizePy) return offset
    }
    return message.queueOffset
  }

  /**
   * Reads the log from the file with this position on, and links each record: it is the last of its slot. With `checkTimerLog` the
   * first thing that is no record is the end, and everything behind it is cut off. Original: TimerMessageStore#recoverAndRevise
   * @returns where the log ends
   */
  private *recoverAndRevise(beginOffset: number, checkTimerLog: boolean): Blocking<number> {
    const queue = this.store.timerLog.getMappedFileQueue()
    const files = queue.getMappedFiles()
    const newer = files.filter((file) => file.getFileFromOffset() > beginOffset)
    const from = Math.max(0, files.length - newer.length - 1)
    let checkOffset = files[from]?.getFileFromOffset() ?? 0
    for (const file of files.slice(from)) {
      const { position, isEnd } = this.linkRecords(file, checkTimerLog)
      checkOffset = file.getFileFromOffset() + position
      if (isEnd) break
    }
    if (checkTimerLog && files.length > 0) yield* queue.truncateDirtyFiles(checkOffset)
    return checkOffset
  }

  private linkRecords(file: MappedFile, checkTimerLog: boolean): { position: number; isEnd: boolean } {
    const { SIZE } = TIMER_LOG_UNIT
    const end = checkTimerLog ? file.getFileSize() : file.getReadPosition()
    const buffer = file.getBuffer()
    let position = 0
    for (; position < end; position += SIZE) {
      // What is left at the end of a file is less than a record, but more than the fields up to the magic.
      const isTooShort = position + TIMER_LOG_UNIT.CURR_WRITE_TIME > file.getFileSize()
      const magic = isTooShort ? 0 : buffer.getInt(position + TIMER_LOG_UNIT.MAGIC)
      if (magic === TIMER_LOG_BLANK_MAGIC) break
      const isRecord = !isTooShort && buffer.getInt(position) === SIZE && isMagicOK(magic) && position + SIZE <= end
      if (!isRecord && checkTimerLog) return { position, isEnd: true }
      if (!isRecord) continue
      const writeTime = buffer.getLong(position + TIMER_LOG_UNIT.CURR_WRITE_TIME)
      const slotTime = writeTime + buffer.getInt(position + TIMER_LOG_UNIT.DELAY_TIME)
      this.wheel.reviseSlot(slotTime, file.getFileFromOffset() + position)
    }
    return { position, isEnd: false }
  }
}
