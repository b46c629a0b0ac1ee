/** Original: org.apache.rocketmq.remoting.protocol.header.SendMessageRequestHeaderV2. */
export class SendMessageRequestHeaderV2 {
  /** In the order in which Java's reflection hands them on: it decides between fields of the same bucket. */
  static readonly fields = {
    n: 'String',
    l: 'Integer',
    m: 'Boolean',
    j: 'Integer',
    ns: 'String',
    k: 'Boolean',
    h: 'Integer',
    i: 'String',
    f: 'Integer',
    g: 'Long',
    d: 'Integer',
    e: 'Integer',
    b: 'String',
    c: 'String',
    lo: 'Boolean',
    a: 'String',
    bname: 'String',
    oway: 'Boolean',
    nsd: 'Boolean',
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
