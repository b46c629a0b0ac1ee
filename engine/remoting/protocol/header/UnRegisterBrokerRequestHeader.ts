import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.namesrv.UnRegisterBrokerRequestHeader. */
export class UnRegisterBrokerRequestHeader extends headerOf({
  brokerName: 'String',
  brokerAddr: 'String',
  clusterName: 'String',
  brokerId: 'Long',
}) {}
