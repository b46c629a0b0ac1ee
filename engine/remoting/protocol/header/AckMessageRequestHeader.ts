import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.AckMessageRequestHeader. */
export class AckMessageRequestHeader extends headerOf({
  queueId: 'Integer',
  lo: 'Boolean',
  oway: 'Boolean',
  offset: 'Long',
  ns: 'String',
  bname: 'String',
  topic: 'String',
  consumerGroup: 'String',
  nsd: 'Boolean',
  extraInfo: 'String',
}) {}
