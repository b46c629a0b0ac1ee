import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.namesrv.AddWritePermOfBrokerRequestHeader. */
export class AddWritePermOfBrokerRequestHeader extends headerOf({ brokerName: 'String' }) {}
