import type { AppendMessageResult } from '../commitlog/AppendMessageResult'
import type { PutMessageStatus } from './PutMessageStatus'

/** Original: org.apache.rocketmq.store.PutMessageResult. */
export class PutMessageResult {
  readonly putMessageStatus: PutMessageStatus
  /** Null when nothing was written. */
  readonly appendMessageResult: AppendMessageResult | null

  constructor(putMessageStatus: PutMessageStatus, appendMessageResult: AppendMessageResult | null) {
    this.putMessageStatus = putMessageStatus
    this.appendMessageResult = appendMessageResult
  }

  /** Whether the message is in the log, flushed and replicated or not. */
  isOk(): boolean {
    return this.appendMessageResult !== null && this.appendMessageResult.isOk()
  }

  /** The same append with another end. */
  withStatus(status: PutMessageStatus): PutMessageResult {
    return new PutMessageResult(status, this.appendMessageResult)
  }
}
