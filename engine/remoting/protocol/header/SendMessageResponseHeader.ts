/** Original: org.apache.rocketmq.remoting.protocol.header.SendMessageResponseHeader. */
export class SendMessageResponseHeader {
  static readonly fields = {
    msgId: 'String',
    queueId: 'Integer',
    queueOffset: 'Long',
    transactionId: 'String',
    batchUniqId: 'String',
    recallHandle: 'String',
  } as const
  /** The order in which the binary encoding writes them. */
  static readonly fastFields = [
    'msgId', 'queueId', 'queueOffset', 'transactionId', 'batchUniqId', 'recallHandle',
  ] as const

  msgId: string | null = null
  queueId: number | null = null
  queueOffset: number | null = null
  transactionId: string | null = null
  batchUniqId: string | null = null
  recallHandle: string | null = null
}
