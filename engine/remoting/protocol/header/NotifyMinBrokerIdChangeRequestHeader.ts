import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.NotifyMinBrokerIdChangeRequestHeader. */
export class NotifyMinBrokerIdChangeRequestHeader extends headerOf({
  minBrokerId: 'Long',
  brokerName: 'String',
  minBrokerAddr: 'String',
  offlineBrokerAddr: 'String',
  haBrokerAddr: 'String',
}) {}
