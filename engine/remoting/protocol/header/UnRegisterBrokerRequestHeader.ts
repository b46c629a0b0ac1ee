/** Original: org.apache.rocketmq.remoting.protocol.header.namesrv.UnRegisterBrokerRequestHeader. */
export class UnRegisterBrokerRequestHeader {
  static readonly fields = {
    brokerName: 'String',
    brokerAddr: 'String',
    clusterName: 'String',
    brokerId: 'Long',
  } as const

  brokerName: string | null = null
  brokerAddr: string | null = null
  clusterName: string | null = null
  brokerId: number | null = null
}
