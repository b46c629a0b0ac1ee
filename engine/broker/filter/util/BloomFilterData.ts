/** The bits of a name in a filter. Original: org.apache.rocketmq.filter.util.BloomFilterData. */
export interface BloomFilterData {
  /** How many bits the filter has. */
  readonly bitNum: number
  readonly bitPos: Int32Array
}
