import { MixAll } from '../../common/MixAll'
import type { Blocking } from '../../kernel/Blocking'
import { currentTimeMillis } from '../../kernel/Process'
import type { ChannelHandlerContext, NettyRequestProcessor } from '../../remoting/netty/NettyRequestProcessor'
import { HeartbeatData } from '../../remoting/protocol/body/HeartbeatData'
import { UnregisterClientRequestHeader } from '../../remoting/protocol/header/UnregisterClientRequestHeader'
import { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { RequestCode } from '../../remoting/protocol/RequestCode'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'
import { ClientChannelInfo } from '../client/ClientChannelInfo'
import type { ProducerManager } from '../client/ProducerManager'

/** Hears from clients that they are there, and that they leave. Original: broker.processor.ClientManageProcessor. */
export class ClientManageProcessor implements NettyRequestProcessor {
  private readonly producerManager: ProducerManager

  constructor(producerManager: ProducerManager) {
    this.producerManager = producerManager
  }

  rejectRequest(): boolean {
    return false
  }

  *processRequest(context: ChannelHandlerContext, request: RemotingCommand): Blocking<RemotingCommand | null> {
    switch (request.code) {
      case RequestCode.HEART_BEAT:
        return this.heartBeat(context, request)
      case RequestCode.UNREGISTER_CLIENT:
        return this.unregisterClient(context, request)
      default:
        return null
    }
  }

  /** Original: ClientManageProcessor#heartBeat, #heartBeatV2 */
  private heartBeat(context: ChannelHandlerContext, request: RemotingCommand): RemotingCommand {
    const heartbeatData = HeartbeatData.decode(request.body ?? new Uint8Array(0))
    const { clientID, producerDataSet, heartbeatFingerprint } = heartbeatData
    for (const { groupName } of producerDataSet) {
      const info = new ClientChannelInfo(context.channel, clientID, currentTimeMillis())
      this.producerManager.registerProducer(groupName, info)
    }
    const response = RemotingCommand.createResponseCommandWithCode(ResponseCode.SUCCESS, null)
    response.addExtField(MixAll.IS_SUPPORT_HEART_BEAT_V2, 'true')
    // A heartbeat with a fingerprint wants to know whether subscriptions are in doubt. Without consumers they never
    // are.
    response.addExtField(MixAll.IS_SUB_CHANGE, String(heartbeatFingerprint === 0))
    return response
  }

  /** Original: ClientManageProcessor#unregisterClient */
  private unregisterClient(context: ChannelHandlerContext, request: RemotingCommand): RemotingCommand {
    const { clientID, producerGroup } = request.decodeCommandCustomHeader(UnregisterClientRequestHeader)
    if (producerGroup !== null) {
      const info = new ClientChannelInfo(context.channel, clientID ?? '', currentTimeMillis())
      this.producerManager.unregisterProducer(producerGroup, info)
    }
    return RemotingCommand.createResponseCommandWithCode(ResponseCode.SUCCESS, null)
  }
}
