import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.QueryMessageResponseHeader. */
export class QueryMessageResponseHeader extends headerOf({
  indexLastUpdateTimestamp: 'Long',
  indexLastUpdatePhyoffset: 'Long',
}) {}
