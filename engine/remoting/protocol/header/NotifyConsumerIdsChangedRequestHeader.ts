import { headerOf, RPC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.NotifyConsumerIdsChangedRequestHeader. */
export class NotifyConsumerIdsChangedRequestHeader extends headerOf({ consumerGroup: 'String', ...RPC_REQUEST_FIELDS }) {}
