import type { Blocking } from '../../kernel/Blocking'
import type { ChannelHandlerContext, NettyRequestProcessor } from '../../remoting/netty/NettyRequestProcessor'
import { PollingInfoRequestHeader } from '../../remoting/protocol/header/PollingInfoRequestHeader'
import { PollingInfoResponseHeader } from '../../remoting/protocol/header/PollingInfoResponseHeader'
import { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'
import type { BrokerController } from '../BrokerController'
import { checkMayPop, checkReadable, PopRefusedException } from './checkMayPop'

/** Says how many pops wait at a queue. Original: org.apache.rocketmq.broker.processor.PollingInfoProcessor. */
export class PollingInfoProcessor implements NettyRequestProcessor {
  private readonly brokerController: BrokerController

  constructor(brokerController: BrokerController) {
    this.brokerController = brokerController
  }

  rejectRequest(): boolean {
    return false
  }

  *processRequest(_context: ChannelHandlerContext, request: RemotingCommand): Blocking<RemotingCommand | null> {
    const requestHeader = request.decodeCommandCustomHeader(PollingInfoRequestHeader)
    const [topic, group, queueId] = [requestHeader.topic ?? '', requestHeader.consumerGroup ?? '', requestHeader.queueId ?? 0]
    const response = RemotingCommand.createResponseCommand(PollingInfoResponseHeader)
    const responseHeader = response.readCustomHeader<PollingInfoResponseHeader>()!
    responseHeader.pollingNum = 0
    try {
      checkReadable(this.brokerController)
      yield* checkMayPop(this.brokerController, topic, queueId, group)
      const waiting = this.brokerController.getPopMessageProcessor().getPopLongPollingService()
      responseHeader.pollingNum = waiting.getPollingNum(topic, group, queueId)
      // As in 5.3.2 the remark stays that of an answer without a code.
      response.code = ResponseCode.SUCCESS
    } catch (error) {
      if (!(error instanceof PopRefusedException)) throw error
      response.code = error.responseCode
      response.remark = error.message
    }
    return response
  }
}
