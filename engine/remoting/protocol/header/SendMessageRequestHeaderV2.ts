import { TOPIC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.SendMessageRequestHeaderV2. */
export class SendMessageRequestHeaderV2 {
  static readonly fields = {
    a: 'String',
    b: 'String',
    c: 'String',
    d: 'Integer',
    e: 'Integer',
    f: 'Integer',
    g: 'Long',
    h: 'Integer',
    i: 'String',
    j: 'Integer',
    k: 'Boolean',
    l: 'Integer',
    m: 'Boolean',
    n: 'String',
    ...TOPIC_REQUEST_FIELDS,
  } as const
  /** The order in which the binary encoding writes them. */
  static readonly fastFields = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n'] as const

  a: string | null = null
  b: string | null = null
  c: string | null = null
  d: number | null = null
  e: number | null = null
  f: number | null = null
  g: number | null = null
  h: number | null = null
  i: string | null = null
  j: number | null = null
  k: boolean | null = null
  l: number | null = null
  m: boolean | null = null
  n: string | null = null
  lo: boolean | null = null
  ns: string | null = null
  nsd: boolean | null = null
  bname: string | null = null
  oway: boolean | null = null
}
