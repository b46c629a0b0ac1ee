/** Original: org.apache.rocketmq.remoting.protocol.header.GetEarliestMsgStoretimeResponseHeader. */
export class GetEarliestMsgStoretimeResponseHeader {
  static readonly fields = { timestamp: 'Long' } as const

  timestamp: number | null = null
}
