/** Original: org.apache.rocketmq.remoting.protocol.header.namesrv.GetKVConfigRequestHeader. */
export class GetKVConfigRequestHeader {
  static readonly fields = { namespace: 'String', key: 'String' } as const

  namespace: string | null = null
  key: string | null = null
}
