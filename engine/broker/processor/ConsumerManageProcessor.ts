import type { Blocking } from '../../kernel/Blocking'
import type { ChannelHandlerContext, NettyRequestProcessor } from '../../remoting/netty/NettyRequestProcessor'
import { GetConsumerListByGroupResponseBody } from '../../remoting/protocol/body/GetConsumerListByGroupResponseBody'
import { GetConsumerListByGroupRequestHeader } from '../../remoting/protocol/header/GetConsumerListByGroupRequestHeader'
import { GetConsumerListByGroupResponseHeader } from '../../remoting/protocol/header/GetConsumerListByGroupResponseHeader'
import { QueryConsumerOffsetRequestHeader } from '../../remoting/protocol/header/QueryConsumerOffsetRequestHeader'
import { QueryConsumerOffsetResponseHeader } from '../../remoting/protocol/header/QueryConsumerOffsetResponseHeader'
import { UpdateConsumerOffsetRequestHeader } from '../../remoting/protocol/header/UpdateConsumerOffsetRequestHeader'
import { UpdateConsumerOffsetResponseHeader } from '../../remoting/protocol/header/UpdateConsumerOffsetResponseHeader'
import { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { RequestCode } from '../../remoting/protocol/RequestCode'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'
import type { BrokerController } from '../BrokerController'

/**
 * Hears from groups of consumers how far they are, and tells them where they were.
 * Original: org.apache.rocketmq.broker.processor.ConsumerManageProcessor.
 */
export class ConsumerManageProcessor implements NettyRequestProcessor {
  private readonly brokerController: BrokerController

  constructor(brokerController: BrokerController) {
    this.brokerController = brokerController
  }

  rejectRequest(): boolean {
    return false
  }

  *processRequest(_context: ChannelHandlerContext, request: RemotingCommand): Blocking<RemotingCommand | null> {
    switch (request.code) {
      case RequestCode.GET_CONSUMER_LIST_BY_GROUP:
        return this.getConsumerListByGroup(request)
      case RequestCode.UPDATE_CONSUMER_OFFSET:
        return this.updateConsumerOffset(request)
      case RequestCode.QUERY_CONSUMER_OFFSET:
        return this.queryConsumerOffset(request)
      default:
        return null
    }
  }

  /** The members of a group, for those who share its queues. Original: ConsumerManageProcessor#getConsumerListByGroup */
  private getConsumerListByGroup(request: RemotingCommand): RemotingCommand {
    const { consumerGroup } = request.decodeCommandCustomHeader(GetConsumerListByGroupRequestHeader)
    const response = RemotingCommand.createResponseCommand(GetConsumerListByGroupResponseHeader)
    const group = this.brokerController.getConsumerManager().getConsumerGroupInfo(consumerGroup ?? '')
    const clientIds = group?.getAllClientId() ?? []
    if (clientIds.length === 0) {
      return answered(response, ResponseCode.SYSTEM_ERROR, `no consumer for this group, ${consumerGroup}`)
    }
    response.body = new GetConsumerListByGroupResponseBody(clientIds).encode()
    return answered(response, ResponseCode.SUCCESS, null)
  }

  /** Original: ConsumerManageProcessor#updateConsumerOffset */
  private updateConsumerOffset(request: RemotingCommand): RemotingCommand {
    const requestHeader = request.decodeCommandCustomHeader(UpdateConsumerOffsetRequestHeader)
    const { consumerGroup: group, topic, queueId, commitOffset: offset } = requestHeader
    const response = RemotingCommand.createResponseCommand(UpdateConsumerOffsetResponseHeader)
    if (group === null || !this.brokerController.getSubscriptionGroupManager().containsSubscriptionGroup(group)) {
      return answered(response, ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST, `the group ${group} does not exist`)
    }
    if (topic === null || this.brokerController.getTopicConfigManager().selectTopicConfig(topic) === null) {
      return answered(response, ResponseCode.TOPIC_NOT_EXIST, `the topic ${topic} does not exist`)
    }
    if (queueId === null || offset === null) {
      return answered(response, ResponseCode.INVALID_PARAMETER, `the queue or the offset is missing, topic ${topic}`)
    }
    const manager = this.brokerController.getConsumerOffsetManager()
    const { useServerSideResetOffset } = this.brokerController.brokerConfig
    if (useServerSideResetOffset && manager.hasOffsetReset(topic, group, queueId)) {
      return answered(response, ResponseCode.SUCCESS, 'an operator has set the offset')
    }
    manager.commitOffset(group, topic, queueId, offset)
    return answered(response, ResponseCode.SUCCESS, null)
  }

  /**
   * A group that has never said how far it is begins at 0 if the queue still has its first message, in memory: such a queue is
   * too young to hold anything old. Otherwise the client decides where to begin.
   * Original: ConsumerManageProcessor#queryConsumerOffset
   */
  private queryConsumerOffset(request: RemotingCommand): RemotingCommand {
    const requestHeader = request.decodeCommandCustomHeader(QueryConsumerOffsetRequestHeader)
    const { setZeroIfNotFound } = requestHeader
    const [group, topic, queueId] = [requestHeader.consumerGroup ?? '', requestHeader.topic ?? '', requestHeader.queueId ?? 0]
    const response = RemotingCommand.createResponseCommand(QueryConsumerOffsetResponseHeader)
    const responseHeader = response.readCustomHeader<QueryConsumerOffsetResponseHeader>()!
    const offset = this.brokerController.getConsumerOffsetManager().queryOffset(group, topic, queueId)
    if (offset >= 0) {
      responseHeader.offset = offset
      return answered(response, ResponseCode.SUCCESS, null)
    }
    if (setZeroIfNotFound === false) {
      return answered(response, ResponseCode.QUERY_NOT_FOUND, 'nothing found, and 0 is not asked for')
    }
    const store = this.brokerController.getMessageStore()
    if (store.getMinOffsetInQueue(topic, queueId) > 0 || !store.checkInMemByConsumeOffset(topic, queueId, 0)) {
      return answered(response, ResponseCode.QUERY_NOT_FOUND, 'nothing found, perhaps the group is new')
    }
    responseHeader.offset = 0
    return answered(response, ResponseCode.SUCCESS, null)
  }
}

function answered(response: RemotingCommand, code: number, remark: string | null): RemotingCommand {
  response.code = code
  response.remark = remark
  return response
}
