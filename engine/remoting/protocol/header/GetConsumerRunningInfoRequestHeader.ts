import { headerOf, RPC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.GetConsumerRunningInfoRequestHeader. */
export class GetConsumerRunningInfoRequestHeader extends headerOf({
  consumerGroup: 'String',
  clientId: 'String',
  jstackEnable: 'boolean',
  ...RPC_REQUEST_FIELDS,
}) {}
