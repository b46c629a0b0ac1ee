import { headerOf, RPC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.EndTransactionRequestHeader. */
export class EndTransactionRequestHeader extends headerOf({
  topic: 'String',
  producerGroup: 'String',
  tranStateTableOffset: 'Long',
  commitLogOffset: 'Long',
  commitOrRollback: 'Integer',
  fromTransactionCheck: 'Boolean',
  msgId: 'String',
  transactionId: 'String',
  ...RPC_REQUEST_FIELDS,
}) {
  override fromTransactionCheck: boolean | null = false
}
