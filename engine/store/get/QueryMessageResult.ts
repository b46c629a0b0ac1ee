import type { SelectMappedBufferResult } from '../logfile/SelectMappedBufferResult'

/** The messages found by a key. Original: org.apache.rocketmq.store.QueryMessageResult. */
export class QueryMessageResult {
  /** The records, the oldest first. */
  readonly messageMapedList: SelectMappedBufferResult[]
  /** How far the index has come: store time (ms since 1970) and position of the last message in it. */
  indexLastUpdateTimestamp: number
  indexLastUpdatePhyoffset: number
  private bufferTotalSize: number

  constructor() {
    this.messageMapedList = []
    this.indexLastUpdateTimestamp = 0
    this.indexLastUpdatePhyoffset = 0
    this.bufferTotalSize = 0
  }

  addMessage(record: SelectMappedBufferResult): void {
    this.messageMapedList.push(record)
    this.bufferTotalSize += record.size
  }

  /** Bytes of all records. */
  getBufferTotalSize(): number {
    return this.bufferTotalSize
  }
}
