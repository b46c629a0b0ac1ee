import { headerOf, TOPIC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.SearchOffsetRequestHeader. */
export class SearchOffsetRequestHeader extends headerOf({
  topic: 'String',
  queueId: 'Integer',
  timestamp: 'Long',
  boundaryType: 'BoundaryType',
  ...TOPIC_REQUEST_FIELDS,
}) {}
