import { TOPIC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.CreateTopicRequestHeader. */
export class CreateTopicRequestHeader {
  static readonly fields = {
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
  } as const

  topic: string | null = null
  defaultTopic: string | null = null
  readQueueNums: number | null = null
  writeQueueNums: number | null = null
  perm: number | null = null
  topicFilterType: string | null = null
  topicSysFlag: number | null = null
  order: boolean | null = false
  attributes: string | null = null
  force: boolean | null = false
  lo: boolean | null = null
  ns: string | null = null
  nsd: boolean | null = null
  bname: string | null = null
  oway: boolean | null = null
}
