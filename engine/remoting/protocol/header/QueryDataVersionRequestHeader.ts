import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.namesrv.QueryDataVersionRequestHeader. */
export class QueryDataVersionRequestHeader extends headerOf({
  brokerName: 'String',
  brokerAddr: 'String',
  clusterName: 'String',
  brokerId: 'Long',
}) {}
