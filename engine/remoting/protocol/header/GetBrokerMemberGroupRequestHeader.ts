/** Original: org.apache.rocketmq.remoting.protocol.header.GetBrokerMemberGroupRequestHeader. */
export class GetBrokerMemberGroupRequestHeader {
  static readonly fields = { clusterName: 'String', brokerName: 'String' } as const

  clusterName: string | null = null
  brokerName: string | null = null
}
