import { PermName } from '../../common/constant/PermName'
import { MixAll } from '../../common/MixAll'
import { TopicSysFlag } from '../../common/sysflag/TopicSysFlag'
import type { Blocking } from '../../kernel/Blocking'
import { currentTimeMillis } from '../../kernel/Process'
import type { ChannelHandlerContext, NettyRequestProcessor } from '../../remoting/netty/NettyRequestProcessor'
import { CheckClientRequestBody } from '../../remoting/protocol/body/CheckClientRequestBody'
import type { ConsumerData } from '../../remoting/protocol/body/HeartbeatData'
import { HeartbeatData } from '../../remoting/protocol/body/HeartbeatData'
import { FilterAPI } from '../../remoting/protocol/filter/FilterAPI'
import { UnregisterClientRequestHeader } from '../../remoting/protocol/header/UnregisterClientRequestHeader'
import { UnregisterClientResponseHeader } from '../../remoting/protocol/header/UnregisterClientResponseHeader'
import { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { RequestCode } from '../../remoting/protocol/RequestCode'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'
import type { BrokerController } from '../BrokerController'
import { ClientChannelInfo } from '../client/ClientChannelInfo'
import { MQFilterException } from '../filter/MQFilterException'
import { SelectorParser } from '../filter/parser/SelectorParser'

/** Hears from clients that they are there, and that they leave. Original: broker.processor.ClientManageProcessor. */
export class ClientManageProcessor implements NettyRequestProcessor {
  private readonly brokerController: BrokerController
  /** Group → fingerprint of the last heartbeat of any member; 0 for one without. */
  private readonly consumerGroupHeartbeatTable: Map<string, number>

  constructor(brokerController: BrokerController) {
    this.brokerController = brokerController
    this.consumerGroupHeartbeatTable = new Map()
  }

  rejectRequest(): boolean {
    return false
  }

  *processRequest(context: ChannelHandlerContext, request: RemotingCommand): Blocking<RemotingCommand | null> {
    switch (request.code) {
      case RequestCode.HEART_BEAT:
        return yield* this.heartBeat(context, request)
      case RequestCode.UNREGISTER_CLIENT:
        return yield* this.unregisterClient(context, request)
      case RequestCode.CHECK_CLIENT_CONFIG:
        return this.checkClientConfig(request)
      default:
        return null
    }
  }

  /** Original: ClientManageProcessor#heartBeat, #heartBeatV2 */
  private *heartBeat(context: ChannelHandlerContext, request: RemotingCommand): Blocking<RemotingCommand> {
    const heartbeatData = HeartbeatData.decode(request.body ?? new Uint8Array(0))
    const { clientID, producerDataSet, consumerDataSet, heartbeatFingerprint } = heartbeatData
    const { language, version } = request
    const info = new ClientChannelInfo(context.channel, clientID, currentTimeMillis(), language, version)
    let isSubChange = heartbeatFingerprint === 0
    for (const consumerData of consumerDataSet) {
      const known = this.consumerGroupHeartbeatTable.get(consumerData.groupName)
      if (known !== undefined && known !== heartbeatFingerprint) isSubChange = true
      this.consumerGroupHeartbeatTable.set(consumerData.groupName, heartbeatFingerprint)
      yield* this.registerConsumer(consumerData, info, heartbeatFingerprint !== 0 && heartbeatData.withoutSub)
    }
    for (const { groupName } of producerDataSet) {
      this.brokerController.getProducerManager().registerProducer(groupName, info)
    }
    const response = RemotingCommand.createResponseCommandWithCode(ResponseCode.SUCCESS, null)
    response.addExtField(MixAll.IS_SUPPORT_HEART_BEAT_V2, 'true')
    // A heartbeat with a fingerprint wants to know whether subscriptions are in doubt. Without a fingerprint they always are.
    response.addExtField(MixAll.IS_SUB_CHANGE, String(isSubChange))
    return response
  }

  /**
   * The first heartbeat of a group of consumers creates the group, and the topic of what it has to try again. A group that must
   * not be created has no consumers. Original: ClientManageProcessor#heartBeat
   */
  private *registerConsumer(consumerData: ConsumerData, info: ClientChannelInfo, withoutSub: boolean): Blocking<void> {
    const { groupName, subscriptionDataSet, unitMode } = consumerData
    const group = yield* this.brokerController.getSubscriptionGroupManager().findSubscriptionGroupConfig(groupName)
    if (group === null) return
    const manager = this.brokerController.getTopicConfigManager()
    const order = subscriptionDataSet.some(({ topic }) => manager.isOrderTopic(topic))
    const perm = PermName.PERM_WRITE | PermName.PERM_READ
    const sysFlag = unitMode ? TopicSysFlag.FLAG_UNIT_SUB : 0
    const retryTopic = MixAll.getRetryTopic(groupName)
    yield* manager.createTopicInSendMessageBackMethod(retryTopic, group.retryQueueNums, perm, sysFlag, order)
    const { notifyConsumerIdsChangedEnable } = group
    const consumerManager = this.brokerController.getConsumerManager()
    yield* consumerManager.registerConsumer(consumerData, info, notifyConsumerIdsChangedEnable, withoutSub)
  }

  /**
   * A consumer asks when it starts whether the broker understands what it subscribes to.
   * Original: ClientManageProcessor#checkClientConfig
   */
  private checkClientConfig(request: RemotingCommand): RemotingCommand {
    const { SUCCESS, SYSTEM_ERROR, SUBSCRIPTION_PARSE_FAILED } = ResponseCode
    const subscriptionData = request.body === null ? null : CheckClientRequestBody.decode(request.body).subscriptionData
    if (subscriptionData === null || FilterAPI.isTagType(subscriptionData.expressionType)) {
      return RemotingCommand.createResponseCommandWithCode(SUCCESS, null)
    }
    const { expressionType, subString } = subscriptionData
    if (!this.brokerController.brokerConfig.enablePropertyFilter) {
      const remark = `the broker does not support consumers that filter messages by ${expressionType}`
      return RemotingCommand.createResponseCommandWithCode(SYSTEM_ERROR, remark)
    }
    const mistake = mistakeIn(expressionType, subString)
    const code = mistake === null ? SUCCESS : SUBSCRIPTION_PARSE_FAILED
    return RemotingCommand.createResponseCommandWithCode(code, mistake)
  }

  /** Original: ClientManageProcessor#unregisterClient */
  private *unregisterClient(context: ChannelHandlerContext, request: RemotingCommand): Blocking<RemotingCommand> {
    const { clientID, consumerGroup, producerGroup } = request.decodeCommandCustomHeader(UnregisterClientRequestHeader)
    const info = new ClientChannelInfo(context.channel, clientID ?? '', currentTimeMillis())
    if (producerGroup !== null) {
      this.brokerController.getProducerManager().unregisterProducer(producerGroup, info)
    }
    if (consumerGroup !== null) {
      const manager = this.brokerController.getSubscriptionGroupManager()
      const group = yield* manager.findSubscriptionGroupConfig(consumerGroup)
      const isNotified = group?.notifyConsumerIdsChangedEnable ?? true
      yield* this.brokerController.getConsumerManager().unregisterConsumer(consumerGroup, info, isNotified)
    }
    const response = RemotingCommand.createResponseCommand(UnregisterClientResponseHeader)
    response.code = ResponseCode.SUCCESS
    response.remark = null
    return response
  }
}

/** Null for a selector that is one. */
function mistakeIn(expressionType: string | null, expression: string): string | null {
  if (expressionType !== FilterAPI.SQL92) return `there are no selectors of type ${expressionType}`
  try {
    SelectorParser.parse(expression)
    return null
  } catch (error) {
    if (error instanceof MQFilterException) return error.message
    throw error
  }
}
