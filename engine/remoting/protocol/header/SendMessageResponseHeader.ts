import type { HeaderValues } from '../CommandCustomHeader'

const FIELDS = {
  msgId: 'String',
  queueId: 'Integer',
  queueOffset: 'Long',
  transactionId: 'String',
  batchUniqId: 'String',
  recallHandle: 'String',
} as const

/** Original: org.apache.rocketmq.remoting.protocol.header.SendMessageResponseHeader. */
export class SendMessageResponseHeader implements HeaderValues<typeof FIELDS> {
  static readonly fields: typeof FIELDS = FIELDS
  /** The order in which the binary encoding writes them. */
  static readonly fastFields = [
    'msgId', 'queueId', 'queueOffset', 'transactionId', 'batchUniqId', 'recallHandle',
  ] as const

  msgId: string | null
  queueId: number | null
  queueOffset: number | null
  transactionId: string | null
  batchUniqId: string | null
  recallHandle: string | null

  constructor() {
    this.msgId = null
    this.queueId = null
    this.queueOffset = null
    this.transactionId = null
    this.batchUniqId = null
    this.recallHandle = null
  }
}
