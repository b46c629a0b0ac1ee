import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.GetConsumerListByGroupResponseHeader. */
export class GetConsumerListByGroupResponseHeader extends headerOf({}) {}
