import { headerOf, TOPIC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.RecallMessageRequestHeader. */
export class RecallMessageRequestHeader extends headerOf({
  producerGroup: 'String',
  topic: 'String',
  recallHandle: 'String',
  ...TOPIC_REQUEST_FIELDS,
}) {}
