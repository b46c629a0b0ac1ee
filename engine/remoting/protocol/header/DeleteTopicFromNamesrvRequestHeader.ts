import { TOPIC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.namesrv.DeleteTopicFromNamesrvRequestHeader. */
export class DeleteTopicFromNamesrvRequestHeader {
  static readonly fields = { topic: 'String', clusterName: 'String', ...TOPIC_REQUEST_FIELDS } as const

  topic: string | null = null
  clusterName: string | null = null
  lo: boolean | null = null
  ns: string | null = null
  nsd: boolean | null = null
  bname: string | null = null
  oway: boolean | null = null
}
