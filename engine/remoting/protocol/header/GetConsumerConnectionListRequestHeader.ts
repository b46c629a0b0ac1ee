import { headerOf, RPC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.GetConsumerConnectionListRequestHeader. */
export class GetConsumerConnectionListRequestHeader extends headerOf({
  consumerGroup: 'String',
  ...RPC_REQUEST_FIELDS,
}) {}
