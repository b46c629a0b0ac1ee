import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.namesrv.PutKVConfigRequestHeader. */
export class PutKVConfigRequestHeader extends headerOf({ namespace: 'String', key: 'String', value: 'String' }) {}
