import { Message } from '../../common/message/Message'
import { MessageConst } from '../../common/message/MessageConst'
import { MixAll } from '../../common/MixAll'
import { ClientErrorCode, MQClientException } from '../exception/MQClientException'

/** The properties of a request that its reply has too. */
const COPIED = [
  MessageConst.PROPERTY_CORRELATION_ID,
  MessageConst.PROPERTY_MESSAGE_REPLY_TO_CLIENT,
  MessageConst.PROPERTY_MESSAGE_TTL,
]

/** Original: org.apache.rocketmq.client.utils.MessageUtil. */
export const MessageUtil = {
  /**
   * The reply to a message that was sent as a request. It is sent like any other; the broker hands it to the client that waits.
   * @throws MQClientException for a message that did not come from a broker
   */
  createReplyMessage(requestMessage: Message, body: Uint8Array): Message {
    const cluster = requestMessage.getProperty(MessageConst.PROPERTY_CLUSTER)
    if (cluster === null) {
      throw new MQClientException('the message does not say from which cluster', ClientErrorCode.CREATE_REPLY_MESSAGE_EXCEPTION)
    }
    const replyMessage = new Message()
    replyMessage.body = body
    replyMessage.topic = MixAll.getReplyTopic(cluster)
    replyMessage.putProperty(MessageConst.PROPERTY_MESSAGE_TYPE, MixAll.REPLY_MESSAGE_FLAG)
    for (const name of COPIED) {
      const value = requestMessage.getProperty(name)
      if (value !== null) replyMessage.putProperty(name, value)
    }
    return replyMessage
  },

  getReplyToClient(msg: Message): string | null {
    return msg.getProperty(MessageConst.PROPERTY_MESSAGE_REPLY_TO_CLIENT)
  },
} as const
