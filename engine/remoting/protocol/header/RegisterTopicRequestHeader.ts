import { TOPIC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.namesrv.RegisterTopicRequestHeader. */
export class RegisterTopicRequestHeader {
  static readonly fields = { topic: 'String', ...TOPIC_REQUEST_FIELDS } as const

  topic: string | null = null
  lo: boolean | null = null
  ns: string | null = null
  nsd: boolean | null = null
  bname: string | null = null
  oway: boolean | null = null
}
