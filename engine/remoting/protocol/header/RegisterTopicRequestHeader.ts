import { headerOf, TOPIC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.namesrv.RegisterTopicRequestHeader. */
export class RegisterTopicRequestHeader extends headerOf({ topic: 'String', ...TOPIC_REQUEST_FIELDS }) {}
