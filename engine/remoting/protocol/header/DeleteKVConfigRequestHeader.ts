import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.namesrv.DeleteKVConfigRequestHeader. */
export class DeleteKVConfigRequestHeader extends headerOf({ namespace: 'String', key: 'String' }) {}
