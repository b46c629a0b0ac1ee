import { headerOf, RPC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.GetSubscriptionGroupConfigRequestHeader. */
export class GetSubscriptionGroupConfigRequestHeader extends headerOf({
  group: 'String',
  ...RPC_REQUEST_FIELDS,
}) {}
