import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.GetMinOffsetResponseHeader. */
export class GetMinOffsetResponseHeader extends headerOf({ offset: 'Long' }) {}
