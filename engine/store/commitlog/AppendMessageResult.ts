import type { AppendMessageStatus } from './AppendMessageStatus'

export interface AppendMessageResultFields {
  readonly wroteOffset?: number
  readonly wroteBytes?: number
  readonly msgIdSupplier?: () => string
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
  readonly storeTimestamp: number
  /** The (first) message's number in its queue. */
  readonly logicsOffset: number
  readonly msgNum: number
  private readonly msgIdSupplier: () => string
  private msgId: string | null

  constructor(status: AppendMessageStatus, fields: AppendMessageResultFields = {}) {
    this.status = status
    this.wroteOffset = fields.wroteOffset ?? 0
    this.wroteBytes = fields.wroteBytes ?? 0
    this.storeTimestamp = fields.storeTimestamp ?? 0
    this.logicsOffset = fields.logicsOffset ?? 0
    this.msgNum = fields.msgNum ?? 1
    this.msgIdSupplier = fields.msgIdSupplier ?? noMsgId
    this.msgId = null
  }

  /**
   * The offset message id; for a batch the ids of its messages, separated by commas. The first call makes it: what the broker writes
   * for itself is never asked for its id.
   */
  getMsgId(): string {
    this.msgId ??= this.msgIdSupplier()
    return this.msgId
  }

  isOk(): boolean {
    return this.status === 'PUT_OK'
  }
}

function noMsgId(): string {
  return ''
}
