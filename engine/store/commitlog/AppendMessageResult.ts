import type { AppendMessageStatus } from './AppendMessageStatus'

export interface AppendMessageResultFields {
  readonly wroteOffset?: number
  readonly wroteBytes?: number
  readonly msgId?: string
  readonly storeTimestamp?: number
  readonly logicsOffset?: number
  readonly msgNum?: number
}

/** Where a record was written. Original: org.apache.rocketmq.store.AppendMessageResult. */
export class AppendMessageResult {
  readonly status: AppendMessageStatus
  /** Position in the commit log at which the record begins. */
  readonly wroteOffset: number
  readonly wroteBytes: number
  /** The offset message id; for a batch the ids of its messages, separated by commas. */
  readonly msgId: string
  readonly storeTimestamp: number
  /** The (first) message's number in its queue. */
  readonly logicsOffset: number
  readonly msgNum: number

  constructor(status: AppendMessageStatus, fields: AppendMessageResultFields = {}) {
    this.status = status
    this.wroteOffset = fields.wroteOffset ?? 0
    this.wroteBytes = fields.wroteBytes ?? 0
    this.msgId = fields.msgId ?? ''
    this.storeTimestamp = fields.storeTimestamp ?? 0
    this.logicsOffset = fields.logicsOffset ?? 0
    this.msgNum = fields.msgNum ?? 1
  }

  isOk(): boolean {
    return this.status === 'PUT_OK'
  }
}
