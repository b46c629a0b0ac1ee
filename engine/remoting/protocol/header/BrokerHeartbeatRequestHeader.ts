import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.namesrv.BrokerHeartbeatRequestHeader. */
export class BrokerHeartbeatRequestHeader extends headerOf({
  clusterName: 'String',
  brokerAddr: 'String',
  brokerName: 'String',
  brokerId: 'Long',
  epoch: 'Integer',
  maxOffset: 'Long',
  confirmOffset: 'Long',
  heartbeatTimeoutMills: 'Long',
  electionPriority: 'Integer',
}) {}
