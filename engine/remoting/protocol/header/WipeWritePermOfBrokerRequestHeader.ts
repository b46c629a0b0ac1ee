import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.namesrv.WipeWritePermOfBrokerRequestHeader. */
export class WipeWritePermOfBrokerRequestHeader extends headerOf({ brokerName: 'String' }) {}
