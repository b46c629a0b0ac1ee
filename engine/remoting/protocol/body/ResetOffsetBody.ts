import { MessageQueueMap } from '../../../common/message/MessageQueueMap'
import { encodeUtf8 } from '../../../kernel/Utf8'
import { RemotingSerializable } from '../RemotingSerializable'
import { queueTableOf, queueTableText } from './queueTable'

/** Where each queue is to be read on. Original: protocol.body.ResetOffsetBody. */
export class ResetOffsetBody {
  readonly offsetTable: MessageQueueMap<number>

  constructor(offsetTable: MessageQueueMap<number> = new MessageQueueMap()) {
    this.offsetTable = offsetTable
  }

  encode(): Uint8Array {
    return encodeUtf8(`{"offsetTable":${queueTableText(this.offsetTable)}}`)
  }

  /** @throws SyntaxError, JsonFieldError */
  static decode(bytes: Uint8Array): ResetOffsetBody {
    return new ResetOffsetBody(queueTableOf(RemotingSerializable.decode(bytes), 'offsetTable'))
  }
}
