import { headerOf, TOPIC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.QueryConsumeQueueRequestHeader. */
export class QueryConsumeQueueRequestHeader extends headerOf({
  topic: 'String',
  queueId: 'Integer',
  index: 'Long',
  count: 'Integer',
  consumerGroup: 'String',
  ...TOPIC_REQUEST_FIELDS,
}) {}
