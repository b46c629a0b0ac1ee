import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.SendMessageResponseHeader. */
export class SendMessageResponseHeader extends headerOf({
  msgId: 'String',
  queueId: 'Integer',
  queueOffset: 'Long',
  transactionId: 'String',
  batchUniqId: 'String',
  recallHandle: 'String',
}) {
  /** The order in which the binary encoding writes them. */
  static readonly fastFields = [
    'msgId', 'queueId', 'queueOffset', 'transactionId', 'batchUniqId', 'recallHandle',
  ] as const
}
