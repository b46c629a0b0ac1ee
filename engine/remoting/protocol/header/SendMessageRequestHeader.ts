/** Original: org.apache.rocketmq.remoting.protocol.header.SendMessageRequestHeader. */
export class SendMessageRequestHeader {
  /** In the order in which Java's reflection hands them on: it decides between fields of the same bucket. */
  static readonly fields = {
    maxReconsumeTimes: 'Integer',
    producerGroup: 'String',
    ns: 'String',
    topic: 'String',
    bornTimestamp: 'Long',
    lo: 'Boolean',
    properties: 'String',
    queueId: 'Integer',
    flag: 'Integer',
    bname: 'String',
    sysFlag: 'Integer',
    reconsumeTimes: 'Integer',
    oway: 'Boolean',
    batch: 'Boolean',
    unitMode: 'Boolean',
    defaultTopicQueueNums: 'Integer',
    defaultTopic: 'String',
    nsd: 'Boolean',
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
