import { PermName } from '../../common/constant/PermName'
import { MixAll } from '../../common/MixAll'
import { TopicSysFlag } from '../../common/sysflag/TopicSysFlag'
import type { Blocking } from '../../kernel/Blocking'
import { currentTimeMillis } from '../../kernel/Process'
import type { ChannelHandlerContext, NettyRequestProcessor } from '../../remoting/netty/NettyRequestProcessor'
import type { ConsumerData } from '../../remoting/protocol/body/HeartbeatData'
import { HeartbeatData } from '../../remoting/protocol/body/HeartbeatData'
import { UnregisterClientRequestHeader } from '../../remoting/protocol/header/UnregisterClientRequestHeader'
import { UnregisterClientResponseHeader } from '../../remoting/protocol/header/UnregisterClientResponseHeader'
import { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { RequestCode } from '../../remoting/protocol/RequestCode'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'
import type { BrokerController } from '../BrokerController'
import { ClientChannelInfo } from '../client/ClientChannelInfo'

/** Hears from clients that they are there, and that they leave. Original: broker.processor.ClientManageProcessor. */
export class ClientManageProcessor implements NettyRequestProcessor {
  private readonly brokerController: BrokerController

  constructor(brokerController: BrokerController) {
    this.brokerController = brokerController
  }

  rejectRequest(): boolean {
    return false
  }

  *processRequest(context: ChannelHandlerContext, request: RemotingCommand): Blocking<RemotingCommand | null> {
    switch (request.code) {
      case RequestCode.HEART_BEAT:
        return yield* this.heartBeat(context, request)
      case RequestCode.UNREGISTER_CLIENT:
        return this.unregisterClient(context, request)
      default:
        return null
    }
  }

  /** Original: ClientManageProcessor#heartBeat, #heartBeatV2 */
  private *heartBeat(context: ChannelHandlerContext, request: RemotingCommand): Blocking<RemotingCommand> {
    const heartbeatData = HeartbeatData.decode(request.body ?? new Uint8Array(0))
    const { clientID, producerDataSet, consumerDataSet, heartbeatFingerprint } = heartbeatData
    for (const consumerData of consumerDataSet) yield* this.prepareFor(consumerData)
    for (const { groupName } of producerDataSet) {
      const info = new ClientChannelInfo(context.channel, clientID, currentTimeMillis())
      this.brokerController.getProducerManager().registerProducer(groupName, info)
    }
    const response = RemotingCommand.createResponseCommandWithCode(ResponseCode.SUCCESS, null)
    response.addExtField(MixAll.IS_SUPPORT_HEART_BEAT_V2, 'true')
    // A heartbeat with a fingerprint wants to know whether subscriptions are in doubt. Without consumers they never
    // are.
    response.addExtField(MixAll.IS_SUB_CHANGE, String(heartbeatFingerprint === 0))
    return response
  }

  /**
   * The first heartbeat of a group of consumers creates the group, and the topic of what it has to try again.
   * (The original also notes which of its members are there.) Original: ClientManageProcessor#heartBeat
   */
  private *prepareFor({ groupName, subscriptionDataSet, unitMode }: ConsumerData): Blocking<void> {
    const group = yield* this.brokerController.getSubscriptionGroupManager().findSubscriptionGroupConfig(groupName)
    if (group === null) return
    const manager = this.brokerController.getTopicConfigManager()
    const order = subscriptionDataSet.some(({ topic }) => manager.isOrderTopic(topic))
    const perm = PermName.PERM_WRITE | PermName.PERM_READ
    const sysFlag = unitMode ? TopicSysFlag.FLAG_UNIT_SUB : 0
    const retryTopic = MixAll.getRetryTopic(groupName)
    yield* manager.createTopicInSendMessageBackMethod(retryTopic, group.retryQueueNums, perm, sysFlag, order)
  }

  /** Original: ClientManageProcessor#unregisterClient */
  private unregisterClient(context: ChannelHandlerContext, request: RemotingCommand): RemotingCommand {
    const { clientID, producerGroup } = request.decodeCommandCustomHeader(UnregisterClientRequestHeader)
    if (producerGroup !== null) {
      const info = new ClientChannelInfo(context.channel, clientID ?? '', currentTimeMillis())
      this.brokerController.getProducerManager().unregisterProducer(producerGroup, info)
    }
    const response = RemotingCommand.createResponseCommand(UnregisterClientResponseHeader)
    response.code = ResponseCode.SUCCESS
    response.remark = null
    return response
  }
}
