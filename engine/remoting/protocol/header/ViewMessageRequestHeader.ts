/** Original: org.apache.rocketmq.remoting.protocol.header.ViewMessageRequestHeader. */
export class ViewMessageRequestHeader {
  static readonly fields = { topic: 'String', offset: 'Long' } as const

  topic: string | null = null
  offset: number | null = null
}
