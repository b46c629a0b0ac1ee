/** Original: org.apache.rocketmq.remoting.protocol.header.NotifyMinBrokerIdChangeRequestHeader. */
export class NotifyMinBrokerIdChangeRequestHeader {
  static readonly fields = {
    minBrokerId: 'Long',
    brokerName: 'String',
    minBrokerAddr: 'String',
    offlineBrokerAddr: 'String',
    haBrokerAddr: 'String',
  } as const

  minBrokerId: number | null = null
  brokerName: string | null = null
  minBrokerAddr: string | null = null
  offlineBrokerAddr: string | null = null
  haBrokerAddr: string | null = null
}
