import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.RecallMessageResponseHeader. */
export class RecallMessageResponseHeader extends headerOf({ msgId: 'String' }) {}
