import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.PollingInfoRequestHeader. */
export class PollingInfoRequestHeader extends headerOf({
  queueId: 'Integer',
  lo: 'Boolean',
  oway: 'Boolean',
  ns: 'String',
  bname: 'String',
  topic: 'String',
  consumerGroup: 'String',
  nsd: 'Boolean',
}) {}
