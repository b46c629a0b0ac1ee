import { TOPIC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.namesrv.GetRouteInfoRequestHeader. */
export class GetRouteInfoRequestHeader {
  static readonly fields = { topic: 'String', acceptStandardJsonOnly: 'Boolean', ...TOPIC_REQUEST_FIELDS } as const

  topic: string | null = null
  acceptStandardJsonOnly: boolean | null = null
  lo: boolean | null = null
  ns: string | null = null
  nsd: boolean | null = null
  bname: string | null = null
  oway: boolean | null = null
}
