import { headerOf, RPC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.UnregisterClientRequestHeader. */
export class UnregisterClientRequestHeader extends headerOf({
  clientID: 'String',
  producerGroup: 'String',
  consumerGroup: 'String',
  ...RPC_REQUEST_FIELDS,
}) {}
