import { RPC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.GetConsumerListByGroupRequestHeader. */
export class GetConsumerListByGroupRequestHeader {
  static readonly fields = { consumerGroup: 'String', ...RPC_REQUEST_FIELDS } as const

  consumerGroup: string | null = null
  ns: string | null = null
  nsd: boolean | null = null
  bname: string | null = null
  oway: boolean | null = null
}
