/** What is known of a batch between encoding and appending. Original: org.apache.rocketmq.store.CommitLog.PutMessageContext. */
export class PutMessageContext {
  readonly batchSize: number
  /** Where each of its messages lies in the log; 0 until the append has been tried. */
  readonly phyPos: number[]

  constructor(batchSize: number) {
    this.batchSize = batchSize
    this.phyPos = Array.from({ length: batchSize }, () => 0)
  }
}
