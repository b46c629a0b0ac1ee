/** Original: org.apache.rocketmq.remoting.protocol.header.namesrv.PutKVConfigRequestHeader. */
export class PutKVConfigRequestHeader {
  static readonly fields = { namespace: 'String', key: 'String', value: 'String' } as const

  namespace: string | null = null
  key: string | null = null
  value: string | null = null
}
