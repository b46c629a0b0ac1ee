import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.namesrv.QueryDataVersionResponseHeader. */
export class QueryDataVersionResponseHeader extends headerOf({ changed: 'Boolean' }) {}
