import { headerOf, TOPIC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.GetConsumerStatusRequestHeader. */
export class GetConsumerStatusRequestHeader extends headerOf({
  topic: 'String',
  group: 'String',
  clientAddr: 'String',
  ...TOPIC_REQUEST_FIELDS,
}) {}
