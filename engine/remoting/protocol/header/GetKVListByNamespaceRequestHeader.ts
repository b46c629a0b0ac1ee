import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.namesrv.GetKVListByNamespaceRequestHeader. */
export class GetKVListByNamespaceRequestHeader extends headerOf({ namespace: 'String' }) {}
