import { assert } from '../../kernel/assert'
import { CompletableFuture } from '../../kernel/concurrent/CompletableFuture'
import type { PutMessageStatus } from '../put/PutMessageStatus'

/** A message that waits until it is safe on the disk, or with enough slaves. Original: CommitLog.GroupCommitRequest. */
export class GroupCommitRequest {
  /** Where the message ends: when the log is flushed, or copied, up to here, it is safe. */
  readonly nextOffset: number
  /** By the clock of `nanoTime()`. */
  readonly deadLine: number
  /** Replicas that must have it, the master included; 1 for a flush. */
  readonly ackNums: number
  readonly future: CompletableFuture<PutMessageStatus>

  constructor(nextOffset: number, deadLine: number, ackNums = 1) {
    assert(nextOffset > 0, 'a message ends behind the log’s begin', nextOffset)
    assert(ackNums >= 1, 'at least the master has it', ackNums)
    this.nextOffset = nextOffset
    this.deadLine = deadLine
    this.ackNums = ackNums
    this.future = new CompletableFuture<PutMessageStatus>(`${ackNums > 1 ? 'copies' : 'flush'} up to ${nextOffset}`)
  }

  /** The first answer counts. Original: GroupCommitRequest#wakeupCustomer */
  wakeupCustomer(status: PutMessageStatus): void {
    this.future.complete(status)
  }
}
