import { headerOf, TOPIC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.UpdateGroupForbiddenRequestHeader. */
export class UpdateGroupForbiddenRequestHeader extends headerOf({
  group: 'String',
  topic: 'String',
  readable: 'Boolean',
  ...TOPIC_REQUEST_FIELDS,
}) {}
