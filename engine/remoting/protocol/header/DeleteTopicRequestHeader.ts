import { headerOf, TOPIC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.DeleteTopicRequestHeader. */
export class DeleteTopicRequestHeader extends headerOf({
  topic: 'String',
  ...TOPIC_REQUEST_FIELDS,
}) {}
