import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { ServiceThread } from '../../kernel/concurrent/ServiceThread'
import { currentTimeMillis } from '../../kernel/Process'
import { sleep } from '../../kernel/sleep'
import type { CommitLog } from '../commitlog/CommitLog'
import { BrokerRole } from '../config/BrokerRole'
import type { SelectMappedBufferResult } from '../logfile/SelectMappedBufferResult'
import type { StoreContext } from '../StoreContext'
import type { DispatchRequest } from './DispatchRequest'

/**
 * Reads behind the writers of the commit log and dispatches every record, a millisecond later, to the consume queues and the
 * index. The original looks every millisecond for something to do; this one is woken, and sleeps while there is nothing.
 * Original: DefaultMessageStore.ReputMessageService.
 */
export class ReputMessageService extends ServiceThread {
  private readonly context: StoreContext
  private readonly commitLog: CommitLog
  private readonly dispatch: (request: DispatchRequest) => Blocking<void>
  /** Position in the commit log of the next record to be dispatched. */
  private reputFromOffset: number
  private currentReputTimestamp: number

  constructor(context: StoreContext, commitLog: CommitLog, dispatch: (request: DispatchRequest) => Blocking<void>) {
    super(context.process)
    this.context = context
    this.commitLog = commitLog
    this.dispatch = dispatch
    this.reputFromOffset = 0
    this.currentReputTimestamp = 0
  }

  getServiceName(): string {
    return 'ReputMessageService'
  }

  getReputFromOffset(): number {
    return this.reputFromOffset
  }

  setReputFromOffset(offset: number): void {
    this.reputFromOffset = offset
  }

  /** Bytes that are written and not dispatched. */
  behind(): number {
    return this.commitLog.getConfirmOffset() - this.reputFromOffset
  }

  /** The store time of the record dispatched last, or when there was nothing more to do; in ms since 1970. */
  getCurrentReputTimestamp(): number {
    return this.currentReputTimestamp
  }

  *run(): Blocking<void> {
    while (!this.isStopped()) {
      if (!this.isCommitLogAvailable()) yield* this.waitForRunning(Infinity)
      yield* sleep(1)
      yield* this.doReput()
    }
  }

  /** Waits up to five seconds for the rest to be dispatched. Original: ReputMessageService#shutdown */
  override *shutdown(): Blocking<void> {
    for (let round = 0; round < 50 && this.isCommitLogAvailable(); round++) yield* sleep(100)
    yield* super.shutdown()
  }

  private isCommitLogAvailable(): boolean {
    return this.reputFromOffset < this.getReputEndOffset()
  }

  private getReputEndOffset(): number {
    const { readUnCommitted } = this.context.messageStoreConfig
    return readUnCommitted ? this.commitLog.getMaxOffset() : this.commitLog.getConfirmOffset()
  }

  private *doReput(): Blocking<void> {
    this.reputFromOffset = Math.max(this.reputFromOffset, this.commitLog.getMinOffset())
    if (!this.isCommitLogAvailable()) this.currentReputTimestamp = currentTimeMillis()
    for (let doNext = true; doNext && this.isCommitLogAvailable(); ) {
      const stretch = this.commitLog.getData(this.reputFromOffset)
      if (stretch === null) return
      assert(stretch.startOffset >= this.reputFromOffset, 'dispatching never goes back', stretch.startOffset)
      this.reputFromOffset = stretch.startOffset
      doNext = yield* this.reputStretch(stretch)
    }
  }

  /**
   * Dispatches the records of a stretch of one file. A record whose sizes contradict each other is skipped; reading then
   * continues where its fields end, not where the record does, as in the original. There is hardly ever a record there, so
   * dispatching stops until the log has grown beyond the place it skips to.
   * @returns whether to continue with what follows the stretch
   */
  private *reputStretch(stretch: SelectMappedBufferResult): Blocking<boolean> {
    let readSize = 0
    let position = 0
    while (readSize < stretch.size && this.isCommitLogAvailable()) {
      const request = this.commitLog.checkMessageAndReturnSize(stretch, position, false, false)
      if (this.reputFromOffset + request.msgSize > this.getReputEndOffset()) return false
      if (request.success && request.msgSize === 0) {
        this.reputFromOffset = this.commitLog.rollNextFile(this.reputFromOffset)
        return true
      }
      if (request.msgSize <= 0) {
        this.skipUnreadable(stretch.size - readSize)
        return false
      }
      const isInStep = position === readSize
      const isNext = !isInStep || this.reputFromOffset === stretch.startOffset + position
      assert(isNext, 'what is dispatched begins where the last record ended', this.reputFromOffset, position)
      assert(!request.success || request.readLength === request.msgSize, 'a record is read whole', request.readLength)
      position += request.readLength
      if (request.success) {
        this.currentReputTimestamp = request.storeTimestamp
        yield* this.dispatch(request)
        readSize += request.msgSize
      }
      this.reputFromOffset += request.msgSize
    }
    return true
  }

  /**
   * There is no record where one should be. A master skips the rest of what is written so far, so as not to get stuck.
   */
  private skipUnreadable(rest: number): void {
    assert(rest > 0, 'what is given up takes room', rest)
    if (this.context.messageStoreConfig.brokerRole !== BrokerRole.SLAVE) this.reputFromOffset += rest
  }
}
