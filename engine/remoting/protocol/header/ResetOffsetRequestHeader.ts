import { headerOf, TOPIC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.ResetOffsetRequestHeader. */
export class ResetOffsetRequestHeader extends headerOf({
  ...TOPIC_REQUEST_FIELDS,
  group: 'String',
  topic: 'String',
  queueId: 'Integer',
  offset: 'Long',
  timestamp: 'Long',
  isForce: 'boolean',
}) {}
