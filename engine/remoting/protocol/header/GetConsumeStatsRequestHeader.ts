import { headerOf, TOPIC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.GetConsumeStatsRequestHeader. */
export class GetConsumeStatsRequestHeader extends headerOf({
  consumerGroup: 'String',
  topic: 'String',
  topicList: 'String',
  ...TOPIC_REQUEST_FIELDS,
}) {}
