import { headerOf, RPC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.GetConsumerListByGroupRequestHeader. */
export class GetConsumerListByGroupRequestHeader extends headerOf({ consumerGroup: 'String', ...RPC_REQUEST_FIELDS }) {}
