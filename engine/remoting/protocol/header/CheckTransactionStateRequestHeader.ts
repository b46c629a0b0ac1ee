import { headerOf, RPC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.CheckTransactionStateRequestHeader. */
export class CheckTransactionStateRequestHeader extends headerOf({
  topic: 'String',
  tranStateTableOffset: 'Long',
  commitLogOffset: 'Long',
  msgId: 'String',
  transactionId: 'String',
  offsetMsgId: 'String',
  ...RPC_REQUEST_FIELDS,
}) {}
