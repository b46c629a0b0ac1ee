import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { DiskIoError } from '../../ports/Disk'
import type { MappedBuffer } from '../pagecache/MappedBuffer'
import { OS_PAGE_SIZE } from '../pagecache/Page'
import type { PageCache } from '../pagecache/PageCache'

/** Recovery starts this much earlier than the checkpoint says, since clocks and flushes don't quite agree. */
export const SAFETY_MARGIN_MILLIS = 3000

const PHYSIC_MSG_TIMESTAMP = 0
const LOGICS_MSG_TIMESTAMP = 8
/** The place in the checkpoint that says up to when the index is safe. */
export const INDEX_MSG_TIMESTAMP = 16
const MASTER_FLUSHED_OFFSET = 24
const CONFIRM_PHY_OFFSET = 32
assert(CONFIRM_PHY_OFFSET + 8 <= OS_PAGE_SIZE, 'the checkpoint is one page')

/**
 * Up to which store time (ms since 1970) commit log, consume queues and index are safe on the disk: after a crash,
 * recovery begins there. One page, five numbers. Original: org.apache.rocketmq.store.StoreCheckpoint.
 */
export class StoreCheckpoint {
  private readonly buffer: MappedBuffer
  physicMsgTimestamp: number
  /** The store time of the last entry made in any queue. */
  logicsMsgTimestamp: number
  /** The store time of the last entry known to be on the disk. The file holds this one. */
  private flushedLogicsMsgTimestamp: number
  indexMsgTimestamp: number
  masterFlushedOffset: number
  confirmPhyOffset: number

  private constructor(buffer: MappedBuffer) {
    this.buffer = buffer
    this.physicMsgTimestamp = buffer.getLong(PHYSIC_MSG_TIMESTAMP)
    this.logicsMsgTimestamp = buffer.getLong(LOGICS_MSG_TIMESTAMP)
    this.flushedLogicsMsgTimestamp = this.logicsMsgTimestamp
    this.indexMsgTimestamp = buffer.getLong(INDEX_MSG_TIMESTAMP)
    this.masterFlushedOffset = buffer.getLong(MASTER_FLUSHED_OFFSET)
    this.confirmPhyOffset = buffer.getLong(CONFIRM_PHY_OFFSET)
  }

  /** Reads the file; a new one holds zeros. Original: the constructor. */
  static *open(cache: PageCache, path: string): Blocking<StoreCheckpoint> {
    return new StoreCheckpoint(yield* cache.map(path, OS_PAGE_SIZE))
  }

  /**
   * Notes that all queues are flushed up to the messages stored at `timestamp` (ms since 1970). (The original has one number for the
   * last entry made and for the last one flushed. So the file is up to a minute ahead of the queues, and if a file of the
   * commit log was filled in that minute and the power goes, recovery begins too late to make the lost entries again.)
   */
  logicsFlushed(timestamp: number): void {
    this.flushedLogicsMsgTimestamp = timestamp
  }

  /** Ignores a device that fails: an older checkpoint only makes recovery begin earlier. */
  *flush(): Blocking<void> {
    this.buffer.putLong(PHYSIC_MSG_TIMESTAMP, this.physicMsgTimestamp)
    this.buffer.putLong(LOGICS_MSG_TIMESTAMP, this.flushedLogicsMsgTimestamp)
    this.buffer.putLong(INDEX_MSG_TIMESTAMP, this.indexMsgTimestamp)
    this.buffer.putLong(MASTER_FLUSHED_OFFSET, this.masterFlushedOffset)
    this.buffer.putLong(CONFIRM_PHY_OFFSET, this.confirmPhyOffset)
    try {
      yield* this.buffer.force()
    } catch (error) {
      if (!(error instanceof DiskIoError)) throw error
    }
  }

  *shutdown(): Blocking<void> {
    yield* this.flush()
  }

  /** The store time before which both commit log and consume queues are complete on the disk. */
  getMinTimestamp(): number {
    return Math.max(0, Math.min(this.physicMsgTimestamp, this.logicsMsgTimestamp) - SAFETY_MARGIN_MILLIS)
  }

  /** The same with the index. */
  getMinTimestampIndex(): number {
    return Math.min(this.getMinTimestamp(), this.indexMsgTimestamp)
  }
}
