import { MessageClientIDSetter } from './MessageClientIDSetter'
import { MessageExt } from './MessageExt'

/**
 * A message as a consumer gets it. Its id is the one that its producer gave it; the broker's id is {@link offsetMsgId}.
 * Original: org.apache.rocketmq.common.message.MessageClientExt.
 */
export class MessageClientExt extends MessageExt {
  offsetMsgId: string | null

  constructor() {
    super()
    this.offsetMsgId = null
  }

  /** The same message, seen by a client. */
  static of(message: MessageExt): MessageClientExt {
    const seen = new MessageClientExt()
    Object.assign(seen, message)
    seen.offsetMsgId = message.msgId
    seen.msgId = MessageClientIDSetter.getUniqID(message) ?? message.msgId
    return seen
  }
}
