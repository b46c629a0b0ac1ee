import { MessageQueueMap } from '../../../common/message/MessageQueueMap'
import { encodeUtf8 } from '../../../kernel/Utf8'
import { RemotingSerializable } from '../RemotingSerializable'
import { queueTableOf, queueTableText } from './queueTable'

/**
 * How far a consumer is in each of its queues. (A broker's answer also has a table by client.)
 * Original: protocol.body.GetConsumerStatusBody.
 */
export class GetConsumerStatusBody {
  readonly messageQueueTable: MessageQueueMap<number>

  constructor(messageQueueTable: MessageQueueMap<number> = new MessageQueueMap()) {
    this.messageQueueTable = messageQueueTable
  }

  encode(): Uint8Array {
    return encodeUtf8(`{"consumerTable":{},"messageQueueTable":${queueTableText(this.messageQueueTable)}}`)
  }

  /** @throws SyntaxError, JsonFieldError */
  static decode(bytes: Uint8Array): GetConsumerStatusBody {
    return new GetConsumerStatusBody(queueTableOf(RemotingSerializable.decode(bytes), 'messageQueueTable'))
  }
}
