/** Original: org.apache.rocketmq.remoting.protocol.header.GetTopicsByClusterRequestHeader. */
export class GetTopicsByClusterRequestHeader {
  static readonly fields = { cluster: 'String' } as const

  cluster: string | null = null
}
