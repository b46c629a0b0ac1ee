import { headerOf, RPC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.GetProducerConnectionListRequestHeader. */
export class GetProducerConnectionListRequestHeader extends headerOf({
  producerGroup: 'String',
  ...RPC_REQUEST_FIELDS,
}) {}
