import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.SearchOffsetResponseHeader. */
export class SearchOffsetResponseHeader extends headerOf({ offset: 'Long' }) {}
