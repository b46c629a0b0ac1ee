import { headerOf, TOPIC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.ConsumeMessageDirectlyResultRequestHeader. */
export class ConsumeMessageDirectlyResultRequestHeader extends headerOf({
  consumerGroup: 'String',
  clientId: 'String',
  msgId: 'String',
  brokerName: 'String',
  topic: 'String',
  topicSysFlag: 'Integer',
  groupSysFlag: 'Integer',
  ...TOPIC_REQUEST_FIELDS,
}) {}
