import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.GetEarliestMsgStoretimeResponseHeader. */
export class GetEarliestMsgStoretimeResponseHeader extends headerOf({ timestamp: 'Long' }) {}
