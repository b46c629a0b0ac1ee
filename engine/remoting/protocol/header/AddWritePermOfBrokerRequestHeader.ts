/** Original: org.apache.rocketmq.remoting.protocol.header.namesrv.AddWritePermOfBrokerRequestHeader. */
export class AddWritePermOfBrokerRequestHeader {
  static readonly fields = { brokerName: 'String' } as const

  brokerName: string | null = null
}
