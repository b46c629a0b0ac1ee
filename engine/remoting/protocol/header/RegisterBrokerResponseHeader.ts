/** Original: org.apache.rocketmq.remoting.protocol.header.namesrv.RegisterBrokerResponseHeader. */
export class RegisterBrokerResponseHeader {
  static readonly fields = { haServerAddr: 'String', masterAddr: 'String' } as const

  haServerAddr: string | null = null
  masterAddr: string | null = null
}
