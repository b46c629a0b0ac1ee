import { headerOf, TOPIC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.GetMaxOffsetRequestHeader. */
export class GetMaxOffsetRequestHeader extends headerOf({
  topic: 'String',
  queueId: 'Integer',
  committed: 'boolean',
  ...TOPIC_REQUEST_FIELDS,
}) {
  override committed: boolean = true
}
