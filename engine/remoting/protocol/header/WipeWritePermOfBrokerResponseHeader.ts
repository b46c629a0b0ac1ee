/** Original: org.apache.rocketmq.remoting.protocol.header.namesrv.WipeWritePermOfBrokerResponseHeader. */
export class WipeWritePermOfBrokerResponseHeader {
  static readonly fields = { wipeTopicCount: 'Integer' } as const

  wipeTopicCount: number | null = null
}
