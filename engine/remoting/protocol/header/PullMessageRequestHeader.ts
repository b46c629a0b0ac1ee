import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.PullMessageRequestHeader. */
export class PullMessageRequestHeader extends headerOf({
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
}) {
  /** The order in which the binary encoding writes them. */
  static readonly fastFields = [
    'consumerGroup', 'topic', 'queueId', 'queueOffset', 'maxMsgNums', 'sysFlag', 'commitOffset',
    'suspendTimeoutMillis', 'subscription', 'subVersion', 'expressionType', 'maxMsgBytes', 'requestSource',
    'proxyFrowardClientId', 'lo', 'ns', 'nsd', 'bname', 'oway',
  ] as const
}
