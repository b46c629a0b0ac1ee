/** Original: org.apache.rocketmq.remoting.protocol.header.namesrv.WipeWritePermOfBrokerRequestHeader. */
export class WipeWritePermOfBrokerRequestHeader {
  static readonly fields = { brokerName: 'String' } as const

  brokerName: string | null = null
}
