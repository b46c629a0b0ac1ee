import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.namesrv.AddWritePermOfBrokerResponseHeader. */
export class AddWritePermOfBrokerResponseHeader extends headerOf({ addTopicCount: 'Integer' }) {}
