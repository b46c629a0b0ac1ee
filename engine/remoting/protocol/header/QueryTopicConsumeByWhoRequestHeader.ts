import { headerOf, TOPIC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.QueryTopicConsumeByWhoRequestHeader. */
export class QueryTopicConsumeByWhoRequestHeader extends headerOf({
  topic: 'String',
  ...TOPIC_REQUEST_FIELDS,
}) {}
