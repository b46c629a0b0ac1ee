import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { ServiceThread } from '../../kernel/concurrent/ServiceThread'
import { sleep } from '../../kernel/sleep'
import type { MappedFileQueue } from '../logfile/MappedFileQueue'
import { PutMessageStatus } from '../put/PutMessageStatus'
import type { StoreContext } from '../StoreContext'
import type { GroupCommitRequest } from './GroupCommitRequest'

const ATTEMPTS_PER_REQUEST = 1000

/**
 * With SYNC_FLUSH every message waits for this thread. One flush serves all messages that came during the flush before it. New
 * requests go to one list while those of the other are served; then the lists change places. Original: CommitLog.GroupCommitService.
 */
export class GroupCommitService extends ServiceThread {
  private readonly context: StoreContext
  private readonly mappedFileQueue: MappedFileQueue
  private requestsWrite: GroupCommitRequest[]
  private requestsRead: GroupCommitRequest[]
  private readonly onFlushed: () => void

  constructor(context: StoreContext, mappedFileQueue: MappedFileQueue, onFlushed: () => void) {
    super(context.process)
    this.context = context
    this.mappedFileQueue = mappedFileQueue
    this.requestsWrite = []
    this.requestsRead = []
    this.onFlushed = onFlushed
  }

  getServiceName(): string {
    return 'GroupCommitService'
  }

  override getJoinTime(): number {
    return 1000 * 60 * 5
  }

  putRequest(request: GroupCommitRequest): void {
    this.requestsWrite.push(request)
    this.wakeup()
  }

  *run(): Blocking<void> {
    while (!this.isStopped()) {
      yield* this.waitForRunning(10)
      yield* this.doCommit()
    }
    // A put that was accepted before the shutdown may still be about to hand in its request.
    yield* sleep(10)
    this.swapRequests()
    yield* this.doCommit()
  }

  protected override onWaitEnd(): void {
    this.swapRequests()
  }

  private swapRequests(): void {
    assert(this.requestsRead.length === 0, 'the lists change places when all requests of one are answered')
    const written = this.requestsWrite
    this.requestsWrite = this.requestsRead
    this.requestsRead = written
  }

  private *doCommit(): Blocking<void> {
    if (this.requestsRead.length === 0) {
      // A message that doesn't want to wait only wakes this thread.
      const nothingMoved = yield* this.mappedFileQueue.flush(0)
      if (!nothingMoved) this.onFlushed()
      return
    }
    for (const request of this.requestsRead) {
      const flushOK = yield* this.flushUpTo(request.nextOffset)
      this.onFlushed()
      const flushedWhere = this.mappedFileQueue.getFlushedWhere()
      assert(!flushOK || flushedWhere >= request.nextOffset, 'what is answered as safe is flushed', flushedWhere)
      request.wakeupCustomer(flushOK ? PutMessageStatus.PUT_OK : PutMessageStatus.FLUSH_DISK_TIMEOUT)
    }
    const storeTimestamp = this.mappedFileQueue.getStoreTimestamp()
    if (storeTimestamp > 0) this.context.getStoreCheckpoint().physicMsgTimestamp = storeTimestamp
    this.requestsRead = []
  }

  /** One flush reaches the end of one file only; a message at the beginning of the next needs a second one. */
  private *flushUpTo(offset: number): Blocking<boolean> {
    for (let attempt = 0; attempt < ATTEMPTS_PER_REQUEST; attempt++) {
      if (this.mappedFileQueue.getFlushedWhere() >= offset) return true
      yield* this.mappedFileQueue.flush(0)
      if (this.mappedFileQueue.getFlushedWhere() >= offset) return true
      yield* sleep(1)
    }
    return false
  }
}
