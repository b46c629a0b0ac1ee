import { headerOf, RPC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.ReplyMessageRequestHeader. */
export class ReplyMessageRequestHeader extends headerOf({
  lo: 'Boolean',
  producerGroup: 'String',
  topic: 'String',
  defaultTopic: 'String',
  defaultTopicQueueNums: 'Integer',
  queueId: 'Integer',
  sysFlag: 'Integer',
  bornTimestamp: 'Long',
  flag: 'Integer',
  properties: 'String',
  reconsumeTimes: 'Integer',
  unitMode: 'boolean',
  bornHost: 'String',
  storeHost: 'String',
  storeTimestamp: 'Long',
  ...RPC_REQUEST_FIELDS,
}) {}
