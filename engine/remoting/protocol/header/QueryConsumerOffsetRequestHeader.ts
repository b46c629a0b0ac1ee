import { headerOf, TOPIC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.QueryConsumerOffsetRequestHeader. */
export class QueryConsumerOffsetRequestHeader extends headerOf({
  consumerGroup: 'String',
  topic: 'String',
  queueId: 'Integer',
  setZeroIfNotFound: 'Boolean',
  ...TOPIC_REQUEST_FIELDS,
}) {}
