import { TOPIC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.PullMessageRequestHeader. */
export class PullMessageRequestHeader {
  static readonly fields = {
    consumerGroup: 'String',
    topic: 'String',
    queueId: 'Integer',
    queueOffset: 'Long',
    maxMsgNums: 'Integer',
    sysFlag: 'Integer',
    commitOffset: 'Long',
    suspendTimeoutMillis: 'Long',
    subscription: 'String',
    subVersion: 'Long',
    expressionType: 'String',
    maxMsgBytes: 'Integer',
    requestSource: 'Integer',
    proxyFrowardClientId: 'String',
    ...TOPIC_REQUEST_FIELDS,
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
