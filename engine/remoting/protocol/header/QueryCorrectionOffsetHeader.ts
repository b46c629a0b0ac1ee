import { headerOf, TOPIC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.QueryCorrectionOffsetHeader. */
export class QueryCorrectionOffsetHeader extends headerOf({
  filterGroups: 'String',
  compareGroup: 'String',
  topic: 'String',
  ...TOPIC_REQUEST_FIELDS,
}) {}
