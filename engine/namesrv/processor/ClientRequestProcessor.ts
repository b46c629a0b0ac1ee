import { MixAll } from '../../common/MixAll'
import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { currentTimeMillis } from '../../kernel/Process'
import type { ChannelHandlerContext, NettyRequestProcessor } from '../../remoting/netty/NettyRequestProcessor'
import { GetRouteInfoRequestHeader } from '../../remoting/protocol/header/GetRouteInfoRequestHeader'
import { MQVersion } from '../../remoting/protocol/MQVersion'
import { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'
import type { KVConfigManager } from '../kvconfig/KVConfigManager'
import type { NamesrvConfig } from '../NamesrvConfig'
import type { RouteInfoManager } from '../routeinfo/RouteInfoManager'

/**
 * Tells clients where a topic is. Its threads are its own, so that a storm of registrations does not keep clients
 * waiting. Original: org.apache.rocketmq.namesrv.processor.ClientRequestProcessor.
 */
export class ClientRequestProcessor implements NettyRequestProcessor {
  private readonly namesrvConfig: NamesrvConfig
  private readonly kvConfigManager: KVConfigManager
  private readonly routeInfoManager: RouteInfoManager
  private readonly startupTimeMillis: number

  constructor(namesrvConfig: NamesrvConfig, kvConfigManager: KVConfigManager, routeInfoManager: RouteInfoManager) {
    this.namesrvConfig = namesrvConfig
    this.kvConfigManager = kvConfigManager
    this.routeInfoManager = routeInfoManager
    this.startupTimeMillis = currentTimeMillis()
  }

  rejectRequest(): boolean {
    return false
  }

  *processRequest(_context: ChannelHandlerContext, request: RemotingCommand): Blocking<RemotingCommand> {
    return yield* this.getRouteInfoByTopic(request)
  }

  private *getRouteInfoByTopic(request: RemotingCommand): Blocking<RemotingCommand> {
    const header = request.decodeCommandCustomHeader(GetRouteInfoRequestHeader)
    const topic = header.topic ?? ''
    if (!this.isReady()) {
      return RemotingCommand.createResponseCommandWithCode(ResponseCode.SYSTEM_ERROR, 'the name server is not ready')
    }
    const route = yield* this.routeInfoManager.pickupTopicRouteData(topic)
    if (route === null) {
      return RemotingCommand.createResponseCommandWithCode(ResponseCode.TOPIC_NOT_EXIST, `no route of topic ${topic}`)
    }
    assert(route.brokerDatas.length > 0, 'a route that is told has brokers', topic)
    if (this.namesrvConfig.orderMessageEnable) {
      route.orderTopicConf = yield* this.kvConfigManager.getKVConfig(MixAll.ORDER_TOPIC_CONFIG, topic)
    }
    const response = RemotingCommand.createResponseCommandWithCode(ResponseCode.SUCCESS, null)
    response.body = route.encode(request.version >= MQVersion.V4_9_4 || header.acceptStandardJsonOnly === true)
    return response
  }

  /** After a restart some time passes until all brokers have registered; until then a route may be incomplete. */
  private isReady(): boolean {
    const { needWaitForService, waitSecondsForService } = this.namesrvConfig
    return !needWaitForService || currentTimeMillis() - this.startupTimeMillis >= waitSecondsForService * 1000
  }
}
