import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.GetMaxOffsetResponseHeader. */
export class GetMaxOffsetResponseHeader extends headerOf({ offset: 'Long' }) {}
