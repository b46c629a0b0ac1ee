import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.namesrv.GetKVConfigRequestHeader. */
export class GetKVConfigRequestHeader extends headerOf({ namespace: 'String', key: 'String' }) {}
