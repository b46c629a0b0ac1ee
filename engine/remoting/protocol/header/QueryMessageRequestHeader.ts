import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.QueryMessageRequestHeader. */
export class QueryMessageRequestHeader extends headerOf({
  topic: 'String',
  key: 'String',
  maxNum: 'Integer',
  oway: 'Boolean',
  beginTimestamp: 'Long',
  endTimestamp: 'Long',
  lo: 'Boolean',
  ns: 'String',
  nsd: 'Boolean',
  bname: 'String',
}) {}
