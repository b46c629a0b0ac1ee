import { headerOf, RPC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.DeleteSubscriptionGroupRequestHeader. */
export class DeleteSubscriptionGroupRequestHeader extends headerOf({
  groupName: 'String',
  cleanOffset: 'boolean',
  ...RPC_REQUEST_FIELDS,
}) {}
