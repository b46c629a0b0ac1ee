import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.ViewMessageRequestHeader. */
export class ViewMessageRequestHeader extends headerOf({ topic: 'String', offset: 'Long' }) {}
