import { decodeBase64Url } from '../../../common/producer/base64Url'
import type { JsonFields } from '../JsonFields'
import { RemotingSerializable } from '../RemotingSerializable'

/** Acks of several messages of one pop of one queue. Original: org.apache.rocketmq.remoting.protocol.body.BatchAck. */
export interface BatchAck {
  readonly consumerGroup: string | null
  readonly topic: string | null
  /** `0`, or `1` or `2` for messages of a retry topic. */
  readonly retry: string | null
  readonly startOffset: number
  readonly queueId: number
  readonly reviveQueueId: number
  /** In ms since 1970. */
  readonly popTime: number
  readonly invisibleTime: number
  /** How far behind {@link startOffset} each message is. */
  readonly indexes: readonly number[]
}

/** Acks of many pops at once, as proxies send them. Original: org.apache.rocketmq.remoting.protocol.body.BatchAckMessageRequestBody. */
export class BatchAckMessageRequestBody {
  brokerName: string | null
  acks: readonly BatchAck[]

  constructor(brokerName: string | null, acks: readonly BatchAck[]) {
    this.brokerName = brokerName
    this.acks = acks
  }

  /** @throws SyntaxError, JsonFieldError, IllegalArgumentException for bits that are no base64 */
  static decode(bytes: Uint8Array): BatchAckMessageRequestBody {
    const fields = RemotingSerializable.decode(bytes)
    const acks = fields.has('acks') ? fields.objects('acks', batchAckOf) : []
    return new BatchAckMessageRequestBody(fields.text('brokerName'), acks)
  }
}

/** Each field has a short name, and a long one. */
function batchAckOf(fields: JsonFields): BatchAck {
  const named = (short: string, long: string): string => (fields.has(short) ? short : long)
  return {
    consumerGroup: fields.text(named('c', 'consumerGroup')),
    topic: fields.text(named('t', 'topic')),
    retry: fields.text(named('r', 'retry')),
    startOffset: fields.long(named('so', 'startOffset')) ?? 0,
    queueId: fields.int(named('q', 'queueId')) ?? 0,
    reviveQueueId: fields.int(named('rq', 'reviveQueueId')) ?? 0,
    popTime: fields.long(named('pt', 'popTime')) ?? 0,
    invisibleTime: fields.long(named('it', 'invisibleTime')) ?? 0,
    indexes: bitsOf(fields.text(named('b', 'bitSet')) ?? ''),
  }
}

/** The numbers of the bits that are set, the lowest first. Original: BitSetSerializerDeserializer */
function bitsOf(base64: string): number[] {
  const bytes = decodeBase64Url(base64.replaceAll('+', '-').replaceAll('/', '_'))
  return [...bytes].flatMap((byte, index) => {
    return Array.from({ length: 8 }, (_, bit) => index * 8 + bit).filter((_, bit) => ((byte >> bit) & 1) === 1)
  })
}
