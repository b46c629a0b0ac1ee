import { JavaHashMap } from '../../kernel/java/JavaHashMap'

/**
 * What a record of the commit log says to the consume queues and the index, which are built from it.
 * Original: org.apache.rocketmq.store.DispatchRequest.
 */
export class DispatchRequest {
  readonly success: boolean
  /** Bytes of the record; 0 where the file ends, -1 where there is no record. */
  readonly msgSize: number
  /** How far its fields reach, in bytes. Where that isn't `msgSize`, sizes inside the record contradict each other. */
  readonly readLength: number
  readonly topic: string
  readonly queueId: number
  readonly commitLogOffset: number
  /** The tag's hash, or when a delayed message is due (ms since 1970). */
  readonly tagsCode: number
  readonly storeTimestamp: number
  readonly consumeQueueOffset: number
  readonly keys: string
  readonly uniqKey: string | null
  readonly sysFlag: number
  readonly preparedTransactionOffset: number
  readonly propertiesMap: JavaHashMap<string>

  constructor(success: boolean, msgSize: number, fields: Partial<DispatchRequestFields> = {}) {
    this.success = success
    this.msgSize = msgSize
    this.readLength = fields.readLength ?? msgSize
    this.topic = fields.topic ?? ''
    this.queueId = fields.queueId ?? 0
    this.commitLogOffset = fields.commitLogOffset ?? 0
    this.tagsCode = fields.tagsCode ?? 0
    this.storeTimestamp = fields.storeTimestamp ?? 0
    this.consumeQueueOffset = fields.consumeQueueOffset ?? 0
    this.keys = fields.keys ?? ''
    this.uniqKey = fields.uniqKey ?? null
    this.sysFlag = fields.sysFlag ?? 0
    this.preparedTransactionOffset = fields.preparedTransactionOffset ?? 0
    this.propertiesMap = fields.propertiesMap ?? new JavaHashMap<string>()
  }

  /** There is no valid record here. */
  static readonly NO_RECORD: DispatchRequest = new DispatchRequest(false, -1)
  /** The rest of the file is blank: the next record is in the next file. */
  static readonly END_OF_FILE: DispatchRequest = new DispatchRequest(true, 0)
}

export type DispatchRequestFields = Omit<DispatchRequest, 'success' | 'msgSize'>
