import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.QueryConsumerOffsetResponseHeader. */
export class QueryConsumerOffsetResponseHeader extends headerOf({ offset: 'Long' }) {}
