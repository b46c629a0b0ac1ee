import { headerOf, RPC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.LockBatchMqRequestHeader. */
export class LockBatchMqRequestHeader extends headerOf({ ...RPC_REQUEST_FIELDS }) {}
