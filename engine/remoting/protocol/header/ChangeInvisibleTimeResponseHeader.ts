import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.ChangeInvisibleTimeResponseHeader. */
export class ChangeInvisibleTimeResponseHeader extends headerOf({
  invisibleTime: 'Long',
  popTime: 'Long',
  reviveQid: 'Integer',
}) {}
