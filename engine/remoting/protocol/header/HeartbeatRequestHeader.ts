import { headerOf, RPC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.HeartbeatRequestHeader. */
export class HeartbeatRequestHeader extends headerOf({ ...RPC_REQUEST_FIELDS }) {}
