import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.namesrv.RegisterBrokerRequestHeader. */
export class RegisterBrokerRequestHeader extends headerOf({
  brokerName: 'String',
  brokerAddr: 'String',
  clusterName: 'String',
  haServerAddr: 'String',
  brokerId: 'Long',
  heartbeatTimeoutMillis: 'Long',
  enableActingMaster: 'Boolean',
  compressed: 'boolean',
  bodyCrc32: 'Integer',
}) {
  override bodyCrc32: number | null = 0
}
