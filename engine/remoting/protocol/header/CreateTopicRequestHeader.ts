import { headerOf, TOPIC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.CreateTopicRequestHeader. */
export class CreateTopicRequestHeader extends headerOf({
  topic: 'String',
  defaultTopic: 'String',
  readQueueNums: 'Integer',
  writeQueueNums: 'Integer',
  perm: 'Integer',
  topicFilterType: 'String',
  topicSysFlag: 'Integer',
  order: 'Boolean',
  attributes: 'String',
  force: 'Boolean',
  ...TOPIC_REQUEST_FIELDS,
}) {
  override order: boolean | null = false
  override force: boolean | null = false
}
