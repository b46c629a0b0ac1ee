import type { JsonFields } from '../JsonFields'
import { RemotingSerializable } from '../RemotingSerializable'

/** How messages come to a consumer. Original: org.apache.rocketmq.common.message.MessageRequestMode. */
export const MESSAGE_REQUEST_MODES = ['PULL', 'POP'] as const
export type MessageRequestMode = (typeof MESSAGE_REQUEST_MODES)[number]

/**
 * How the consumers of a group that ask the broker for their queues get the messages of a topic.
 * Original: org.apache.rocketmq.remoting.protocol.body.SetMessageRequestModeRequestBody.
 */
export class SetMessageRequestModeRequestBody {
  topic: string | null
  consumerGroup: string | null
  mode: MessageRequestMode
  /** In POP mode: with how many others of the group a consumer shares its queues; none or less for all. */
  popShareQueueNum: number

  constructor(topic: string | null, consumerGroup: string | null, mode: MessageRequestMode = 'PULL', popShareQueueNum = 0) {
    this.topic = topic
    this.consumerGroup = consumerGroup
    this.mode = mode
    this.popShareQueueNum = popShareQueueNum
  }

  encode(): Uint8Array {
    return RemotingSerializable.encode(this)
  }

  /** @throws SyntaxError, JsonFieldError */
  static decode(bytes: Uint8Array): SetMessageRequestModeRequestBody {
    return SetMessageRequestModeRequestBody.fromJson(RemotingSerializable.decode(bytes))
  }

  /** @throws JsonFieldError */
  static fromJson(fields: JsonFields): SetMessageRequestModeRequestBody {
    const mode = fields.oneOf('mode', MESSAGE_REQUEST_MODES) ?? 'PULL'
    return new SetMessageRequestModeRequestBody(
      fields.text('topic'), fields.text('consumerGroup'), mode, fields.int('popShareQueueNum') ?? 0,
    )
  }
}
