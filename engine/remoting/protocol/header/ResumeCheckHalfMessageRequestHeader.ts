import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.ResumeCheckHalfMessageRequestHeader. */
export class ResumeCheckHalfMessageRequestHeader extends headerOf({
  topic: 'String',
  msgId: 'String',
}) {}
