import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { ServiceThread } from '../../kernel/concurrent/ServiceThread'
import type { Process } from '../../kernel/Process'
import { nanoTime } from '../../kernel/Process'
import type { GroupCommitRequest } from '../flush/GroupCommitRequest'
import { PutMessageStatus } from '../put/PutMessageStatus'
import type { HAService } from './HAService'
import { WaitNotifyObject } from './WaitNotifyObject'

/**
 * On a synchronous master every message waits for this thread, which waits for the slaves. The messages are answered in
 * the order of their places in the log, so that one receipt usually answers many. Like the thread that flushes, it has
 * two lists that change places. (The original looks every millisecond whether slaves have answered; this one is told of
 * every answer.) Original: org.apache.rocketmq.store.ha.GroupTransferService.
 */
export class GroupTransferService extends ServiceThread {
  private readonly haService: HAService
  private readonly notifyTransferObject: WaitNotifyObject
  private requestsWrite: GroupCommitRequest[]
  private requestsRead: GroupCommitRequest[]

  constructor(process: Process, haService: HAService) {
    super(process)
    this.haService = haService
    this.notifyTransferObject = new WaitNotifyObject('receipts of slaves')
    this.requestsWrite = []
    this.requestsRead = []
  }

  getServiceName(): string {
    return 'GroupTransferService'
  }

  putRequest(request: GroupCommitRequest): void {
    this.requestsWrite.push(request)
    this.wakeup()
  }

  /** A slave has reported how far it is. Original: GroupTransferService#notifyTransferSome */
  notifyTransferSome(): void {
    this.notifyTransferObject.wakeupAll()
  }

  *run(): Blocking<void> {
    while (!this.isStopped()) {
      yield* this.waitForRunning(Infinity)
      yield* this.doWaitTransfer()
    }
  }

  protected override onWaitEnd(): void {
    assert(this.requestsRead.length === 0, 'the lists change places when all requests of one are answered')
    const written = this.requestsWrite
    this.requestsWrite = this.requestsRead
    this.requestsRead = written
  }

  private *doWaitTransfer(): Blocking<void> {
    for (const request of this.requestsRead) {
      const transferOK = yield* this.waitForAcks(request)
      assert(!transferOK || this.hasEnoughAcks(request), 'what is answered as copied is copied', request.nextOffset)
      request.wakeupCustomer(transferOK ? PutMessageStatus.PUT_OK : PutMessageStatus.FLUSH_SLAVE_TIMEOUT)
    }
    this.requestsRead = []
  }

  /** False when the request's time is over, or the store is shut down. */
  private *waitForAcks(request: GroupCommitRequest): Blocking<boolean> {
    while (!this.hasEnoughAcks(request)) {
      const millisLeft = Math.ceil((request.deadLine - nanoTime()) / 1_000_000)
      if (millisLeft <= 0 || this.isStopped()) return false
      yield* this.notifyTransferObject.allWaitForRunning(millisLeft)
    }
    return true
  }

  /** The master counts as one. Two connections of one slave count as two, as in the original. */
  private hasEnoughAcks({ nextOffset, ackNums }: GroupCommitRequest): boolean {
    if (ackNums <= 1) return this.haService.getPush2SlaveMaxOffset() >= nextOffset
    const slaves = this.haService.getConnectionList().filter((slave) => slave.getSlaveAckOffset() >= nextOffset)
    return 1 + slaves.length >= ackNums
  }

  /** Fails all requests that still wait for slaves. Original: GroupTransferService#shutdown */
  override *shutdown(): Blocking<void> {
    this.makeStop()
    this.notifyTransferSome()
    yield* super.shutdown()
  }
}
