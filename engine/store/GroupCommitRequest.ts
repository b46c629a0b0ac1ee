import { CompletableFuture } from '../kernel/concurrent/CompletableFuture'
import type { PutMessageStatus } from './PutMessageStatus'

/** A message that waits until it is safe on the disk. Original: CommitLog.GroupCommitRequest. */
export class GroupCommitRequest {
  /** Where the message ends: when the log is flushed up to here, it is safe. */
  readonly nextOffset: number
  /** By the clock of `nanoTime()`. */
  readonly deadLine: number
  readonly future: CompletableFuture<PutMessageStatus>

  constructor(nextOffset: number, deadLine: number) {
    this.nextOffset = nextOffset
    this.deadLine = deadLine
    this.future = new CompletableFuture<PutMessageStatus>(`flush up to ${nextOffset}`)
  }

  /** The first answer counts. Original: GroupCommitRequest#wakeupCustomer */
  wakeupCustomer(status: PutMessageStatus): void {
    this.future.complete(status)
  }
}
