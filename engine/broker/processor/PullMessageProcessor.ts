import { assert } from '../../kernel/assert'
import { PermName } from '../../common/constant/PermName'
import { PullSysFlag } from '../../common/sysflag/PullSysFlag'
import type { TopicConfig } from '../../common/TopicConfig'
import type { Blocking } from '../../kernel/Blocking'
import { RejectedExecutionException } from '../../kernel/errors'
import { currentTimeMillis } from '../../kernel/Process'
import type { Channel } from '../../remoting/netty/Channel'
import { NettyRemotingAbstract } from '../../remoting/netty/NettyRemotingAbstract'
import type { ChannelHandlerContext, NettyRequestProcessor } from '../../remoting/netty/NettyRequestProcessor'
import type { ConsumeType, MessageModel, SubscriptionData } from '../../remoting/protocol/body/HeartbeatData'
import { FilterAPI } from '../../remoting/protocol/filter/FilterAPI'
import { ForbiddenType } from '../../remoting/protocol/ForbiddenType'
import { PullMessageRequestHeader } from '../../remoting/protocol/header/PullMessageRequestHeader'
import { PullMessageResponseHeader } from '../../remoting/protocol/header/PullMessageResponseHeader'
import { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { RequestCode } from '../../remoting/protocol/RequestCode'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'
import type { SubscriptionGroupConfig } from '../../remoting/protocol/subscription/SubscriptionGroupConfig'
import { BrokerRole } from '../../store/config/BrokerRole'
import { GetMessageResult } from '../../store/get/GetMessageResult'
import { GetMessageStatus } from '../../store/get/GetMessageStatus'
import type { MessageFilter } from '../../store/get/MessageFilter'
import type { BrokerController } from '../BrokerController'
import type { ConsumerFilterData } from '../filter/ConsumerFilterData'
import { ConsumerFilterManager } from '../filter/ConsumerFilterManager'
import { ExpressionForRetryMessageFilter } from '../filter/ExpressionForRetryMessageFilter'
import { ExpressionMessageFilter } from '../filter/ExpressionMessageFilter'
import { pullResponseCodeOf } from './pullResponseCodeOf'
import { suggestWhichBrokerId } from './suggestWhichBrokerId'

/** Original: org.apache.rocketmq.common.constant.RequestSource */
const PROXY_FOR_BROADCAST = 1
const PROXY_FOR_STREAM = 2

/** What a pull wants. `consumerFilterData`: null for tags. */
interface WantedMessages {
  readonly subscriptionData: SubscriptionData
  readonly consumerFilterData: ConsumerFilterData | null
}

/** A pull that is not looked up in the store, and why. */
class PullRefusedException extends Error {
  readonly responseCode: number
  readonly forbiddenType: number | null

  constructor(responseCode: number, message: string, forbiddenType: number | null = null) {
    super(message)
    this.name = 'PullRefusedException'
    this.responseCode = responseCode
    this.forbiddenType = forbiddenType
  }
}

/**
 * Gives consumers their messages: the records of one queue from an offset on, as they lie in the commit log. A pull that finds
 * nothing may wait, once: see PullRequestHoldService. (In the original a broker also keeps the offsets of broadcasting consumers
 * that come through a proxy, and holds up groups that read what is on the disk only.)
 * Original: org.apache.rocketmq.broker.processor.PullMessageProcessor.
 */
export class PullMessageProcessor implements NettyRequestProcessor {
  private readonly brokerController: BrokerController

  constructor(brokerController: BrokerController) {
    this.brokerController = brokerController
  }

  /** A slave gives nothing unless it is allowed to. Original: PullMessageProcessor#rejectRequest */
  rejectRequest(): boolean {
    const { brokerConfig, messageStoreConfig } = this.brokerController
    return !brokerConfig.slaveReadEnable && messageStoreConfig.brokerRole === BrokerRole.SLAVE
  }

  *processRequest({ channel }: ChannelHandlerContext, request: RemotingCommand): Blocking<RemotingCommand | null> {
    return yield* this.process(channel, request, true)
  }

  /**
   * Has a pull that has waited run again. This time it is answered, whatever it finds.
   * Original: PullMessageProcessor#executeRequestWhenWakeup
   */
  executeRequestWhenWakeup(channel: Channel, request: RemotingCommand): void {
    try {
      this.brokerController.getPullMessageExecutor().execute(() => this.runAgain(channel, request))
    } catch (error) {
      // The client gives the pull up when its own time is over.
      if (!(error instanceof RejectedExecutionException)) throw error
    }
  }

  private *runAgain(channel: Channel, request: RemotingCommand): Blocking<void> {
    const response = yield* this.process(channel, request, false)
    if (response !== null) NettyRemotingAbstract.writeResponse(channel, request, response)
  }

  /** Original: PullMessageProcessor#processRequest(Channel, RemotingCommand, boolean, boolean), DefaultPullMessageResultHandler#handle */
  private *process(
    channel: Channel,
    request: RemotingCommand,
    brokerAllowSuspend: boolean,
  ): Blocking<RemotingCommand | null> {
    const response = RemotingCommand.createResponseCommand(PullMessageResponseHeader)
    const requestHeader = request.decodeCommandCustomHeader(PullMessageRequestHeader)
    const beginTimeMills = currentTimeMillis()
    try {
      const subscriptionGroupConfig = yield* this.checkGroup(request, requestHeader)
      const topicConfig = this.checkTopic(requestHeader)
      const messageFilter = this.messageFilterOf(requestHeader, subscriptionGroupConfig)
      const result = this.resetResult(requestHeader) ?? this.getMessage(requestHeader, messageFilter)
      this.composeResponseHeader(requestHeader, result, topicConfig, subscriptionGroupConfig, response)
      this.tryCommitOffset(brokerAllowSuspend, requestHeader, result.nextBeginOffset)
      if (response.code === ResponseCode.SUCCESS) response.body = this.give(requestHeader, result, beginTimeMills)
      const isOver = response.code !== ResponseCode.PULL_NOT_FOUND || !brokerAllowSuspend
      if (isOver || !PullSysFlag.hasSuspendFlag(requestHeader.sysFlag ?? 0)) return response
      this.suspend(channel, request, requestHeader, messageFilter)
      return null
    } catch (error) {
      if (!(error instanceof PullRefusedException)) throw error
      response.code = error.responseCode
      response.remark = error.message
      response.readCustomHeader<PullMessageResponseHeader>()!.forbiddenType = error.forbiddenType
      return response
    }
  }

  private suspend(
    clientChannel: Channel,
    requestCommand: RemotingCommand,
    { topic, queueId, queueOffset, suspendTimeoutMillis }: PullMessageRequestHeader,
    messageFilter: MessageFilter,
  ): void {
    const { longPollingEnable, shortPollingTimeMills } = this.brokerController.brokerConfig
    this.brokerController.getPullRequestHoldService().suspendPullRequest(topic ?? '', queueId ?? 0, {
      requestCommand,
      clientChannel,
      timeoutMillis: longPollingEnable ? (suspendTimeoutMillis ?? 0) : shortPollingTimeMills,
      suspendTimestamp: currentTimeMillis(),
      pullFromThisOffset: queueOffset ?? 0,
      messageFilter,
    })
  }

  /** Checks whether the group may read here. This may create an unknown group. @throws PullRefusedException */
  private *checkGroup(
    request: RemotingCommand,
    { consumerGroup }: PullMessageRequestHeader,
  ): Blocking<SubscriptionGroupConfig> {
    const { brokerConfig } = this.brokerController
    const address = this.brokerController.getBrokerAddr()
    const { NO_PERMISSION, SUBSCRIPTION_GROUP_NOT_EXIST } = ResponseCode
    if (!PermName.isReadable(brokerConfig.brokerPermission)) {
      const remark = `pulling from the broker ${address} is forbidden`
      throw new PullRefusedException(NO_PERMISSION, remark, ForbiddenType.BROKER_FORBIDDEN)
    }
    if (request.code === RequestCode.LITE_PULL_MESSAGE && !brokerConfig.litePullMessageEnable) {
      const remark = `the broker ${address} does not serve lite pull consumers`
      throw new PullRefusedException(NO_PERMISSION, remark, ForbiddenType.BROKER_FORBIDDEN)
    }
    const manager = this.brokerController.getSubscriptionGroupManager()
    const config = yield* manager.findSubscriptionGroupConfig(consumerGroup ?? '')
    if (config === null) {
      throw new PullRefusedException(SUBSCRIPTION_GROUP_NOT_EXIST, `the group ${consumerGroup} does not exist`)
    }
    if (!config.consumeEnable) {
      const remark = `the group ${consumerGroup} may not consume`
      throw new PullRefusedException(NO_PERMISSION, remark, ForbiddenType.GROUP_FORBIDDEN)
    }
    return config
  }

  /** Checks that there is such a queue, and that it may be read. @throws PullRefusedException */
  private checkTopic({ topic, queueId }: PullMessageRequestHeader): TopicConfig {
    const topicConfig = this.brokerController.getTopicConfigManager().selectTopicConfig(topic ?? '')
    if (topicConfig === null) {
      throw new PullRefusedException(ResponseCode.TOPIC_NOT_EXIST, `the topic ${topic} does not exist, create it first`)
    }
    if (!PermName.isReadable(topicConfig.perm)) {
      const remark = `pulling from the topic ${topic} is forbidden`
      throw new PullRefusedException(ResponseCode.NO_PERMISSION, remark, ForbiddenType.TOPIC_FORBIDDEN)
    }
    const { readQueueNums } = topicConfig
    if (queueId === null || queueId < 0 || queueId >= readQueueNums) {
      const remark = `the topic ${topic} has no queue ${queueId}, ${readQueueNums} of its queues can be read`
      throw new PullRefusedException(ResponseCode.INVALID_PARAMETER, remark)
    }
    return topicConfig
  }

  /**
   * What is wanted: the pull itself says so, or relies on the heartbeats of its group. @throws PullRefusedException
   */
  private messageFilterOf(requestHeader: PullMessageRequestHeader, config: SubscriptionGroupConfig): MessageFilter {
    const { consumerGroup, requestSource, sysFlag } = requestHeader
    const { type, model } = sourceOf(requestSource)
    this.brokerController.getConsumerManager().compensateBasicConsumerInfo(consumerGroup ?? '', type, model)
    const isBroughtAlong = PullSysFlag.hasSubscriptionFlag(sysFlag ?? 0)
    const { subscriptionData, consumerFilterData } = isBroughtAlong
      ? this.broughtSubscription(requestHeader)
      : this.knownSubscription(requestHeader, config)
    const { expressionType } = subscriptionData
    const { enablePropertyFilter, filterSupportRetry } = this.brokerController.brokerConfig
    if (!FilterAPI.isTagType(expressionType) && !enablePropertyFilter) {
      const remark = `the broker does not filter messages by ${expressionType}`
      throw new PullRefusedException(ResponseCode.SYSTEM_ERROR, remark)
    }
    const manager = this.brokerController.getConsumerFilterManager()
    return filterSupportRetry
      ? new ExpressionForRetryMessageFilter(subscriptionData, consumerFilterData, manager)
      : new ExpressionMessageFilter(subscriptionData, consumerFilterData)
  }

  /** A selector that is none counts for nothing: everything is given, as in the original. @throws PullRefusedException */
  private broughtSubscription(requestHeader: PullMessageRequestHeader): WantedMessages {
    const { consumerGroup, topic, subscription, expressionType, subVersion } = requestHeader
    const subscriptionData = FilterAPI.build(topic ?? '', subscription, expressionType, currentTimeMillis())
    if (subscriptionData === null) {
      throw new PullRefusedException(ResponseCode.SUBSCRIPTION_PARSE_FAILED, `nothing is subscribed by "${subscription}"`)
    }
    const manager = this.brokerController.getConsumerManager()
    manager.compensateSubscribeData(consumerGroup ?? '', topic ?? '', subscriptionData)
    const selector = { ...subscriptionData, subVersion: subVersion ?? 0 }
    return { subscriptionData, consumerFilterData: ConsumerFilterManager.build(consumerGroup ?? '', selector) }
  }

  /** What the heartbeats of the group say. A pull must not be ahead of them. @throws PullRefusedException */
  private knownSubscription(
    { consumerGroup, topic, subVersion }: PullMessageRequestHeader,
    config: SubscriptionGroupConfig,
  ): WantedMessages {
    const { NO_PERMISSION, SUBSCRIPTION_NOT_EXIST, SUBSCRIPTION_NOT_LATEST } = ResponseCode
    const group = this.brokerController.getConsumerManager().getConsumerGroupInfo(consumerGroup ?? '')
    if (group === null) {
      throw new PullRefusedException(SUBSCRIPTION_NOT_EXIST, `the group ${consumerGroup} has no consumer here`)
    }
    if (!config.consumeBroadcastEnable && group.messageModel === 'BROADCASTING') {
      const remark = `the group ${consumerGroup} may not broadcast`
      throw new PullRefusedException(NO_PERMISSION, remark, ForbiddenType.BROADCASTING_DISABLE_FORBIDDEN)
    }
    const manager = this.brokerController.getSubscriptionGroupManager()
    if (manager.getForbidden(config.groupName, topic ?? '', PermName.INDEX_PERM_READ)) {
      const remark = `the group ${consumerGroup} may not read the topic ${topic}`
      throw new PullRefusedException(NO_PERMISSION, remark, ForbiddenType.SUBSCRIPTION_FORBIDDEN)
    }
    const subscriptionData = group.findSubscriptionData(topic ?? '')
    if (subscriptionData === null) {
      const remark = `the group ${consumerGroup} does not subscribe to the topic ${topic}: all its consumers must subscribe to the same`
      throw new PullRefusedException(SUBSCRIPTION_NOT_EXIST, remark)
    }
    if (subscriptionData.subVersion < (subVersion ?? 0)) {
      const remark = `the subscription of ${consumerGroup} is older than the pull’s`
      throw new PullRefusedException(SUBSCRIPTION_NOT_LATEST, remark)
    }
    if (FilterAPI.isTagType(subscriptionData.expressionType)) return { subscriptionData, consumerFilterData: null }
    return { subscriptionData, consumerFilterData: this.knownSelector(consumerGroup ?? '', topic ?? '', subVersion ?? 0) }
  }

  /** Made of a heartbeat of the group. @throws PullRefusedException */
  private knownSelector(consumerGroup: string, topic: string, subVersion: number): ConsumerFilterData {
    const selector = this.brokerController.getConsumerFilterManager().get(topic, consumerGroup)
    if (selector === null) {
      const remark = `the group ${consumerGroup} has no selector for the topic ${topic} here: perhaps its words are none`
      throw new PullRefusedException(ResponseCode.FILTER_DATA_NOT_EXIST, remark)
    }
    if (selector.clientVersion >= subVersion) return selector
    const remark = `the selector of ${consumerGroup} is older than the pull’s`
    throw new PullRefusedException(ResponseCode.FILTER_DATA_NOT_LATEST, remark)
  }

  /** What a pull is answered once after an operator has set the offset: to read on there. Null if none has. */
  private resetResult({ consumerGroup, topic, queueId }: PullMessageRequestHeader): GetMessageResult | null {
    const [name, id] = [topic ?? '', queueId ?? 0]
    const manager = this.brokerController.getConsumerOffsetManager()
    const resetOffset = manager.queryThenEraseResetOffset(name, consumerGroup ?? '', id)
    if (resetOffset === null || !this.brokerController.brokerConfig.useServerSideResetOffset) return null
    const store = this.brokerController.getMessageStore()
    const result = new GetMessageResult(store.getMinOffsetInQueue(name, id), store.getMaxOffsetInQueue(name, id))
    result.status = GetMessageStatus.OFFSET_RESET
    result.nextBeginOffset = resetOffset
    return result
  }

  /** @throws PullRefusedException when the store can't be read now */
  private getMessage(requestHeader: PullMessageRequestHeader, messageFilter: MessageFilter): GetMessageResult {
    const result = this.brokerController.getMessageStore().getMessage(
      requestHeader.consumerGroup ?? '',
      requestHeader.topic ?? '',
      requestHeader.queueId ?? 0,
      requestHeader.queueOffset ?? 0,
      requestHeader.maxMsgNums ?? 0,
      messageFilter,
    )
    if (result === null) throw new PullRefusedException(ResponseCode.SYSTEM_ERROR, 'the store can not be read now')
    return result
  }

  /**
   * What has been found, where to continue reading, and from which broker.
   * Original: PullMessageProcessor#composeResponseHeader, DefaultPullMessageResultHandler#handle
   */
  private composeResponseHeader(
    requestHeader: PullMessageRequestHeader,
    result: GetMessageResult,
    topicConfig: TopicConfig,
    group: SubscriptionGroupConfig,
    response: RemotingCommand,
  ): void {
    const { brokerConfig, messageStoreConfig } = this.brokerController
    const responseHeader = response.readCustomHeader<PullMessageResponseHeader>()!
    response.remark = result.status
    responseHeader.nextBeginOffset = result.nextBeginOffset
    responseHeader.minOffset = result.minOffset
    responseHeader.maxOffset = result.maxOffset
    responseHeader.topicSysFlag = topicConfig.topicSysFlag
    responseHeader.groupSysFlag = group.groupSysFlag
    const minBrokerIdInGroup = this.brokerController.getMinBrokerIdInGroup()
    const suggestion = suggestWhichBrokerId(brokerConfig, group, result, minBrokerIdInGroup)
    const code = pullResponseCodeOf(result.status, requestHeader.queueOffset ?? 0)
    response.code = suggestion.retryImmediately ? ResponseCode.PULL_RETRY_IMMEDIATELY : code
    responseHeader.suggestWhichBrokerId = suggestion.brokerId
    // A slave that is behind doesn't know better than the reader where its queue ends.
    const isUnsure = messageStoreConfig.brokerRole === BrokerRole.SLAVE && !messageStoreConfig.offsetCheckInSlave
    if (response.code !== ResponseCode.PULL_OFFSET_MOVED || !isUnsure) return
    responseHeader.suggestWhichBrokerId = group.brokerId
    response.code = ResponseCode.PULL_RETRY_IMMEDIATELY
  }

  /** The records, which are counted. Original: DefaultPullMessageResultHandler#handle */
  private give(
    { consumerGroup, topic, queueId }: PullMessageRequestHeader, result: GetMessageResult, beginTimeMills: number,
  ): Uint8Array {
    const body = recordsOf(result)
    this.brokerController.getBrokerStatsManager().countGet(consumerGroup ?? '', {
      topic: topic ?? '', msgNum: result.getMessageCount(), size: body.length, queueId: queueId ?? 0,
      latencyMillis: currentTimeMillis() - beginTimeMills,
    })
    return body
  }

  /**
   * Notes what is pulled next. A pull may also report how far its group is, when it comes: not when it has waited.
   * Original: PullMessageProcessor#tryCommitOffset
   */
  private tryCommitOffset(
    brokerAllowSuspend: boolean,
    { sysFlag, consumerGroup, topic, queueId, commitOffset }: PullMessageRequestHeader,
    nextOffset: number,
  ): void {
    const manager = this.brokerController.getConsumerOffsetManager()
    manager.commitPullOffset(consumerGroup ?? '', topic ?? '', queueId ?? 0, nextOffset)
    if (!brokerAllowSuspend || !PullSysFlag.hasCommitOffsetFlag(sysFlag ?? 0)) return
    manager.commitOffset(consumerGroup ?? '', topic ?? '', queueId ?? 0, commitOffset ?? 0)
  }
}

/** What kind of consumer pulls: a proxy says so for its clients. Original: RequestSource, PullMessageProcessor#processRequest */
function sourceOf(requestSource: number | null): { readonly type: ConsumeType; readonly model: MessageModel } {
  if (requestSource === PROXY_FOR_BROADCAST) return { type: 'CONSUME_PASSIVELY', model: 'BROADCASTING' }
  return { type: requestSource === PROXY_FOR_STREAM ? 'CONSUME_ACTIVELY' : 'CONSUME_PASSIVELY', model: 'CLUSTERING' }
}

/** The records, one after the other. Original: DefaultPullMessageResultHandler#readGetMessageResult */
function recordsOf(result: GetMessageResult): Uint8Array {
  const body = new Uint8Array(result.getBufferTotalSize())
  let position = 0
  for (const record of result.messageMapedList) {
    body.set(record.view(0, record.size), position)
    position += record.size
  }
  assert(position === body.length, 'an answer is as long as its records', position, body.length)
  return body
}
