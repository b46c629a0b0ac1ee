import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { LinkedBlockingQueue } from '../../kernel/concurrent/LinkedBlockingQueue'
import { ServiceThread } from '../../kernel/concurrent/ServiceThread'
import { InterruptedException } from '../../kernel/errors'
import type { Process } from '../../kernel/Process'
import { nanoTime } from '../../kernel/Process'
import { sleep } from '../../kernel/sleep'
import { PutMessageStatus } from '../put/PutMessageStatus'
import type { GroupCommitRequest } from './GroupCommitRequest'

/**
 * Answers in place of {@link GroupCommitService} when a flush takes too long, so that it doesn't block the sender.
 * Original: org.apache.rocketmq.store.FlushDiskWatcher.
 */
export class FlushDiskWatcher extends ServiceThread {
  private readonly commitRequests: LinkedBlockingQueue<GroupCommitRequest>
  private lastDeadLine: number

  constructor(process: Process) {
    super(process)
    this.commitRequests = new LinkedBlockingQueue(Infinity, 'a flush to watch')
    this.lastDeadLine = 0
  }

  getServiceName(): string {
    return 'FlushDiskWatcher'
  }

  add(request: GroupCommitRequest): void {
    assert(request.deadLine >= this.lastDeadLine, 'a later request has a later deadline', request.deadLine)
    this.lastDeadLine = request.deadLine
    this.commitRequests.offer(request)
  }

  *run(): Blocking<void> {
    while (!this.isStopped()) {
      try {
        yield* this.watch(yield* this.commitRequests.take())
      } catch (error) {
        if (!(error instanceof InterruptedException)) throw error
      }
    }
  }

  /** One after the other: a later request has a later deadline. */
  private *watch(request: GroupCommitRequest): Blocking<void> {
    while (!request.future.isDone()) {
      const millisLeft = Math.floor((request.deadLine - nanoTime()) / 1_000_000)
      if (millisLeft <= 0) request.wakeupCustomer(PutMessageStatus.FLUSH_DISK_TIMEOUT)
      else yield* sleep(Math.min(10, millisLeft))
    }
  }
}
