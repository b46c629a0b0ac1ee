/** Original: org.apache.rocketmq.remoting.protocol.header.namesrv.RegisterBrokerRequestHeader. */
export class RegisterBrokerRequestHeader {
  static readonly fields = {
    brokerName: 'String',
    brokerAddr: 'String',
    clusterName: 'String',
    haServerAddr: 'String',
    brokerId: 'Long',
    heartbeatTimeoutMillis: 'Long',
    enableActingMaster: 'Boolean',
    compressed: 'boolean',
    bodyCrc32: 'Integer',
  } as const

  brokerName: string | null = null
  brokerAddr: string | null = null
  clusterName: string | null = null
  haServerAddr: string | null = null
  brokerId: number | null = null
  heartbeatTimeoutMillis: number | null = null
  enableActingMaster: boolean | null = null
  compressed: boolean = false
  bodyCrc32: number | null = 0
}
