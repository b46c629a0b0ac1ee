import { JsonFields, longOf, fieldText } from '../JsonFields'
import { RemotingSerializable } from '../RemotingSerializable'

/** Original: protocol.heartbeat.ProducerData. */
export interface ProducerData {
  readonly groupName: string
}

/** Original: protocol.heartbeat.SubscriptionData. */
export interface SubscriptionData {
  readonly classFilterMode: boolean
  readonly codeSet: readonly number[]
  readonly expressionType: string
  readonly subString: string
  readonly subVersion: number
  readonly tagsSet: readonly string[]
  readonly topic: string
}

/** Original: protocol.heartbeat.ConsumerData. */
export interface ConsumerData {
  readonly consumeFromWhere: string
  readonly consumeType: string
  readonly groupName: string
  readonly messageModel: string
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
    data.producerDataSet = fields.list('producerDataSet', (each) => producerDataOf(new JsonFields(each, 'producerDataSet')))
    data.consumerDataSet = fields.list('consumerDataSet', (each) => consumerDataOf(new JsonFields(each, 'consumerDataSet')))
    data.heartbeatFingerprint = fields.int('heartbeatFingerprint') ?? 0
    data.withoutSub = fields.boolean('withoutSub') ?? false
    return data
  }
}

function producerDataOf(fields: JsonFields): ProducerData {
  return { groupName: fields.text('groupName') ?? '' }
}

function consumerDataOf(fields: JsonFields): ConsumerData {
  return {
    consumeFromWhere: fields.text('consumeFromWhere') ?? '',
    consumeType: fields.text('consumeType') ?? '',
    groupName: fields.text('groupName') ?? '',
    messageModel: fields.text('messageModel') ?? '',
    subscriptionDataSet: fields.list('subscriptionDataSet', (each) => subscriptionDataOf(new JsonFields(each, 'subscriptionDataSet'))),
    unitMode: fields.boolean('unitMode') ?? false,
  }
}

function subscriptionDataOf(fields: JsonFields): SubscriptionData {
  return {
    classFilterMode: fields.boolean('classFilterMode') ?? false,
    codeSet: fields.list('codeSet', (each) => longOf(each, 'codeSet')),
    expressionType: fields.text('expressionType') ?? 'TAG',
    subString: fields.text('subString') ?? '',
    subVersion: fields.long('subVersion') ?? 0,
    tagsSet: fields.list('tagsSet', fieldText),
    topic: fields.text('topic') ?? '',
  }
}
