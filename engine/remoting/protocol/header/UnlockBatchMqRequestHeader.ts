import { headerOf, RPC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.UnlockBatchMqRequestHeader. */
export class UnlockBatchMqRequestHeader extends headerOf({ ...RPC_REQUEST_FIELDS }) {}
