import { TOPIC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.GetMaxOffsetRequestHeader. */
export class GetMaxOffsetRequestHeader {
  static readonly fields = {
    topic: 'String',
    queueId: 'Integer',
    committed: 'boolean',
    ...TOPIC_REQUEST_FIELDS,
  } as const

  topic: string | null = null
  queueId: number | null = null
  committed: boolean = true
  lo: boolean | null = null
  ns: string | null = null
  nsd: boolean | null = null
  bname: string | null = null
  oway: boolean | null = null
}
