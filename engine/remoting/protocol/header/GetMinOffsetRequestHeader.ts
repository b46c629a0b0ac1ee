import { headerOf, TOPIC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.GetMinOffsetRequestHeader. */
export class GetMinOffsetRequestHeader extends headerOf({ topic: 'String', queueId: 'Integer', ...TOPIC_REQUEST_FIELDS }) {}
