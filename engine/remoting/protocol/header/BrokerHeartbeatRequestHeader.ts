/** Original: org.apache.rocketmq.remoting.protocol.header.namesrv.BrokerHeartbeatRequestHeader. */
export class BrokerHeartbeatRequestHeader {
  static readonly fields = {
    clusterName: 'String',
    brokerAddr: 'String',
    brokerName: 'String',
    brokerId: 'Long',
    epoch: 'Integer',
    maxOffset: 'Long',
    confirmOffset: 'Long',
    heartbeatTimeoutMills: 'Long',
    electionPriority: 'Integer',
  } as const

  clusterName: string | null = null
  brokerAddr: string | null = null
  brokerName: string | null = null
  brokerId: number | null = null
  epoch: number | null = null
  maxOffset: number | null = null
  confirmOffset: number | null = null
  heartbeatTimeoutMills: number | null = null
  electionPriority: number | null = null
}
