import { TOPIC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.GetEarliestMsgStoretimeRequestHeader. */
export class GetEarliestMsgStoretimeRequestHeader {
  static readonly fields = { topic: 'String', queueId: 'Integer', ...TOPIC_REQUEST_FIELDS } as const

  topic: string | null = null
  queueId: number | null = null
  lo: boolean | null = null
  ns: string | null = null
  nsd: boolean | null = null
  bname: string | null = null
  oway: boolean | null = null
}
