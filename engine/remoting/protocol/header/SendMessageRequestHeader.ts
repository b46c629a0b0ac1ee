import { TOPIC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.SendMessageRequestHeader. */
export class SendMessageRequestHeader {
  static readonly fields = {
    producerGroup: 'String',
    topic: 'String',
    defaultTopic: 'String',
    defaultTopicQueueNums: 'Integer',
    queueId: 'Integer',
    sysFlag: 'Integer',
    bornTimestamp: 'Long',
    flag: 'Integer',
    properties: 'String',
    reconsumeTimes: 'Integer',
    unitMode: 'Boolean',
    batch: 'Boolean',
    maxReconsumeTimes: 'Integer',
    ...TOPIC_REQUEST_FIELDS,
  } as const

  producerGroup: string | null = null
  topic: string | null = null
  defaultTopic: string | null = null
  defaultTopicQueueNums: number | null = null
  queueId: number | null = null
  sysFlag: number | null = null
  bornTimestamp: number | null = null
  flag: number | null = null
  properties: string | null = null
  reconsumeTimes: number | null = null
  unitMode: boolean | null = null
  batch: boolean | null = null
  maxReconsumeTimes: number | null = null
  lo: boolean | null = null
  ns: string | null = null
  nsd: boolean | null = null
  bname: string | null = null
  oway: boolean | null = null
}
