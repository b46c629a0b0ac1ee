import { JavaConcurrentHashMap } from '../../../kernel/java/JavaConcurrentHashMap'
import { RemotingSerializable } from '../RemotingSerializable'
import type { ClientConnection } from './ClientConnection'
import type { ConsumeFromWhere, ConsumeType, MessageModel, SubscriptionData } from './HeartbeatData'

/** The members of a group of consumers that a broker knows. Original: protocol.body.ConsumerConnection. */
export class ConsumerConnection {
  connectionSet: readonly ClientConnection[]
  consumeFromWhere: ConsumeFromWhere | null
  consumeType: ConsumeType | null
  messageModel: MessageModel | null
  readonly subscriptionTable: JavaConcurrentHashMap<string, SubscriptionData>

  constructor() {
    this.connectionSet = []
    this.consumeFromWhere = null
    this.consumeType = null
    this.messageModel = null
    this.subscriptionTable = new JavaConcurrentHashMap()
  }

  encode(): Uint8Array {
    return RemotingSerializable.encode(this)
  }
}
