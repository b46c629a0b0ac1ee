import { PermName } from '../../common/constant/PermName'
import { MessageConst } from '../../common/message/MessageConst'
import { MessageDecoder } from '../../common/message/MessageDecoder'
import { MixAll } from '../../common/MixAll'
import { TopicSysFlag } from '../../common/sysflag/TopicSysFlag'
import type { TopicConfig } from '../../common/TopicConfig'
import { TopicValidator } from '../../common/topic/TopicValidator'
import type { Blocking } from '../../kernel/Blocking'
import type { JavaHashMap } from '../../kernel/java/JavaHashMap'
import { notNull } from '../../kernel/java/notNull'
import { currentTimeMillis } from '../../kernel/Process'
import type { ChannelHandlerContext, NettyRequestProcessor } from '../../remoting/netty/NettyRequestProcessor'
import type { SendMessageRequestHeader } from '../../remoting/protocol/header/SendMessageRequestHeader'
import { SendMessageResponseHeader } from '../../remoting/protocol/header/SendMessageResponseHeader'
import { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'
import { BrokerRole } from '../../store/config/BrokerRole'
import type { BrokerController } from '../BrokerController'
import { SendRefusedException } from './SendRefusedException'

const RANDOM_BOUND = 99_999_999

/** What all processors that write messages have in common. Original: broker.processor.AbstractSendMessageProcessor. */
export abstract class AbstractSendMessageProcessor implements NettyRequestProcessor {
  protected readonly brokerController: BrokerController

  constructor(brokerController: BrokerController) {
    this.brokerController = brokerController
  }

  abstract processRequest(context: ChannelHandlerContext, request: RemotingCommand): Blocking<RemotingCommand | null>

  /**
   * A slave takes nothing, unless it may stand in for its master: then its store refuses. No broker takes anything
   * while a write hangs, or while there is no memory for the next file. Original: SendMessageProcessor#rejectRequest
   */
  rejectRequest(): boolean {
    const { brokerConfig, messageStoreConfig } = this.brokerController
    const store = this.brokerController.getMessageStore()
    if (!brokerConfig.enableSlaveActingMaster && messageStoreConfig.brokerRole === BrokerRole.SLAVE) return true
    return store.isOSPageCacheBusy() || store.isTransientStorePoolDeficient()
  }

  /** Without what only brokers may say. Original: AbstractSendMessageProcessor#clearReservedProperties */
  protected propertiesOf(requestHeader: SendMessageRequestHeader): JavaHashMap<string> {
    const properties = this.contextPropertiesOf(requestHeader)
    properties.delete(MessageConst.PROPERTY_POP_CK)
    return properties
  }

  /** The message's properties, with what every broker adds to them. Original: AbstractSendMessageProcessor#buildMsgContext */
  protected contextPropertiesOf(requestHeader: SendMessageRequestHeader): JavaHashMap<string> {
    const { regionId, traceOn } = this.brokerController.brokerConfig
    const properties = MessageDecoder.string2messageProperties(requestHeader.properties)
    properties.put(MessageConst.PROPERTY_MSG_REGION, regionId)
    properties.put(MessageConst.PROPERTY_TRACE_SWITCH, String(traceOn))
    return properties
  }

  /** An answer that tells the client at least where it has ended up. Original: SendMessageProcessor#preSend */
  protected createResponse(): RemotingCommand {
    const { regionId, traceOn } = this.brokerController.brokerConfig
    const response = RemotingCommand.createResponseCommand(SendMessageResponseHeader)
    response.addExtField(MessageConst.PROPERTY_MSG_REGION, regionId)
    response.addExtField(MessageConst.PROPERTY_TRACE_SWITCH, String(traceOn))
    return response
  }

  /**
   * Checks, in the original's order, whether this message may be sent here. This may create an unknown topic.
   * Original: SendMessageProcessor#preSend and AbstractSendMessageProcessor#msgCheck
   * @throws SendRefusedException
   */
  protected *msgCheck(requestHeader: SendMessageRequestHeader): Blocking<TopicConfig> {
    const { brokerConfig } = this.brokerController
    const topicConfigManager = this.brokerController.getTopicConfigManager()
    const topic = requestHeader.topic ?? ''
    if (currentTimeMillis() < brokerConfig.startAcceptSendRequestTimeStamp) {
      const until = brokerConfig.startAcceptSendRequestTimeStamp
      throw new SendRefusedException(ResponseCode.SYSTEM_ERROR, `the broker takes no messages until ${until}`)
    }
    if (!PermName.isWriteable(brokerConfig.brokerPermission) && topicConfigManager.isOrderTopic(topic)) {
      const address = this.brokerController.getBrokerAddr()
      throw new SendRefusedException(ResponseCode.NO_PERMISSION, `sending to the broker ${address} is forbidden`)
    }
    const complaint = TopicValidator.validateTopic(topic)
    if (complaint !== null) throw new SendRefusedException(ResponseCode.INVALID_PARAMETER, complaint)
    if (TopicValidator.isNotAllowedSendTopic(topic)) {
      throw new SendRefusedException(ResponseCode.NO_PERMISSION, `sending to the topic ${topic} is forbidden`)
    }
    const topicConfig = topicConfigManager.selectTopicConfig(topic) ?? (yield* this.createTopic(topic, requestHeader))
    if (topicConfig === null) {
      throw new SendRefusedException(ResponseCode.TOPIC_NOT_EXIST, `the topic ${topic} does not exist, create it first`)
    }
    const queueId = notNull(requestHeader.queueId, 'queueId')
    const queues = Math.max(topicConfig.writeQueueNums, topicConfig.readQueueNums)
    if (queueId >= queues) {
      const remark = `the topic ${topic} has no queue ${queueId}, it has ${queues} queues`
      throw new SendRefusedException(ResponseCode.INVALID_PARAMETER, remark)
    }
    return topicConfig
  }

  private *createTopic(topic: string, requestHeader: SendMessageRequestHeader): Blocking<TopicConfig | null> {
    const manager = this.brokerController.getTopicConfigManager()
    const isRetryTopic = topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX)
    const unitFlag = isRetryTopic ? TopicSysFlag.FLAG_UNIT_SUB : TopicSysFlag.FLAG_UNIT
    const sysFlag = requestHeader.unitMode === true ? unitFlag : 0
    const { defaultTopic, defaultTopicQueueNums } = requestHeader
    const queueNums = notNull(defaultTopicQueueNums, 'defaultTopicQueueNums')
    const created = yield* manager.createTopicInSendMessageMethod(topic, defaultTopic ?? '', queueNums, sysFlag)
    if (created !== null || !isRetryTopic) return created
    const perm = PermName.PERM_WRITE | PermName.PERM_READ
    return yield* manager.createTopicInSendMessageBackMethod(topic, 1, perm, sysFlag)
  }

  protected randomQueueId(writeQueueNums: number): number {
    return this.brokerController.process.random.nextInt(RANDOM_BOUND) % writeQueueNums
  }
}
