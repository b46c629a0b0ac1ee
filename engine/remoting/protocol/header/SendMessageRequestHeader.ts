import type { HeaderValues } from '../CommandCustomHeader'

const FIELDS = {
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

/** Original: org.apache.rocketmq.remoting.protocol.header.SendMessageRequestHeader. */
export class SendMessageRequestHeader implements HeaderValues<typeof FIELDS> {
  static readonly fields: typeof FIELDS = FIELDS

  maxReconsumeTimes: number | null
  producerGroup: string | null
  ns: string | null
  topic: string | null
  bornTimestamp: number | null
  lo: boolean | null
  properties: string | null
  queueId: number | null
  flag: number | null
  bname: string | null
  sysFlag: number | null
  reconsumeTimes: number | null
  oway: boolean | null
  batch: boolean | null
  unitMode: boolean | null
  defaultTopicQueueNums: number | null
  defaultTopic: string | null
  nsd: boolean | null

  constructor() {
    this.maxReconsumeTimes = null
    this.producerGroup = null
    this.ns = null
    this.topic = null
    this.bornTimestamp = null
    this.lo = null
    this.properties = null
    this.queueId = null
    this.flag = null
    this.bname = null
    this.sysFlag = null
    this.reconsumeTimes = null
    this.oway = null
    this.batch = null
    this.unitMode = null
    this.defaultTopicQueueNums = null
    this.defaultTopic = null
    this.nsd = null
  }
}
