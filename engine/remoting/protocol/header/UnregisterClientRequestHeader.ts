import { RPC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.UnregisterClientRequestHeader. */
export class UnregisterClientRequestHeader {
  static readonly fields = {
    clientID: 'String',
    producerGroup: 'String',
    consumerGroup: 'String',
    ...RPC_REQUEST_FIELDS,
  } as const

  clientID: string | null = null
  producerGroup: string | null = null
  consumerGroup: string | null = null
  ns: string | null = null
  nsd: boolean | null = null
  bname: string | null = null
  oway: boolean | null = null
}
