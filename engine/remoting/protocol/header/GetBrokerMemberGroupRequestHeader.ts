import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.GetBrokerMemberGroupRequestHeader. */
export class GetBrokerMemberGroupRequestHeader extends headerOf({ clusterName: 'String', brokerName: 'String' }) {}
