/** Original: org.apache.rocketmq.remoting.protocol.header.GetMinOffsetResponseHeader. */
export class GetMinOffsetResponseHeader {
  static readonly fields = { offset: 'Long' } as const

  offset: number | null = null
}
