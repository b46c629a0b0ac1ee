import { headerOf, TOPIC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.GetTopicStatsInfoRequestHeader. */
export class GetTopicStatsInfoRequestHeader extends headerOf({
  topic: 'String',
  ...TOPIC_REQUEST_FIELDS,
}) {}
