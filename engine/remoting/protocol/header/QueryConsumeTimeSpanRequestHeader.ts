import { headerOf, TOPIC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.QueryConsumeTimeSpanRequestHeader. */
export class QueryConsumeTimeSpanRequestHeader extends headerOf({
  topic: 'String',
  group: 'String',
  ...TOPIC_REQUEST_FIELDS,
}) {}
