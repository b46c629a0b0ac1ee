import { headerOf, RPC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.QueryTopicsByConsumerRequestHeader. */
export class QueryTopicsByConsumerRequestHeader extends headerOf({
  group: 'String',
  ...RPC_REQUEST_FIELDS,
}) {}
