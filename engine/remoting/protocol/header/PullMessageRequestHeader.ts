/** Original: org.apache.rocketmq.remoting.protocol.header.PullMessageRequestHeader. */
export class PullMessageRequestHeader {
  /** In the order in which Java's reflection hands them on: it decides between fields of the same bucket. */
  static readonly fields = {
    maxMsgBytes: 'Integer',
    queueId: 'Integer',
    ns: 'String',
    commitOffset: 'Long',
    maxMsgNums: 'Integer',
    sysFlag: 'Integer',
    subscription: 'String',
    requestSource: 'Integer',
    proxyFrowardClientId: 'String',
    lo: 'Boolean',
    bname: 'String',
    oway: 'Boolean',
    suspendTimeoutMillis: 'Long',
    queueOffset: 'Long',
    expressionType: 'String',
    topic: 'String',
    consumerGroup: 'String',
    subVersion: 'Long',
    nsd: 'Boolean',
  } as const
  /** The order in which the binary encoding writes them. */
  static readonly fastFields = [
    'consumerGroup', 'topic', 'queueId', 'queueOffset', 'maxMsgNums', 'sysFlag', 'commitOffset',
    'suspendTimeoutMillis', 'subscription', 'subVersion', 'expressionType', 'maxMsgBytes', 'requestSource',
    'proxyFrowardClientId', 'lo', 'ns', 'nsd', 'bname', 'oway',
  ] as const

  consumerGroup: string | null = null
  topic: string | null = null
  queueId: number | null = null
  queueOffset: number | null = null
  maxMsgNums: number | null = null
  sysFlag: number | null = null
  commitOffset: number | null = null
  suspendTimeoutMillis: number | null = null
  subscription: string | null = null
  subVersion: number | null = null
  expressionType: string | null = null
  maxMsgBytes: number | null = null
  requestSource: number | null = null
  proxyFrowardClientId: string | null = null
  lo: boolean | null = null
  ns: string | null = null
  nsd: boolean | null = null
  bname: string | null = null
  oway: boolean | null = null
}
