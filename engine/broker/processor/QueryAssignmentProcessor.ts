import { MessageQueue } from '../../common/message/MessageQueue'
import { MixAll } from '../../common/MixAll'
import type { Blocking } from '../../kernel/Blocking'
import { IllegalArgumentException } from '../../kernel/errors'
import type { ChannelHandlerContext, NettyRequestProcessor } from '../../remoting/netty/NettyRequestProcessor'
import { queueSet } from '../../remoting/protocol/body/messageQueuesOf'
import { QueryAssignmentRequestBody } from '../../remoting/protocol/body/QueryAssignmentRequestBody'
import { QueryAssignmentResponseBody } from '../../remoting/protocol/body/QueryAssignmentResponseBody'
import { SetMessageRequestModeRequestBody } from '../../remoting/protocol/body/SetMessageRequestModeRequestBody'
import type { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { RequestCode } from '../../remoting/protocol/RequestCode'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'
import type { BrokerController } from '../BrokerController'
import { type Allocate, ALLOCATE_BY_NAME, oneForEach } from '../loadbalance/allocateByName'
import { MessageRequestModeManager } from '../loadbalance/MessageRequestModeManager'
import { answered, refusal } from './answers'

/** In a queue's place: all queues of its broker. */
const ALL_QUEUES = -1

/**
 * Divides the queues of a topic among consumers that leave that to the broker, and says how they get the messages: pulled from queues of
 * their own, or popped from all of them. Original: org.apache.rocketmq.broker.processor.QueryAssignmentProcessor.
 */
export class QueryAssignmentProcessor implements NettyRequestProcessor {
  private readonly brokerController: BrokerController
  private readonly messageRequestModeManager: MessageRequestModeManager

  constructor(brokerController: BrokerController) {
    const { disk } = brokerController.getMessageStore().pageCache
    this.brokerController = brokerController
    this.messageRequestModeManager = new MessageRequestModeManager(disk, brokerController.messageStoreConfig)
  }

  rejectRequest(): boolean {
    return false
  }

  *processRequest(_context: ChannelHandlerContext, request: RemotingCommand): Blocking<RemotingCommand | null> {
    yield* this.messageRequestModeManager.loadOnce()
    const body = request.body ?? new Uint8Array(0)
    return request.code === RequestCode.QUERY_ASSIGNMENT
      ? yield* this.queryAssignment(QueryAssignmentRequestBody.decode(body))
      : yield* this.setMessageRequestMode(SetMessageRequestModeRequestBody.decode(body))
  }

  /** Original: QueryAssignmentProcessor#setMessageRequestMode */
  private *setMessageRequestMode(requestBody: SetMessageRequestModeRequestBody): Blocking<RemotingCommand> {
    const [topic, consumerGroup] = [requestBody.topic ?? '', requestBody.consumerGroup ?? '']
    if (topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX)) {
      return refusal(ResponseCode.NO_PERMISSION, 'the mode of a retry topic can not be set')
    }
    this.messageRequestModeManager.setMessageRequestMode(topic, consumerGroup, requestBody)
    yield* this.messageRequestModeManager.persist()
    return answered()
  }

  /** Original: QueryAssignmentProcessor#queryAssignment */
  private *queryAssignment(requestBody: QueryAssignmentRequestBody): Blocking<RemotingCommand> {
    const { topic, consumerGroup } = requestBody
    const ordered = this.messageRequestModeManager.getMessageRequestMode(topic, consumerGroup)
    const mode = ordered ?? this.defaultMode(requestBody)
    const queues = yield* this.doLoadBalance(requestBody, mode)
    const assignments = queues?.map((messageQueue) => ({ messageQueue, mode: mode.mode })) ?? null
    return answered(new QueryAssignmentResponseBody(assignments).encode())
  }

  private defaultMode({ topic, consumerGroup }: QueryAssignmentRequestBody): SetMessageRequestModeRequestBody {
    const { defaultMessageRequestMode, defaultPopShareQueueNum } = this.brokerController.brokerConfig
    const isPull = topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX) || defaultMessageRequestMode === 'PULL'
    if (isPull) return new SetMessageRequestModeRequestBody(topic, consumerGroup)
    return new SetMessageRequestModeRequestBody(topic, consumerGroup, 'POP', defaultPopShareQueueNum)
  }

  /** Null when it can't be said now: then the consumer keeps what it has. Original: QueryAssignmentProcessor#doLoadBalance */
  private *doLoadBalance(
    { topic, consumerGroup, clientId, strategyName, messageModel }: QueryAssignmentRequestBody,
    mode: SetMessageRequestModeRequestBody,
  ): Blocking<readonly MessageQueue[] | null> {
    if (messageModel === null) return null
    const mqSet = yield* this.brokerController.getTopicRouteInfoManager().getTopicSubscribeInfo(topic)
    const isShared = messageModel === 'CLUSTERING' && this.brokerController.brokerConfig.serverLoadBalancerEnable
    if (mqSet === null || !isShared) return mqSet
    const group = this.brokerController.getConsumerManager().getConsumerGroupInfo(consumerGroup)
    const allocate = ALLOCATE_BY_NAME[strategyName]
    if (group === null || allocate === undefined) return null
    const mqAll = [...mqSet].sort((one, other) => one.compareTo(other))
    const cidAll = group.getAllClientId().sort()
    try {
      if (mode.mode !== 'POP') return queueSet(allocate(clientId, mqAll, cidAll))
      return queueSet(allocate4Pop(allocate, clientId, mqAll, cidAll, mode.popShareQueueNum))
    } catch (error) {
      if (error instanceof IllegalArgumentException) return null
      throw error
    }
  }
}

/**
 * Usually all queues for everybody: one entry for each broker. With a number the queues of a consumer are also those of that many behind
 * it in the list. Original: QueryAssignmentProcessor#allocate4Pop
 */
function allocate4Pop(
  allocate: Allocate,
  clientId: string,
  mqAll: readonly MessageQueue[],
  cidAll: readonly string[],
  popShareQueueNum: number,
): MessageQueue[] {
  if (popShareQueueNum <= 0 || popShareQueueNum >= cidAll.length - 1) {
    return mqAll.map(({ topic, brokerName }) => new MessageQueue(topic, brokerName, ALL_QUEUES))
  }
  if (cidAll.length > mqAll.length) return oneForEach(clientId, mqAll, cidAll)
  const index = cidAll.indexOf(clientId)
  const behind = Array.from({ length: popShareQueueNum }, (_, i) => cidAll[(index + 1 + i) % cidAll.length]!)
  const sharing = index === -1 ? [] : behind
  return [clientId, ...sharing].flatMap((cid) => allocate(cid, mqAll, cidAll))
}
