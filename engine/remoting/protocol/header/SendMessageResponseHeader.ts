import type { JavaHashMap } from '../../../kernel/java/JavaHashMap'
import type { FastCodesHeader, HeaderValues } from '../CommandCustomHeader'
import { integerIn, longIn } from '../CommandCustomHeader'

const FIELDS = {
  msgId: 'String',
  queueId: 'Integer',
  queueOffset: 'Long',
  transactionId: 'String',
  batchUniqId: 'String',
  recallHandle: 'String',
} as const

/** Original: org.apache.rocketmq.remoting.protocol.header.SendMessageResponseHeader. */
export class SendMessageResponseHeader implements HeaderValues<typeof FIELDS>, FastCodesHeader {
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

  /** Original: SendMessageResponseHeader#decode */
  decode(fields: JavaHashMap<string>): void {
    this.msgId = fields.get('msgId') ?? null
    this.queueId = integerIn(fields, 'queueId')
    this.queueOffset = longIn(fields, 'queueOffset')
    this.transactionId = fields.get('transactionId') ?? null
    this.batchUniqId = fields.get('batchUniqId') ?? null
    this.recallHandle = fields.get('recallHandle') ?? null
  }
}
