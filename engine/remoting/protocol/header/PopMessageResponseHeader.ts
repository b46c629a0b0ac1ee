import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.PopMessageResponseHeader. */
export class PopMessageResponseHeader extends headerOf({
  invisibleTime: 'Long',
  startOffsetInfo: 'String',
  restNum: 'Long',
  orderCountInfo: 'String',
  popTime: 'Long',
  reviveQid: 'Integer',
  msgOffsetInfo: 'String',
}) {}
