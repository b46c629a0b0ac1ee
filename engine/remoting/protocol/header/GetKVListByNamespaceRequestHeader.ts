/** Original: org.apache.rocketmq.remoting.protocol.header.namesrv.GetKVListByNamespaceRequestHeader. */
export class GetKVListByNamespaceRequestHeader {
  static readonly fields = { namespace: 'String' } as const

  namespace: string | null = null
}
