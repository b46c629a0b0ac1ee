/** What the index knows of a key. Original: org.apache.rocketmq.store.index.QueryOffsetResult. */
export interface QueryOffsetResult {
  /** Positions in the commit log, the youngest message first within one index file. */
  readonly phyOffsets: number[]
  /** How far the index has come: store time (ms since 1970) and position of the last message that it knows; 0 if there is none. */
  readonly indexLastUpdateTimestamp: number
  readonly indexLastUpdatePhyoffset: number
}
