import { TOPIC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.QueryConsumerOffsetRequestHeader. */
export class QueryConsumerOffsetRequestHeader {
  static readonly fields = {
    consumerGroup: 'String',
    topic: 'String',
    queueId: 'Integer',
    setZeroIfNotFound: 'Boolean',
    ...TOPIC_REQUEST_FIELDS,
  } as const

  consumerGroup: string | null = null
  topic: string | null = null
  queueId: number | null = null
  setZeroIfNotFound: boolean | null = null
  lo: boolean | null = null
  ns: string | null = null
  nsd: boolean | null = null
  bname: string | null = null
  oway: boolean | null = null
}
