import { headerOf, RPC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.ConsumerSendMsgBackRequestHeader. */
export class ConsumerSendMsgBackRequestHeader extends headerOf({
  ...RPC_REQUEST_FIELDS,
  offset: 'Long',
  group: 'String',
  delayLevel: 'Integer',
  originMsgId: 'String',
  originTopic: 'String',
  unitMode: 'boolean',
  maxReconsumeTimes: 'Integer',
}) {}
