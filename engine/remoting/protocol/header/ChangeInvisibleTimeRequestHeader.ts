import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.ChangeInvisibleTimeRequestHeader. */
export class ChangeInvisibleTimeRequestHeader extends headerOf({
  invisibleTime: 'Long',
  queueId: 'Integer',
  lo: 'Boolean',
  offset: 'Long',
  oway: 'Boolean',
  ns: 'String',
  bname: 'String',
  topic: 'String',
  consumerGroup: 'String',
  nsd: 'Boolean',
  extraInfo: 'String',
}) {}
