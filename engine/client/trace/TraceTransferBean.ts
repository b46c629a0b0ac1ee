/** A context as it travels. Original: org.apache.rocketmq.client.trace.TraceTransferBean. */
export interface TraceTransferBean {
  readonly transData: string
  /** The ids and keys of its messages: by these it is found in the trace topic. In the order of a HashSet. */
  readonly transKey: readonly string[]
}
