import { headerOf, TOPIC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.QuerySubscriptionByConsumerRequestHeader. */
export class QuerySubscriptionByConsumerRequestHeader extends headerOf({
  group: 'String',
  topic: 'String',
  ...TOPIC_REQUEST_FIELDS,
}) {}
