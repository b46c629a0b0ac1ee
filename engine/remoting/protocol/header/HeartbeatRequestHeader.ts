import { RPC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.HeartbeatRequestHeader. */
export class HeartbeatRequestHeader {
  static readonly fields = { ...RPC_REQUEST_FIELDS } as const

  ns: string | null = null
  nsd: boolean | null = null
  bname: string | null = null
  oway: boolean | null = null
}
