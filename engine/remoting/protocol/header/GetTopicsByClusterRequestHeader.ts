import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.GetTopicsByClusterRequestHeader. */
export class GetTopicsByClusterRequestHeader extends headerOf({ cluster: 'String' }) {}
