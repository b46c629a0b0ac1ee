/** Original: org.apache.rocketmq.remoting.protocol.header.QueryConsumerOffsetResponseHeader. */
export class QueryConsumerOffsetResponseHeader {
  static readonly fields = { offset: 'Long' } as const

  offset: number | null = null
}
