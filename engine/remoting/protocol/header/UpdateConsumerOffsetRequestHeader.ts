import { TOPIC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.UpdateConsumerOffsetRequestHeader. */
export class UpdateConsumerOffsetRequestHeader {
  static readonly fields = {
    consumerGroup: 'String',
    topic: 'String',
    queueId: 'Integer',
    commitOffset: 'Long',
    ...TOPIC_REQUEST_FIELDS,
  } as const

  consumerGroup: string | null = null
  topic: string | null = null
  queueId: number | null = null
  commitOffset: number | null = null
  lo: boolean | null = null
  ns: string | null = null
  nsd: boolean | null = null
  bname: string | null = null
  oway: boolean | null = null
}
