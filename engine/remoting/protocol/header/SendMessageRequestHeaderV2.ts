import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.SendMessageRequestHeaderV2. */
export class SendMessageRequestHeaderV2 extends headerOf({
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
}) {
  /** The order in which the binary encoding writes them. */
  static readonly fastFields = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n'] as const
}
