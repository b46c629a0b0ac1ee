import { PermName } from '../../common/constant/PermName'
import { MessageClientIDSetter } from '../../common/message/MessageClientIDSetter'
import { MessageConst } from '../../common/message/MessageConst'
import { MessageDecoder } from '../../common/message/MessageDecoder'
import { MessageExtBrokerInner } from '../../common/message/MessageExtBrokerInner'
import { RecallMessageHandle } from '../../common/producer/RecallMessageHandle'
import { TopicFilterType } from '../../common/TopicFilterType'
import type { Blocking } from '../../kernel/Blocking'
import { IllegalArgumentException } from '../../kernel/errors'
import { NumberFormatException, parseLong } from '../../kernel/java/javaParse'
import { currentTimeMillis } from '../../kernel/Process'
import { encodeUtf8 } from '../../kernel/Utf8'
import type { ChannelHandlerContext, NettyRequestProcessor } from '../../remoting/netty/NettyRequestProcessor'
import { RecallMessageRequestHeader } from '../../remoting/protocol/header/RecallMessageRequestHeader'
import { RecallMessageResponseHeader } from '../../remoting/protocol/header/RecallMessageResponseHeader'
import { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'
import { BrokerRole } from '../../store/config/BrokerRole'
import { buildDeleteKey } from '../../store/timer/timerTopic'
import type { BrokerController } from '../BrokerController'
import { outcomeOf } from './outcomeOf'
import { SendRefusedException } from './SendRefusedException'

const RECALL_MESSAGE_TAG = '_RECALL_TAG_'

/**
 * Takes back a message that waits on the wheel: puts another one into its slot that says that it is to be deleted. Whether there is
 * such a message nobody looks. Original: org.apache.rocketmq.broker.processor.RecallMessageProcessor.
 */
export class RecallMessageProcessor implements NettyRequestProcessor {
  private readonly brokerController: BrokerController

  constructor(brokerController: BrokerController) {
    this.brokerController = brokerController
  }

  rejectRequest(): boolean {
    return false
  }

  *processRequest(context: ChannelHandlerContext, request: RemotingCommand): Blocking<RemotingCommand | null> {
    const { regionId } = this.brokerController.brokerConfig
    const response = RemotingCommand.createResponseCommand(RecallMessageResponseHeader)
    response.addExtField(MessageConst.PROPERTY_MSG_REGION, regionId)
    const requestHeader = request.decodeCommandCustomHeader(RecallMessageRequestHeader)
    try {
      this.checkState(requestHeader)
      const handle = this.checkedHandle(requestHeader)
      const message = this.buildMessage(context, requestHeader, handle)
      const result = yield* this.brokerController.getMessageStore().putMessage(message)
      const { sendOK } = outcomeOf(result.putMessageStatus, this.brokerController.messageStoreConfig.maxMessageSize)
      if (!sendOK) throw new SendRefusedException(ResponseCode.SYSTEM_ERROR, 'recall failed, execute error')
      // As in 5.3.2 the remark stays that of an answer without a code.
      response.code = ResponseCode.SUCCESS
      response.readCustomHeader<RecallMessageResponseHeader>()!.msgId = MessageClientIDSetter.getUniqID(message)
    } catch (error) {
      if (!(error instanceof SendRefusedException)) throw error
      response.code = error.responseCode
      response.remark = error.message
    }
    return response
  }

  /** Whether this broker recalls anything, and of this topic. @throws SendRefusedException */
  private checkState({ topic }: RecallMessageRequestHeader): void {
    const { brokerConfig, messageStoreConfig } = this.brokerController
    if (!brokerConfig.recallMessageEnable) {
      throw new SendRefusedException(ResponseCode.NO_PERMISSION, 'recall failed, operation is forbidden')
    }
    const unavailable = 'recall failed, broker service not available'
    if (messageStoreConfig.brokerRole === BrokerRole.SLAVE) {
      throw new SendRefusedException(ResponseCode.SLAVE_NOT_AVAILABLE, unavailable)
    }
    const { brokerPermission, allowRecallWhenBrokerNotWriteable } = brokerConfig
    const mayWrite = PermName.isWriteable(brokerPermission) || allowRecallWhenBrokerNotWriteable
    if (currentTimeMillis() < brokerConfig.startAcceptSendRequestTimeStamp || !mayWrite) {
      throw new SendRefusedException(ResponseCode.SERVICE_NOT_AVAILABLE, unavailable)
    }
    if (this.brokerController.getTopicConfigManager().selectTopicConfig(topic ?? '') === null) {
      throw new SendRefusedException(ResponseCode.TOPIC_NOT_EXIST, `recall failed, the topic[${topic}] not exist`)
    }
  }

  /** A handle of this broker, this topic, and a time that is still to come. @throws SendRefusedException */
  private checkedHandle({ topic, recallHandle }: RecallMessageRequestHeader): RecallMessageHandle {
    const { brokerConfig, messageStoreConfig } = this.brokerController
    const handle = decoded(recallHandle)
    if (topic !== handle.topic) throw illegal('recall failed, topic not match')
    if (brokerConfig.brokerName !== handle.brokerName) throw illegal('recall failed, broker service not available')
    const timeLeft = toLong(handle.timestampStr) - currentTimeMillis()
    if (timeLeft <= 0 || timeLeft >= messageStoreConfig.timerMaxDelaySec * 1000) {
      throw illegal('recall failed, timestamp invalid')
    }
    return handle
  }

  /** Original: RecallMessageProcessor#buildMessage */
  private buildMessage(
    context: ChannelHandlerContext, requestHeader: RecallMessageRequestHeader, handle: RecallMessageHandle,
  ): MessageExtBrokerInner {
    const now = currentTimeMillis()
    const message = new MessageExtBrokerInner(handle.topic, encodeUtf8('0'))
    message.setTags(RECALL_MESSAGE_TAG)
    message.tagsCode = MessageExtBrokerInner.tagsString2tagsCode(TopicFilterType.SINGLE_TAG, RECALL_MESSAGE_TAG)
    message.queueId = 0
    message.putProperty(MessageConst.PROPERTY_TIMER_DEL_UNIQKEY, buildDeleteKey(handle.topic, handle.messageId))
    message.putProperty(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX, handle.messageId)
    message.putProperty(MessageConst.PROPERTY_TIMER_DELIVER_MS, handle.timestampStr)
    message.putProperty(MessageConst.PROPERTY_BORN_TIMESTAMP, String(now))
    message.putProperty(MessageConst.PROPERTY_TRACE_CONTEXT, '')
    const { producerGroup } = requestHeader
    if (producerGroup !== null) message.putProperty(MessageConst.PROPERTY_PRODUCER_GROUP, producerGroup)
    message.bornTimestamp = now
    message.propertiesString = MessageDecoder.messageProperties2String(message.properties)
    message.bornHost = context.channel.remoteAddress
    message.storeHost = this.brokerController.getStoreHost()
    return message
  }
}

/** @throws SendRefusedException */
function decoded(recallHandle: string | null): RecallMessageHandle {
  try {
    return RecallMessageHandle.decodeHandle(recallHandle)
  } catch (error) {
    if (!(error instanceof IllegalArgumentException)) throw error
    throw new SendRefusedException(ResponseCode.ILLEGAL_OPERATION, error.message)
  }
}

function illegal(remark: string): SendRefusedException {
  return new SendRefusedException(ResponseCode.ILLEGAL_OPERATION, remark)
}

/** -1 for what is no number. Original: NumberUtils#toLong */
function toLong(text: string): number {
  try {
    return parseLong(text)
  } catch (error) {
    if (error instanceof NumberFormatException) return -1
    throw error
  }
}
