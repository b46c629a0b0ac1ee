/** Original: org.apache.rocketmq.remoting.protocol.header.namesrv.AddWritePermOfBrokerResponseHeader. */
export class AddWritePermOfBrokerResponseHeader {
  static readonly fields = { addTopicCount: 'Integer' } as const

  addTopicCount: number | null = null
}
