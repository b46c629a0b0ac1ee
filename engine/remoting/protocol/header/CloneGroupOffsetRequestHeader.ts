import { headerOf, RPC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.CloneGroupOffsetRequestHeader. */
export class CloneGroupOffsetRequestHeader extends headerOf({
  srcGroup: 'String',
  destGroup: 'String',
  topic: 'String',
  offline: 'boolean',
  ...RPC_REQUEST_FIELDS,
}) {}
