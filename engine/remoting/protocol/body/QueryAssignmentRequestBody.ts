import { RemotingSerializable } from '../RemotingSerializable'
import type { MessageModel } from './HeartbeatData'

const MESSAGE_MODELS = ['BROADCASTING', 'CLUSTERING'] as const

/** A consumer asks for its queues of a topic. Original: org.apache.rocketmq.remoting.protocol.body.QueryAssignmentRequestBody. */
export class QueryAssignmentRequestBody {
  topic: string
  consumerGroup: string
  clientId: string
  /** The name of a strategy: `AVG` or `AVG_BY_CIRCLE`. */
  strategyName: string
  /** Null for one that is none. */
  messageModel: MessageModel | null

  constructor(
    topic: string, consumerGroup: string, clientId: string, strategyName: string, messageModel: MessageModel | null,
  ) {
    this.topic = topic
    this.consumerGroup = consumerGroup
    this.clientId = clientId
    this.strategyName = strategyName
    this.messageModel = messageModel
  }

  encode(): Uint8Array {
    return RemotingSerializable.encode(this)
  }

  /** @throws SyntaxError, JsonFieldError */
  static decode(bytes: Uint8Array): QueryAssignmentRequestBody {
    const fields = RemotingSerializable.decode(bytes)
    return new QueryAssignmentRequestBody(
      fields.name('topic'),
      fields.name('consumerGroup'),
      fields.text('clientId') ?? '',
      fields.text('strategyName') ?? '',
      fields.oneOf('messageModel', MESSAGE_MODELS),
    )
  }
}
