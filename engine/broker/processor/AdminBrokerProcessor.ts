import { TopicConfig } from '../../common/TopicConfig'
import { TopicFilterType } from '../../common/TopicFilterType'
import { TopicValidator } from '../../common/topic/TopicValidator'
import { BoundaryType } from '../../common/BoundaryType'
import { MessageDecoder } from '../../common/message/MessageDecoder'
import type { Blocking } from '../../kernel/Blocking'
import { notNull } from '../../kernel/java/notNull'
import { encodeUtf8 } from '../../kernel/Utf8'
import type { Configuration } from '../../remoting/Configuration'
import { RemotingException } from '../../remoting/exception/RemotingException'
import { RemotingTimeoutException } from '../../remoting/exception/RemotingTimeoutException'
import type { ChannelHandlerContext, NettyRequestProcessor } from '../../remoting/netty/NettyRequestProcessor'
import { LockBatchRequestBody } from '../../remoting/protocol/body/LockBatchRequestBody'
import { LockBatchResponseBody } from '../../remoting/protocol/body/LockBatchResponseBody'
import { TopicConfigSerializeWrapper } from '../../remoting/protocol/body/TopicConfigSerializeWrapper'
import { UnlockBatchRequestBody } from '../../remoting/protocol/body/UnlockBatchRequestBody'
import { ConsumeMessageDirectlyResultRequestHeader } from '../../remoting/protocol/header/ConsumeMessageDirectlyResultRequestHeader'
import { CreateTopicRequestHeader } from '../../remoting/protocol/header/CreateTopicRequestHeader'
import { GetAllTopicConfigResponseHeader } from '../../remoting/protocol/header/GetAllTopicConfigResponseHeader'
import { GetConsumerRunningInfoRequestHeader } from '../../remoting/protocol/header/GetConsumerRunningInfoRequestHeader'
import { GetEarliestMsgStoretimeRequestHeader } from '../../remoting/protocol/header/GetEarliestMsgStoretimeRequestHeader'
import { GetEarliestMsgStoretimeResponseHeader } from '../../remoting/protocol/header/GetEarliestMsgStoretimeResponseHeader'
import { GetMaxOffsetRequestHeader } from '../../remoting/protocol/header/GetMaxOffsetRequestHeader'
import { GetMaxOffsetResponseHeader } from '../../remoting/protocol/header/GetMaxOffsetResponseHeader'
import { GetMinOffsetRequestHeader } from '../../remoting/protocol/header/GetMinOffsetRequestHeader'
import { GetMinOffsetResponseHeader } from '../../remoting/protocol/header/GetMinOffsetResponseHeader'
import { SearchOffsetRequestHeader } from '../../remoting/protocol/header/SearchOffsetRequestHeader'
import { SearchOffsetResponseHeader } from '../../remoting/protocol/header/SearchOffsetResponseHeader'
import { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { RemotingSerializable } from '../../remoting/protocol/RemotingSerializable'
import { RequestCode } from '../../remoting/protocol/RequestCode'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'
import { SubscriptionGroupConfig } from '../../remoting/protocol/subscription/SubscriptionGroupConfig'
import type { BrokerController } from '../BrokerController'
import type { ConfigManager } from '../ConfigManager'
import { BrokerConfigRequests } from './admin/BrokerConfigRequests'
import { BrokerStatusRequests } from './admin/BrokerStatusRequests'
import { ConnectionRequests } from './admin/ConnectionRequests'
import { ConsumeQueueRequests } from './admin/ConsumeQueueRequests'
import { ConsumerGroupRequests } from './admin/ConsumerGroupRequests'
import { ConsumeStatsRequests } from './admin/ConsumeStatsRequests'
import { TopicRequests } from './admin/TopicRequests'
import { answered, answeredWithOldRemark, refusal } from './answers'
import { ResetConsumerOffset } from './ResetConsumerOffset'

/**
 * Answers questions and orders of operators, and every request that no other processor takes. Original:
 * broker.processor.AdminBrokerProcessor.
 */
export class AdminBrokerProcessor implements NettyRequestProcessor {
  private readonly brokerController: BrokerController
  private readonly resetConsumerOffset: ResetConsumerOffset
  private readonly topics: TopicRequests
  private readonly groups: ConsumerGroupRequests
  private readonly consumeStats: ConsumeStatsRequests
  private readonly connections: ConnectionRequests
  private readonly config: BrokerConfigRequests
  private readonly status: BrokerStatusRequests
  private readonly consumeQueues: ConsumeQueueRequests

  constructor(brokerController: BrokerController, configuration: Configuration) {
    this.brokerController = brokerController
    this.resetConsumerOffset = new ResetConsumerOffset(brokerController)
    this.topics = new TopicRequests(brokerController)
    this.groups = new ConsumerGroupRequests(brokerController)
    this.consumeStats = new ConsumeStatsRequests(brokerController)
    this.connections = new ConnectionRequests(brokerController)
    this.config = new BrokerConfigRequests(brokerController, configuration)
    this.status = new BrokerStatusRequests(brokerController)
    this.consumeQueues = new ConsumeQueueRequests(brokerController)
  }

  rejectRequest(): boolean {
    return false
  }

  *processRequest(_context: ChannelHandlerContext, request: RemotingCommand): Blocking<RemotingCommand | null> {
    switch (request.code) {
      case RequestCode.UPDATE_AND_CREATE_TOPIC:
        return yield* this.updateAndCreateTopic(request)
      case RequestCode.GET_ALL_TOPIC_CONFIG:
        return this.getAllTopicConfig()
      case RequestCode.GET_MAX_OFFSET:
        return this.getMaxOffset(request)
      case RequestCode.GET_MIN_OFFSET:
        return this.getMinOffset(request)
      case RequestCode.SEARCH_OFFSET_BY_TIMESTAMP:
        return this.searchOffsetByTimestamp(request)
      case RequestCode.GET_EARLIEST_MSG_STORETIME:
        return this.getEarliestMsgStoretime(request)
      case RequestCode.LOCK_BATCH_MQ:
        return this.lockBatchMQ(request)
      case RequestCode.UNLOCK_BATCH_MQ:
        return this.unlockBatchMQ(request)
      case RequestCode.UPDATE_AND_CREATE_SUBSCRIPTIONGROUP:
        return yield* this.updateAndCreateSubscriptionGroup(request)
      case RequestCode.GET_ALL_SUBSCRIPTIONGROUP_CONFIG:
        return everythingOf(this.brokerController.getSubscriptionGroupManager())
      case RequestCode.GET_ALL_CONSUMER_OFFSET:
        return everythingOf(this.brokerController.getConsumerOffsetManager())
      case RequestCode.INVOKE_BROKER_TO_RESET_OFFSET:
        return yield* this.resetConsumerOffset.process(request)
      case RequestCode.GET_CONSUMER_RUNNING_INFO:
        return yield* this.getConsumerRunningInfo(request)
      case RequestCode.CONSUME_MESSAGE_DIRECTLY:
        return yield* this.consumeMessageDirectly(request)
      case RequestCode.GET_TIMER_CHECK_POINT:
        return this.getTimerCheckPoint()
      case RequestCode.GET_TIMER_METRICS:
        return this.getTimerMetrics()
      case RequestCode.GET_ALL_DELAY_OFFSET:
        return everythingOf(this.brokerController.getScheduleMessageService())
      default:
        return yield* this.processQuestion(request)
    }
  }

  /** What only consoles and mqadmin ask for. */
  private *processQuestion(request: RemotingCommand): Blocking<RemotingCommand> {
    switch (request.code) {
      case RequestCode.DELETE_TOPIC_IN_BROKER:
        return yield* this.topics.deleteTopic(request)
      case RequestCode.GET_TOPIC_STATS_INFO:
        return this.topics.getTopicStatsInfo(request)
      case RequestCode.GET_TOPIC_CONFIG:
        return this.topics.getTopicConfig(request)
      case RequestCode.GET_SYSTEM_TOPIC_LIST_FROM_BROKER:
        return this.topics.getSystemTopicListFromBroker()
      case RequestCode.QUERY_TOPIC_CONSUME_BY_WHO:
        return this.topics.queryTopicConsumeByWho(request)
      case RequestCode.CLEAN_UNUSED_TOPIC:
        return yield* this.topics.cleanUnusedTopic()
      case RequestCode.CLEAN_EXPIRED_CONSUMEQUEUE:
        return yield* this.cleanExpiredConsumeQueue()
      case RequestCode.DELETE_EXPIRED_COMMITLOG:
        return this.deleteExpiredCommitLog()
      case RequestCode.GET_CONSUMER_CONNECTION_LIST:
        return this.connections.getConsumerConnectionList(request)
      case RequestCode.GET_PRODUCER_CONNECTION_LIST:
        return this.connections.getProducerConnectionList(request)
      case RequestCode.GET_ALL_PRODUCER_INFO:
        return this.connections.getAllProducerInfo()
      case RequestCode.INVOKE_BROKER_TO_GET_CONSUMER_STATUS:
        return yield* this.connections.getConsumerStatus(request)
      case RequestCode.UPDATE_BROKER_CONFIG:
        return yield* this.config.updateBrokerConfig(request)
      case RequestCode.GET_BROKER_CONFIG:
        return yield* this.config.getBrokerConfig()
      case RequestCode.GET_BROKER_RUNTIME_INFO:
        return yield* this.status.getBrokerRuntimeInfo()
      case RequestCode.VIEW_BROKER_STATS_DATA:
        return this.status.viewBrokerStatsData(request)
      case RequestCode.GET_BROKER_HA_STATUS:
        return this.status.getBrokerHaStatus()
      case RequestCode.QUERY_CONSUME_QUEUE:
        return this.consumeQueues.queryConsumeQueue(request)
      case RequestCode.RESUME_CHECK_HALF_MESSAGE:
        return yield* this.consumeQueues.resumeCheckHalfMessage(request)
      default:
        return yield* this.processQuestionAboutGroup(request)
    }
  }

  private *processQuestionAboutGroup(request: RemotingCommand): Blocking<RemotingCommand> {
    switch (request.code) {
      case RequestCode.DELETE_SUBSCRIPTIONGROUP:
        return yield* this.groups.deleteSubscriptionGroup(request)
      case RequestCode.GET_SUBSCRIPTIONGROUP_CONFIG:
        return yield* this.groups.getSubscriptionGroup(request)
      case RequestCode.UPDATE_AND_GET_GROUP_FORBIDDEN:
        return yield* this.groups.updateAndGetGroupForbidden(request)
      case RequestCode.QUERY_TOPICS_BY_CONSUMER:
        return this.groups.queryTopicsByConsumer(request)
      case RequestCode.QUERY_SUBSCRIPTION_BY_CONSUMER:
        return this.groups.querySubscriptionByConsumer(request)
      case RequestCode.CLONE_GROUP_OFFSET:
        return this.groups.cloneGroupOffset(request)
      case RequestCode.GET_CONSUME_STATS:
        return this.consumeStats.getConsumeStats(request)
      case RequestCode.GET_BROKER_CONSUME_STATS:
        return this.consumeStats.fetchAllConsumeStatsInBroker(request)
      case RequestCode.QUERY_CONSUME_TIME_SPAN:
        return this.consumeStats.queryConsumeTimeSpan(request)
      default:
        return refusal(ResponseCode.REQUEST_CODE_NOT_SUPPORTED, `request code ${request.code} is not supported`)
    }
  }

  /** Original: AdminBrokerProcessor#cleanExpiredConsumeQueue */
  private *cleanExpiredConsumeQueue(): Blocking<RemotingCommand> {
    yield* this.brokerController.getMessageStore().cleanExpiredConsumerQueue()
    return answered()
  }

  /** Original: AdminBrokerProcessor#deleteExpiredCommitLog */
  private deleteExpiredCommitLog(): RemotingCommand {
    this.brokerController.getMessageStore().executeDeleteFilesManually()
    return answered()
  }

  /** Original: AdminBrokerProcessor#updateAndCreateTopic */
  private *updateAndCreateTopic(request: RemotingCommand): Blocking<RemotingCommand> {
    const manager = this.brokerController.getTopicConfigManager()
    const requestHeader = request.decodeCommandCustomHeader(CreateTopicRequestHeader)
    const topic = requestHeader.topic ?? ''
    const complaint = TopicValidator.validateTopic(topic)
    if (complaint !== null) return refusal(ResponseCode.INVALID_PARAMETER, complaint)
    if (manager.isSystemTopic(topic)) return refusal(ResponseCode.INVALID_PARAMETER, `${topic} is a topic of the system`)

    const topicConfig = topicConfigOf(topic, requestHeader)
    // A request for what is there already changes nothing, so there is nothing to tell.
    if (manager.selectTopicConfig(topic)?.encode() !== topicConfig.encode()) {
      yield* manager.updateTopicConfig(topicConfig)
      yield* this.brokerController.registerIncrementBrokerData(topicConfig, manager.getDataVersion())
    }
    return answeredWithOldRemark(null)
  }

  /** For slaves. Original: AdminBrokerProcessor#getAllTopicConfig */
  private getAllTopicConfig(): RemotingCommand {
    const manager = this.brokerController.getTopicConfigManager()
    const wrapper = new TopicConfigSerializeWrapper()
    wrapper.dataVersion = manager.getDataVersion()
    wrapper.topicConfigTable = manager.getTopicConfigTable()
    const response = RemotingCommand.createResponseCommand(GetAllTopicConfigResponseHeader)
    response.body = wrapper.encode()
    return succeeded(response)
  }

  private getMaxOffset(request: RemotingCommand): RemotingCommand {
    const { topic, queueId } = request.decodeCommandCustomHeader(GetMaxOffsetRequestHeader)
    const response = RemotingCommand.createResponseCommand(GetMaxOffsetResponseHeader)
    const responseHeader = response.readCustomHeader<GetMaxOffsetResponseHeader>()!
    responseHeader.offset = this.brokerController.getMessageStore().getMaxOffsetInQueue(topic ?? '', queueId ?? 0)
    return succeeded(response)
  }

  private getMinOffset(request: RemotingCommand): RemotingCommand {
    const { topic, queueId } = request.decodeCommandCustomHeader(GetMinOffsetRequestHeader)
    const response = RemotingCommand.createResponseCommand(GetMinOffsetResponseHeader)
    const responseHeader = response.readCustomHeader<GetMinOffsetResponseHeader>()!
    responseHeader.offset = this.brokerController.getMessageStore().getMinOffsetInQueue(topic ?? '', queueId ?? 0)
    succeeded(response)
    // The original answers this one through the code for static topics, which leaves an empty remark.
    response.remark = ''
    return response
  }

  /** Original: AdminBrokerProcessor#getTimerCheckPoint */
  private getTimerCheckPoint(): RemotingCommand {
    const timer = this.brokerController.getTimerMessageStore()
    if (timer === null) return refusal(ResponseCode.SYSTEM_ERROR, 'The checkpoint is null')
    return answered(timer.checkPointForSlaves().encode())
  }

  /** Original: AdminBrokerProcessor#getTimerMetrics */
  private getTimerMetrics(): RemotingCommand {
    const timer = this.brokerController.getTimerMessageStore()
    if (timer === null) return refusal(ResponseCode.SYSTEM_ERROR, 'The timer message store is null')
    return answered(encodeUtf8(this.brokerController.getTimerMetrics().encode()))
  }

  /** Original: AdminBrokerProcessor#searchOffsetByTimestamp */
  private searchOffsetByTimestamp(request: RemotingCommand): RemotingCommand {
    const { topic, queueId, timestamp, boundaryType } = request.decodeCommandCustomHeader(SearchOffsetRequestHeader)
    const response = RemotingCommand.createResponseCommand(SearchOffsetResponseHeader)
    response.readCustomHeader<SearchOffsetResponseHeader>()!.offset = this.brokerController
      .getMessageStore()
      .getOffsetInQueueByTime(topic ?? '', queueId ?? 0, timestamp ?? 0, boundaryType ?? BoundaryType.LOWER)
    return succeeded(response)
  }

  /** Original: AdminBrokerProcessor#getEarliestMsgStoretime */
  private getEarliestMsgStoretime(request: RemotingCommand): RemotingCommand {
    const { topic, queueId } = request.decodeCommandCustomHeader(GetEarliestMsgStoretimeRequestHeader)
    const response = RemotingCommand.createResponseCommand(GetEarliestMsgStoretimeResponseHeader)
    const responseHeader = response.readCustomHeader<GetEarliestMsgStoretimeResponseHeader>()!
    responseHeader.timestamp = this.brokerController.getMessageStore().getEarliestMessageTime(topic ?? '', queueId ?? 0)
    return succeeded(response)
  }

  /** (Unless the original is told to be strict, it asks no other broker of the group either.) Original: AdminBrokerProcessor#lockBatchMQ */
  private lockBatchMQ(request: RemotingCommand): RemotingCommand {
    const { consumerGroup, mqSet, clientId } = LockBatchRequestBody.decode(request.body ?? new Uint8Array(0))
    const locked = this.brokerController.getRebalanceLockManager().tryLockBatch(consumerGroup, mqSet, clientId)
    return answered(new LockBatchResponseBody(locked).encode())
  }

  /** Original: AdminBrokerProcessor#unlockBatchMQ */
  private unlockBatchMQ(request: RemotingCommand): RemotingCommand {
    const { consumerGroup, mqSet, clientId } = UnlockBatchRequestBody.decode(request.body ?? new Uint8Array(0))
    this.brokerController.getRebalanceLockManager().unlockBatch(consumerGroup, mqSet, clientId)
    return answered()
  }

  /** Original: AdminBrokerProcessor#getConsumerRunningInfo */
  private *getConsumerRunningInfo(request: RemotingCommand): Blocking<RemotingCommand> {
    const { consumerGroup, clientId } = request.decodeCommandCustomHeader(GetConsumerRunningInfoRequestHeader)
    return yield* this.callConsumer(request, consumerGroup ?? '', clientId ?? '')
  }

  /**
   * Adds the message that the operator names, and what else the consumer must know.
   * Original: AdminBrokerProcessor#consumeMessageDirectly
   */
  private *consumeMessageDirectly(request: RemotingCommand): Blocking<RemotingCommand> {
    const requestHeader = request.decodeCommandCustomHeader(ConsumeMessageDirectlyResultRequestHeader)
    const { consumerGroup, clientId, msgId, topic } = requestHeader
    request.addExtField('brokerName', this.brokerController.brokerConfig.brokerName)
    const topicConfig = this.brokerController.getTopicConfigManager().selectTopicConfig(topic ?? '')
    if (topicConfig !== null) request.addExtField('topicSysFlag', String(topicConfig.topicSysFlag))
    if (consumerGroup !== null && consumerGroup !== '') {
      const manager = this.brokerController.getSubscriptionGroupManager()
      const group = yield* manager.findSubscriptionGroupConfig(consumerGroup)
      if (group !== null) request.addExtField('groupSysFlag', String(group.groupSysFlag))
    }
    const { offset } = MessageDecoder.decodeMessageId(notNull(msgId, 'msgId'))
    const record = notNull(this.brokerController.getMessageStore().selectOneMessageByOffset(offset), 'the message')
    request.body = record.get(0, record.size)
    return yield* this.callConsumer(request, consumerGroup ?? '', clientId ?? '')
  }

  /** Hands a question on to a consumer, and its answer back. Original: AdminBrokerProcessor#callConsumer */
  private *callConsumer(request: RemotingCommand, consumerGroup: string, clientId: string): Blocking<RemotingCommand> {
    const { CONSUME_MSG_TIMEOUT, SYSTEM_ERROR } = ResponseCode
    const group = this.brokerController.getConsumerManager().getConsumerGroupInfo(consumerGroup)
    const client = group?.findChannel(clientId) ?? null
    if (client === null) {
      const remark = `the consumer ${clientId} of the group ${consumerGroup} is not connected`
      return refusal(SYSTEM_ERROR, remark)
    }
    const newRequest = RemotingCommand.createRequestCommand(request.code, null)
    newRequest.extFields = request.extFields
    newRequest.body = request.body
    try {
      return yield* this.brokerController.getBroker2Client().callClient(client.channel, newRequest)
    } catch (error) {
      if (!(error instanceof RemotingException)) throw error
      const code = error instanceof RemotingTimeoutException ? CONSUME_MSG_TIMEOUT : SYSTEM_ERROR
      return RemotingCommand.createResponseCommandWithCode(code, `the consumer ${clientId} can't be asked: ${error.message}`)
    }
  }

  /** Original: AdminBrokerProcessor#updateAndCreateSubscriptionGroup */
  private *updateAndCreateSubscriptionGroup(request: RemotingCommand): Blocking<RemotingCommand> {
    const fields = RemotingSerializable.decode(request.body ?? new Uint8Array(0))
    const config = SubscriptionGroupConfig.fromJson(fields)
    yield* this.brokerController.getSubscriptionGroupManager().updateSubscriptionGroupConfig(config)
    return answered()
  }
}

/** For slaves. Original: AdminBrokerProcessor#getAllConsumerOffset, #getAllDelayOffset, #getAllSubscriptionGroup */
function everythingOf(manager: ConfigManager): RemotingCommand {
  return answered(encodeUtf8(manager.encode()))
}

function topicConfigOf(topic: string, header: CreateTopicRequestHeader): TopicConfig {
  const { readQueueNums, writeQueueNums, perm } = header
  const config = new TopicConfig(topic, readQueueNums ?? undefined, writeQueueNums ?? undefined, perm ?? undefined)
  const isMultiTag = header.topicFilterType === TopicFilterType.MULTI_TAG
  config.topicFilterType = isMultiTag ? TopicFilterType.MULTI_TAG : TopicFilterType.SINGLE_TAG
  config.topicSysFlag = header.topicSysFlag ?? 0
  config.order = header.order ?? false
  return config
}

function succeeded(response: RemotingCommand): RemotingCommand {
  response.code = ResponseCode.SUCCESS
  response.remark = null
  return response
}
