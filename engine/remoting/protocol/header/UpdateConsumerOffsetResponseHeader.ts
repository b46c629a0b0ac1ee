import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.UpdateConsumerOffsetResponseHeader. */
export class UpdateConsumerOffsetResponseHeader extends headerOf({}) {}
