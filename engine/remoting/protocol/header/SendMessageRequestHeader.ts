import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.SendMessageRequestHeader. */
export class SendMessageRequestHeader extends headerOf({
  maxReconsumeTimes: 'Integer',
  producerGroup: 'String',
  ns: 'String',
  topic: 'String',
  bornTimestamp: 'Long',
  lo: 'Boolean',
  properties: 'String',
  queueId: 'Integer',
  flag: 'Integer',
  bname: 'String',
  sysFlag: 'Integer',
  reconsumeTimes: 'Integer',
  oway: 'Boolean',
  batch: 'Boolean',
  unitMode: 'Boolean',
  defaultTopicQueueNums: 'Integer',
  defaultTopic: 'String',
  nsd: 'Boolean',
}) {}
