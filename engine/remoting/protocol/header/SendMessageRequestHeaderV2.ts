import type { JavaHashMap } from '../../../kernel/java/JavaHashMap'
import type { FastCodesHeader, HeaderValues } from '../CommandCustomHeader'
import { booleanIn, integerIn, longIn } from '../CommandCustomHeader'
import { SendMessageRequestHeader } from './SendMessageRequestHeader'

const FIELDS = {
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

/**
 * The header of a message that is sent, with names of one letter, since they travel with every message.
 * Original: org.apache.rocketmq.remoting.protocol.header.SendMessageRequestHeaderV2.
 */
export class SendMessageRequestHeaderV2 implements HeaderValues<typeof FIELDS>, FastCodesHeader {
  static readonly fields: typeof FIELDS = FIELDS
  /** The order in which the binary encoding writes them. */
  static readonly fastFields = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n'] as const

  n: string | null
  l: number | null
  m: boolean | null
  j: number | null
  ns: string | null
  k: boolean | null
  h: number | null
  i: string | null
  f: number | null
  g: number | null
  d: number | null
  e: number | null
  b: string | null
  c: string | null
  lo: boolean | null
  a: string | null
  bname: string | null
  oway: boolean | null
  nsd: boolean | null

  constructor() {
    this.n = null
    this.l = null
    this.m = null
    this.j = null
    this.ns = null
    this.k = null
    this.h = null
    this.i = null
    this.f = null
    this.g = null
    this.d = null
    this.e = null
    this.b = null
    this.c = null
    this.lo = null
    this.a = null
    this.bname = null
    this.oway = null
    this.nsd = null
  }

  /** Original: SendMessageRequestHeaderV2#decode */
  decode(fields: JavaHashMap<string>): void {
    this.a = fields.get('a') ?? null
    this.b = fields.get('b') ?? null
    this.c = fields.get('c') ?? null
    this.d = integerIn(fields, 'd')
    this.e = integerIn(fields, 'e')
    this.f = integerIn(fields, 'f')
    this.g = longIn(fields, 'g')
    this.h = integerIn(fields, 'h')
    this.i = fields.get('i') ?? null
    this.j = integerIn(fields, 'j')
    this.k = booleanIn(fields, 'k')
    this.l = integerIn(fields, 'l')
    this.m = booleanIn(fields, 'm')
    this.n = fields.get('n') ?? null
  }

  /** Original: SendMessageRequestHeaderV2#createSendMessageRequestHeaderV1 */
  static createSendMessageRequestHeaderV1(v2: SendMessageRequestHeaderV2): SendMessageRequestHeader {
    const v1 = new SendMessageRequestHeader()
    v1.producerGroup = v2.a
    v1.topic = v2.b
    v1.defaultTopic = v2.c
    v1.defaultTopicQueueNums = v2.d
    v1.queueId = v2.e
    v1.sysFlag = v2.f
    v1.bornTimestamp = v2.g
    v1.flag = v2.h
    v1.properties = v2.i
    v1.reconsumeTimes = v2.j
    v1.unitMode = v2.k
    v1.maxReconsumeTimes = v2.l
    v1.batch = v2.m
    v1.bname = v2.n
    return v1
  }

  /** Original: SendMessageRequestHeaderV2#createSendMessageRequestHeaderV2 */
  static createSendMessageRequestHeaderV2(v1: SendMessageRequestHeader): SendMessageRequestHeaderV2 {
    const v2 = new SendMessageRequestHeaderV2()
    v2.a = v1.producerGroup
    v2.b = v1.topic
    v2.c = v1.defaultTopic
    v2.d = v1.defaultTopicQueueNums
    v2.e = v1.queueId
    v2.f = v1.sysFlag
    v2.g = v1.bornTimestamp
    v2.h = v1.flag
    v2.i = v1.properties
    v2.j = v1.reconsumeTimes
    v2.k = v1.unitMode
    v2.l = v1.maxReconsumeTimes
    v2.m = v1.batch
    v2.n = v1.bname
    return v2
  }
}
