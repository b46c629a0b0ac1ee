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

  static decode(bytes: Uint8Array): HeartbeatData {
    return Object.assign(new HeartbeatData(), RemotingSerializable.decode(bytes))
  }
}
