import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.namesrv.RegisterBrokerResponseHeader. */
export class RegisterBrokerResponseHeader extends headerOf({ haServerAddr: 'String', masterAddr: 'String' }) {}
