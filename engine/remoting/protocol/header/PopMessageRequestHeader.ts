import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.PopMessageRequestHeader. */
export class PopMessageRequestHeader extends headerOf({
  invisibleTime: 'Long',
  queueId: 'Integer',
  lo: 'Boolean',
  maxMsgNums: 'Integer',
  ns: 'String',
  initMode: 'Integer',
  pollTime: 'Long',
  bornTime: 'Long',
  oway: 'Boolean',
  bname: 'String',
  topic: 'String',
  expType: 'String',
  exp: 'String',
  consumerGroup: 'String',
  nsd: 'Boolean',
  order: 'Boolean',
  attemptId: 'String',
}) {}
