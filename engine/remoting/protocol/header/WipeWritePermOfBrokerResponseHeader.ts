import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.namesrv.WipeWritePermOfBrokerResponseHeader. */
export class WipeWritePermOfBrokerResponseHeader extends headerOf({ wipeTopicCount: 'Integer' }) {}
