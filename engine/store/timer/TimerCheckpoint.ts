import { getLong, putLong } from '../../common/longs'
import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { DiskIoError } from '../../ports/Disk'
import type { MappedBuffer } from '../pagecache/MappedBuffer'
import { OS_PAGE_SIZE } from '../pagecache/Page'
import type { PageCache } from '../pagecache/PageCache'

/** Seven numbers of 8 bytes: in the file, and in the answer to a slave. */
const ENCODED_LENGTH = 56
assert(ENCODED_LENGTH <= OS_PAGE_SIZE, 'the checkpoint is one page')

/**
 * How far the wheel has come. One page, seven numbers. Times in ms since 1970.
 * Original: org.apache.rocketmq.store.timer.TimerCheckpoint.
 */
export class TimerCheckpoint {
  /** Null for one that came over the wire. */
  private readonly buffer: MappedBuffer | null
  /** All slots before this time are done with. On a slave, the master's. */
  lastReadTimeMs: number
  /** The timer log is on the disk up to here. */
  lastTimerLogFlushPos: number
  /** The number of the message, in the topic of the wheel, that comes onto the wheel next. */
  lastTimerQueueOffset: number
  /** The same on the master. */
  masterTimerQueueOffset: number
  /** The version of the checkpoint. Original: DataVersion */
  stateVersion: number
  timestamp: number
  counter: number

  private constructor(buffer: MappedBuffer | null, bytes: Uint8Array) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.buffer = buffer
    this.lastReadTimeMs = getLong(view, 0)
    this.lastTimerLogFlushPos = getLong(view, 8)
    this.lastTimerQueueOffset = getLong(view, 16)
    this.masterTimerQueueOffset = getLong(view, 24)
    this.stateVersion = getLong(view, 32)
    this.timestamp = getLong(view, 40)
    this.counter = getLong(view, 48)
  }

  /** Reads the file; a new one holds zeros. Original: the constructor. @throws DiskFullError, DiskIoError */
  static *open(cache: PageCache, path: string): Blocking<TimerCheckpoint> {
    const buffer = yield* cache.map(path, OS_PAGE_SIZE)
    return new TimerCheckpoint(buffer, buffer.get(0, ENCODED_LENGTH))
  }

  /** Of a wheel that nothing was ever put on. */
  static ofIdleWheel(readTimeMs: number): TimerCheckpoint {
    const checkpoint = new TimerCheckpoint(null, new Uint8Array(ENCODED_LENGTH))
    checkpoint.lastReadTimeMs = readTimeMs
    return checkpoint
  }

  /** Original: TimerCheckpoint#decode. Brokers before 5.1 send no version. @throws RangeError when there is less than four numbers */
  static decode(bytes: Uint8Array): TimerCheckpoint {
    if (bytes.length < 32) throw new RangeError(`a checkpoint has 32 bytes or 56, not ${bytes.length}`)
    const filled = new Uint8Array(ENCODED_LENGTH)
    filled.set(bytes.subarray(0, ENCODED_LENGTH))
    return new TimerCheckpoint(null, filled)
  }

  /** As it stands in the file, and as a slave is told. Original: TimerCheckpoint#encode */
  encode(): Uint8Array {
    const view = new DataView(new ArrayBuffer(ENCODED_LENGTH))
    putLong(view, 0, this.lastReadTimeMs)
    putLong(view, 8, this.lastTimerLogFlushPos)
    putLong(view, 16, this.lastTimerQueueOffset)
    putLong(view, 24, this.masterTimerQueueOffset)
    putLong(view, 32, this.stateVersion)
    putLong(view, 40, this.timestamp)
    putLong(view, 48, this.counter)
    return new Uint8Array(view.buffer)
  }

  /** A slave takes over what its master says. Original: SlaveSynchronize#syncTimerCheckPoint */
  follow(master: TimerCheckpoint): void {
    this.lastReadTimeMs = master.lastReadTimeMs
    this.masterTimerQueueOffset = master.masterTimerQueueOffset
    this.stateVersion = master.stateVersion
    this.timestamp = master.timestamp
    this.counter = master.counter
  }

  /** Original: TimerCheckpoint#updateDateVersion. `now`: ms since 1970 */
  updateDataVersion(now: number): void {
    this.timestamp = now
    this.stateVersion = 0
    this.counter++
  }

  /** Ignores a device that fails: an older checkpoint only makes recovery begin earlier. Original: TimerCheckpoint#flush */
  *flush(): Blocking<void> {
    if (this.buffer === null) return
    this.buffer.put(0, this.encode())
    try {
      yield* this.buffer.force()
    } catch (error) {
      if (!(error instanceof DiskIoError)) throw error
    }
  }

  *shutdown(): Blocking<void> {
    yield* this.flush()
  }
}
