import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.UnregisterClientResponseHeader. */
export class UnregisterClientResponseHeader extends headerOf({}) {}
