/** Original: org.apache.rocketmq.remoting.protocol.header.GetMaxOffsetResponseHeader. */
export class GetMaxOffsetResponseHeader {
  static readonly fields = { offset: 'Long' } as const

  offset: number | null = null
}
