import type { Message } from '../common/message/Message'
import { MessageConst } from '../common/message/MessageConst'
import { TopicValidator } from '../common/topic/TopicValidator'
import { isBlank } from '../kernel/java/javaTrim'
import { ResponseCode } from '../remoting/protocol/ResponseCode'
import { MQClientException } from './exception/MQClientException'

const GROUP_MAX_LENGTH = 255
const FILE_SEPARATOR = '/'

/** The mistakes that can be found without the network. Original: org.apache.rocketmq.client.Validators. */
export const Validators = {
  /** @throws MQClientException */
  checkGroup(group: string): void {
    if (isBlank(group)) throw new MQClientException('the group is blank')
    if (group.length > GROUP_MAX_LENGTH) throw new MQClientException(`the group is longer than ${GROUP_MAX_LENGTH} characters`)
    if (TopicValidator.isTopicOrGroupIllegal(group)) {
      throw new MQClientException(`the group ${group} contains illegal characters, allowed are letters, digits and %|_-`)
    }
  },

  /** Original: Validators#checkMessage. @throws MQClientException with MESSAGE_ILLEGAL if the body can't be sent */
  checkMessage(message: Message | null, maxMessageSize: number): void {
    if (message === null) throw new MQClientException('the message is null', ResponseCode.MESSAGE_ILLEGAL)
    Validators.checkTopic(message.topic)
    Validators.isNotAllowedSendTopic(message.topic)
    const { body } = message
    if (body === null) throw new MQClientException('the message has no body', ResponseCode.MESSAGE_ILLEGAL)
    if (body.length === 0) throw new MQClientException('the message has a body of zero bytes', ResponseCode.MESSAGE_ILLEGAL)
    if (body.length > maxMessageSize) {
      const text = `the message has ${body.length} bytes, more than the ${maxMessageSize} that are allowed`
      throw new MQClientException(text, ResponseCode.MESSAGE_ILLEGAL)
    }
    const furtherQueues = message.getProperty(MessageConst.PROPERTY_INNER_MULTI_DISPATCH)
    if (furtherQueues?.includes(FILE_SEPARATOR) === true) {
      throw new MQClientException(`a queue's name must not be a path: ${furtherQueues}`, ResponseCode.MESSAGE_ILLEGAL)
    }
  },

  /** @throws MQClientException */
  checkTopic(topic: string): void {
    const problem = TopicValidator.validateTopic(topic)
    if (problem !== null) throw new MQClientException(problem)
  },

  /** @throws MQClientException for topics that only the broker itself writes to */
  isNotAllowedSendTopic(topic: string): void {
    if (TopicValidator.isNotAllowedSendTopic(topic)) throw new MQClientException(`sending to ${topic} is forbidden`)
  },
}
