import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.UpdateConsumerOffsetRequestHeader. */
export class UpdateConsumerOffsetRequestHeader extends headerOf({
  queueId: 'Integer',
  ns: 'String',
  bname: 'String',
  oway: 'Boolean',
  commitOffset: 'Long',
  topic: 'String',
  consumerGroup: 'String',
  lo: 'Boolean',
  nsd: 'Boolean',
}) {}
