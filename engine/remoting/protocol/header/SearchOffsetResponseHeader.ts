/** Original: org.apache.rocketmq.remoting.protocol.header.SearchOffsetResponseHeader. */
export class SearchOffsetResponseHeader {
  static readonly fields = { offset: 'Long' } as const

  offset: number | null = null
}
