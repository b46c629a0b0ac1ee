import { intOf, textOf } from '../fastJsonCasts'
import type { FastJsonToken } from '../FastJsonTokens'
import type { JsonFields } from '../JsonFields'
import { RemotingSerializable } from '../RemotingSerializable'

const CONSUME_TYPES = ['CONSUME_ACTIVELY', 'CONSUME_PASSIVELY', 'CONSUME_POP'] as const
const MESSAGE_MODELS = ['BROADCASTING', 'CLUSTERING'] as const
const CONSUME_FROM_WHERE = [
  'CONSUME_FROM_LAST_OFFSET', 'CONSUME_FROM_LAST_OFFSET_AND_FROM_MIN_WHEN_BOOT_FIRST', 'CONSUME_FROM_MIN_OFFSET',
  'CONSUME_FROM_MAX_OFFSET', 'CONSUME_FROM_FIRST_OFFSET', 'CONSUME_FROM_TIMESTAMP',
] as const

export type ConsumeFromWhere = (typeof CONSUME_FROM_WHERE)[number]
/** Original: protocol.heartbeat.MessageModel. */
export type MessageModel = (typeof MESSAGE_MODELS)[number]
/** Original: protocol.heartbeat.ConsumeType. */
export type ConsumeType = (typeof CONSUME_TYPES)[number]

/** Original: protocol.heartbeat.ProducerData. */
export interface ProducerData {
  readonly groupName: string
}

/** Original: protocol.heartbeat.SubscriptionData. */
export interface SubscriptionData {
  readonly classFilterMode: boolean
  readonly codeSet: readonly number[]
  readonly expressionType: string | null
  readonly subString: string
  readonly subVersion: number
  readonly tagsSet: readonly string[]
  readonly topic: string
}

/** Original: protocol.heartbeat.ConsumerData. */
export interface ConsumerData {
  /** Of this and the other names: null for one that 5.3.2 does not know. */
  readonly consumeFromWhere: ConsumeFromWhere | null
  readonly consumeType: ConsumeType | null
  readonly groupName: string
  readonly messageModel: MessageModel | null
  readonly subscriptionDataSet: readonly SubscriptionData[]
  readonly unitMode: boolean
}

/** Who a client is and what it does; sent to each broker every 30 s. Original: protocol.heartbeat.HeartbeatData. */
export class HeartbeatData {
  clientID: string
  producerDataSet: ProducerData[]
  consumerDataSet: ConsumerData[]
  heartbeatFingerprint: number
  withoutSub: boolean

  constructor(clientID = '') {
    this.clientID = clientID
    this.producerDataSet = []
    this.consumerDataSet = []
    this.heartbeatFingerprint = 0
    this.withoutSub = false
  }

  encode(): Uint8Array {
    return RemotingSerializable.encode(this)
  }

  /** @throws SyntaxError, JsonFieldError */
  static decode(bytes: Uint8Array): HeartbeatData {
    const fields = RemotingSerializable.decode(bytes)
    const data = new HeartbeatData(fields.text('clientID') ?? '')
    data.producerDataSet = fields.objects('producerDataSet', producerDataOf)
    data.consumerDataSet = fields.objects('consumerDataSet', consumerDataOf)
    data.heartbeatFingerprint = fields.int('heartbeatFingerprint') ?? 0
    data.withoutSub = fields.boolean('withoutSub') ?? false
    return data
  }
}

function producerDataOf(fields: JsonFields): ProducerData {
  return { groupName: fields.name('groupName') }
}

function consumerDataOf(fields: JsonFields): ConsumerData {
  return {
    consumeFromWhere: fields.oneOf('consumeFromWhere', CONSUME_FROM_WHERE),
    consumeType: fields.oneOf('consumeType', CONSUME_TYPES),
    groupName: fields.name('groupName'),
    messageModel: fields.oneOf('messageModel', MESSAGE_MODELS),
    subscriptionDataSet: fields.objects('subscriptionDataSet', subscriptionDataOf),
    unitMode: fields.boolean('unitMode') ?? false,
  }
}

/** @throws JsonFieldError */
export function subscriptionDataOf(fields: JsonFields): SubscriptionData {
  return {
    classFilterMode: fields.boolean('classFilterMode') ?? false,
    codeSet: elementsOf(fields, 'codeSet', intOf),
    expressionType: fields.isNull('expressionType') ? null : (fields.text('expressionType') ?? 'TAG'),
    subString: fields.text('subString') ?? '',
    subVersion: fields.long('subVersion') ?? 0,
    tagsSet: elementsOf(fields, 'tagsSet', textOf),
    topic: fields.text('topic') ?? '',
  }
}

/** Those that are no null; none when the set itself is null. @throws JsonFieldError */
function elementsOf<T>(fields: JsonFields, name: string, read: (element: FastJsonToken) => T | null): T[] {
  return fields.has(name) ? fields.elements(name, read).filter((element) => element !== null) : []
}
