/** Original: org.apache.rocketmq.remoting.protocol.header.namesrv.GetKVConfigResponseHeader. */
export class GetKVConfigResponseHeader {
  static readonly fields = { value: 'String' } as const

  value: string | null = null
}
