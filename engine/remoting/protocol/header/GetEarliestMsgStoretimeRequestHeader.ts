import { headerOf, TOPIC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.GetEarliestMsgStoretimeRequestHeader. */
export class GetEarliestMsgStoretimeRequestHeader extends headerOf({ topic: 'String', queueId: 'Integer', ...TOPIC_REQUEST_FIELDS }) {}
