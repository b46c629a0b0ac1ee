import { getLong, putLong } from '../../common/longs'
import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { MappedFileQueue } from '../logfile/MappedFileQueue'
import type { PageCache } from '../pagecache/PageCache'

/** The bytes left at the end of a file: how many they are, a number without use, and the magic. */
const MIN_BLANK_LEN = 4 + 8 + 4

/** The bytes of one record, and where its fields lie. */
export const TIMER_LOG_UNIT = {
  SIZE: 52,
  PREV_POS: 4,
  MAGIC: 12,
  CURR_WRITE_TIME: 16,
  DELAY_TIME: 24,
  OFFSET_PY: 28,
  SIZE_PY: 36,
  TOPIC_HASH: 40,
  RESERVED: 44,
} as const

/** It marks the blank end of a file, as in the commit log. Original: TimerLog#BLANK_MAGIC_CODE */
export const TIMER_LOG_BLANK_MAGIC = 0xcbd4_3194 | 0

/** What is known of a message that waits. Times in ms. */
export interface TimerLogUnit {
  /** The record that came before it in the same slot; -1 for none. */
  readonly prevPos: number
  readonly magic: number
  /** Up to where the wheel had taken messages when this one came, in ms since 1970. */
  readonly currWriteTimeMs: number
  /** From then on until its slot is due. */
  readonly delayTime: number
  /** Where the message lies in the commit log, and its bytes. */
  readonly offsetPy: number
  readonly sizePy: number
  /** Java's hash of the topic that it is meant for. */
  readonly topicHash: number
}

/**
 * All messages that have come onto the wheel, one record after the other. Those of a slot are chained, from the last to the first.
 * Original: org.apache.rocketmq.store.timer.TimerLog.
 */
export class TimerLog {
  private readonly mappedFileQueue: MappedFileQueue
  private readonly fileSize: number

  constructor(cache: PageCache, storePath: string, fileSize: number) {
    this.fileSize = fileSize
    this.mappedFileQueue = new MappedFileQueue(cache, storePath, fileSize, null)
  }

  /** @returns false when a file has another size than it should; @throws NumberFormatException */
  *load(): Blocking<boolean> {
    return yield* this.mappedFileQueue.load()
  }

  /** Original: TimerLog#append. @returns where the record lies, or -1 when there is no room for a new file */
  *append(unit: TimerLogUnit): Blocking<number> {
    let mappedFile = yield* this.mappedFileQueue.getOrCreateLastMappedFile(0)
    if (mappedFile === null) return -1
    const left = this.fileSize - mappedFile.getWrotePosition()
    if (TIMER_LOG_UNIT.SIZE + MIN_BLANK_LEN > left) {
      mappedFile.appendBytes(blank(left))
      mappedFile.setWrotePosition(this.fileSize)
      mappedFile = yield* this.mappedFileQueue.getOrCreateLastMappedFile(0)
      if (mappedFile === null) return -1
    }
    const position = mappedFile.getFileFromOffset() + mappedFile.getWrotePosition()
    const isWritten = mappedFile.appendBytes(encode(unit))
    assert(isWritten, 'a file with room for a record takes it', position)
    return position
  }

  /** The record at this position; null if the file is gone or ends before it. Original: TimerLog#getTimerMessage */
  getTimerMessage(position: number): TimerLogUnit | null {
    const mappedFile = this.mappedFileQueue.findMappedFileByOffset(position)
    const stretch = mappedFile?.selectMappedBuffer(position % this.fileSize, TIMER_LOG_UNIT.SIZE) ?? null
    return stretch === null ? null : decode(stretch.get(0, TIMER_LOG_UNIT.SIZE))
  }

  getMappedFileQueue(): MappedFileQueue {
    return this.mappedFileQueue
  }

  /** Where the last record of a full file begins. Original: TimerLog#getOffsetForLastUnit */
  getOffsetForLastUnit(): number {
    const { SIZE } = TIMER_LOG_UNIT
    return this.fileSize - ((this.fileSize - MIN_BLANK_LEN) % SIZE) - MIN_BLANK_LEN - SIZE
  }

  /**
   * Deletes files whose last message is no longer in the commit log, beginning with the first. The last file stays.
   * Original: MappedFileQueue#deleteExpiredFileByOffsetForTimerLog
   */
  *deleteExpiredFiles(minPhyOffset: number): Blocking<void> {
    for (const file of [...this.mappedFileQueue.getMappedFiles()].slice(0, -1)) {
      const unit = this.getTimerMessage(file.getFileFromOffset() + this.getOffsetForLastUnit())
      if (unit === null || !isMagicOK(unit.magic) || unit.offsetPy >= minPhyOffset) return
      yield* this.mappedFileQueue.deleteExpiredFile(file)
    }
  }

  /** Original: TimerLog#shutdown */
  *shutdown(): Blocking<void> {
    yield* this.mappedFileQueue.flush(0)
  }
}

/** Original: TimerMessageStore#isMagicOK */
export function isMagicOK(magic: number): boolean {
  return (magic | 0xf) === 0xf
}

function encode(unit: TimerLogUnit): Uint8Array {
  const view = new DataView(new ArrayBuffer(TIMER_LOG_UNIT.SIZE))
  view.setInt32(0, TIMER_LOG_UNIT.SIZE)
  putLong(view, TIMER_LOG_UNIT.PREV_POS, unit.prevPos)
  view.setInt32(TIMER_LOG_UNIT.MAGIC, unit.magic)
  putLong(view, TIMER_LOG_UNIT.CURR_WRITE_TIME, unit.currWriteTimeMs)
  view.setInt32(TIMER_LOG_UNIT.DELAY_TIME, unit.delayTime)
  putLong(view, TIMER_LOG_UNIT.OFFSET_PY, unit.offsetPy)
  view.setInt32(TIMER_LOG_UNIT.SIZE_PY, unit.sizePy)
  view.setInt32(TIMER_LOG_UNIT.TOPIC_HASH, unit.topicHash)
  return new Uint8Array(view.buffer)
}

function decode(bytes: Uint8Array): TimerLogUnit {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return {
    prevPos: getLong(view, TIMER_LOG_UNIT.PREV_POS),
    magic: view.getInt32(TIMER_LOG_UNIT.MAGIC),
    currWriteTimeMs: getLong(view, TIMER_LOG_UNIT.CURR_WRITE_TIME),
    delayTime: view.getInt32(TIMER_LOG_UNIT.DELAY_TIME),
    offsetPy: getLong(view, TIMER_LOG_UNIT.OFFSET_PY),
    sizePy: view.getInt32(TIMER_LOG_UNIT.SIZE_PY),
    topicHash: view.getInt32(TIMER_LOG_UNIT.TOPIC_HASH),
  }
}

function blank(left: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(MIN_BLANK_LEN))
  view.setInt32(0, left)
  view.setInt32(MIN_BLANK_LEN - 4, TIMER_LOG_BLANK_MAGIC)
  return new Uint8Array(view.buffer)
}
