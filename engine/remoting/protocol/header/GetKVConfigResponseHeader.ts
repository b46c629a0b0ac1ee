import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.namesrv.GetKVConfigResponseHeader. */
export class GetKVConfigResponseHeader extends headerOf({ value: 'String' }) {}
