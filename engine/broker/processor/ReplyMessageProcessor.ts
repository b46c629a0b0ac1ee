import { MessageConst } from '../../common/message/MessageConst'
import { MessageDecoder } from '../../common/message/MessageDecoder'
import { MessageExtBrokerInner } from '../../common/message/MessageExtBrokerInner'
import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { notNull } from '../../kernel/java/notNull'
import { currentTimeMillis } from '../../kernel/Process'
import { RemotingException } from '../../remoting/exception/RemotingException'
import type { Channel } from '../../remoting/netty/Channel'
import type { ChannelHandlerContext } from '../../remoting/netty/NettyRequestProcessor'
import { ReplyMessageRequestHeader } from '../../remoting/protocol/header/ReplyMessageRequestHeader'
import type { SendMessageRequestHeader } from '../../remoting/protocol/header/SendMessageRequestHeader'
import type { SendMessageResponseHeader } from '../../remoting/protocol/header/SendMessageResponseHeader'
import { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { RequestCode } from '../../remoting/protocol/RequestCode'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'
import { AbstractSendMessageProcessor } from './AbstractSendMessageProcessor'
import { outcomeOf } from './outcomeOf'
import { parseRequestHeader } from './parseRequestHeader'
import { SendRefusedException } from './SendRefusedException'

/**
 * Takes the reply to a message and hands it to the client that waits for it, over the connection by which that client is known as a
 * producer. Only then is the reply answered; it is stored as well, for those who look for it later, and whether that works
 * changes nothing. Original: org.apache.rocketmq.broker.processor.ReplyMessageProcessor.
 */
export class ReplyMessageProcessor extends AbstractSendMessageProcessor {
  override rejectRequest(): boolean {
    return false
  }

  *processRequest({ channel }: ChannelHandlerContext, request: RemotingCommand): Blocking<RemotingCommand> {
    const requestHeader = parseRequestHeader(request)
    const response = this.createResponse()
    try {
      const { writeQueueNums } = yield* this.msgCheck(requestHeader)
      const message = this.messageOf(requestHeader, request.body, channel, writeQueueNums)
      yield* this.pushReplyMessage(channel, requestHeader, message, response)
      if (this.brokerController.brokerConfig.storeReplyMessageEnable) yield* this.store(message, response)
    } catch (error) {
      if (!(error instanceof SendRefusedException)) throw error
      response.code = error.responseCode
      response.remark = error.message
    }
    return response
  }

  /** What is stored: without the flag that says that the body is compressed, as in the original. */
  private messageOf(
    requestHeader: SendMessageRequestHeader, body: Uint8Array | null, channel: Channel, writeQueueNums: number,
  ): MessageExtBrokerInner {
    const queueId = notNull(requestHeader.queueId, 'queueId')
    const message = new MessageExtBrokerInner()
    message.topic = requestHeader.topic ?? ''
    message.queueId = queueId < 0 ? this.randomQueueId(writeQueueNums) : queueId
    assert(message.queueId >= 0, 'a reply has a queue', message.queueId)
    message.body = body
    message.flag = notNull(requestHeader.flag, 'flag')
    message.properties = this.contextPropertiesOf(requestHeader)
    message.propertiesString = MessageDecoder.messageProperties2String(message.properties)
    message.bornTimestamp = notNull(requestHeader.bornTimestamp, 'bornTimestamp')
    message.bornHost = channel.remoteAddress
    message.storeHost = this.brokerController.getStoreHost()
    message.reconsumeTimes = requestHeader.reconsumeTimes ?? 0
    return message
  }

  /** Original: ReplyMessageProcessor#pushReplyMessage, #handlePushReplyResult */
  private *pushReplyMessage(
    channel: Channel,
    requestHeader: SendMessageRequestHeader,
    message: MessageExtBrokerInner,
    response: RemotingCommand,
  ): Blocking<void> {
    const mistake = yield* this.push(channel, requestHeader, message)
    response.code = mistake === null ? ResponseCode.SUCCESS : ResponseCode.SYSTEM_ERROR
    response.remark = mistake
    if (mistake !== null) return
    const responseHeader = response.readCustomHeader<SendMessageResponseHeader>()!
    // A client takes an answer without these for damaged.
    responseHeader.msgId = '0'
    responseHeader.queueId = message.queueId
    responseHeader.queueOffset = 0
  }

  /** Null when the client has taken the reply. */
  private *push(
    channel: Channel, requestHeader: SendMessageRequestHeader, message: MessageExtBrokerInner,
  ): Blocking<string | null> {
    const senderId = message.getProperty(MessageConst.PROPERTY_MESSAGE_REPLY_TO_CLIENT)
    if (senderId === null) return 'the reply does not say to whom it goes'
    const receiver = this.brokerController.getProducerManager().findChannel(senderId)
    if (receiver === null) return `the client ${senderId} is not connected`
    message.properties.put(MessageConst.PROPERTY_PUSH_REPLY_TIME, String(currentTimeMillis()))
    const header = replyHeaderOf(requestHeader, message, channel)
    const request = RemotingCommand.createRequestCommand(RequestCode.PUSH_REPLY_MESSAGE_TO_CLIENT, header)
    request.body = message.body
    try {
      const { code } = yield* this.brokerController.getBroker2Client().callClient(receiver, request)
      return code === ResponseCode.SUCCESS ? null : `the client ${senderId} has refused the reply`
    } catch (error) {
      if (error instanceof RemotingException) return `the client ${senderId} does not answer`
      throw error
    }
  }

  /** Original: ReplyMessageProcessor#handlePutMessageResult */
  private *store(message: MessageExtBrokerInner, response: RemotingCommand): Blocking<void> {
    const result = yield* this.brokerController.getMessageStore().putMessage(message)
    const appended = result.appendMessageResult
    const { maxMessageSize } = this.brokerController.messageStoreConfig
    if (!outcomeOf(result.putMessageStatus, maxMessageSize).sendOK || appended === null) return
    assert(appended.logicsOffset >= 0, 'a stored reply has a number in its queue', appended.logicsOffset)
    const responseHeader = response.readCustomHeader<SendMessageResponseHeader>()!
    responseHeader.msgId = appended.getMsgId()
    responseHeader.queueId = message.queueId
    responseHeader.queueOffset = appended.logicsOffset
  }
}

function replyHeaderOf(
  requestHeader: SendMessageRequestHeader, message: MessageExtBrokerInner, channel: Channel,
): ReplyMessageRequestHeader {
  const header = new ReplyMessageRequestHeader()
  header.bornHost = channel.remoteAddress
  header.storeHost = message.storeHost
  header.storeTimestamp = currentTimeMillis()
  header.producerGroup = requestHeader.producerGroup
  header.topic = requestHeader.topic
  header.defaultTopic = requestHeader.defaultTopic
  header.defaultTopicQueueNums = requestHeader.defaultTopicQueueNums
  header.queueId = requestHeader.queueId
  header.sysFlag = requestHeader.sysFlag
  header.bornTimestamp = requestHeader.bornTimestamp
  header.flag = requestHeader.flag
  header.properties = MessageDecoder.messageProperties2String(message.properties)
  header.reconsumeTimes = requestHeader.reconsumeTimes
  header.unitMode = requestHeader.unitMode === true
  return header
}
