/** Original: org.apache.rocketmq.remoting.protocol.header.namesrv.QueryDataVersionResponseHeader. */
export class QueryDataVersionResponseHeader {
  static readonly fields = { changed: 'Boolean' } as const

  changed: boolean | null = null
}
