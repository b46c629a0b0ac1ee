import { headerOf, TOPIC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.GetTopicConfigRequestHeader. */
export class GetTopicConfigRequestHeader extends headerOf({
  topic: 'String',
  ...TOPIC_REQUEST_FIELDS,
}) {}
