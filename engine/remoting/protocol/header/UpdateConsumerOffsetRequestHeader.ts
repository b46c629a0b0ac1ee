/** Original: org.apache.rocketmq.remoting.protocol.header.UpdateConsumerOffsetRequestHeader. */
export class UpdateConsumerOffsetRequestHeader {
  /** In the order in which Java's reflection hands them on: it decides between fields of the same bucket. */
  static readonly fields = {
    queueId: 'Integer',
    ns: 'String',
    bname: 'String',
    oway: 'Boolean',
    commitOffset: 'Long',
    topic: 'String',
    consumerGroup: 'String',
    lo: 'Boolean',
    nsd: 'Boolean',
  } as const

  consumerGroup: string | null = null
  topic: string | null = null
  queueId: number | null = null
  commitOffset: number | null = null
  lo: boolean | null = null
  ns: string | null = null
  nsd: boolean | null = null
  bname: string | null = null
  oway: boolean | null = null
}
