import { BoundaryType } from '../../common/BoundaryType'
import type { Message } from '../../common/message/Message'
import type { MessageExt } from '../../common/message/MessageExt'
import type { MessageQueue } from '../../common/message/MessageQueue'
import { MixAll } from '../../common/MixAll'
import type { TopicConfig } from '../../common/TopicConfig'
import { TopicValidator } from '../../common/topic/TopicValidator'
import type { Process } from '../../kernel/Process'
import type { Blocking } from '../../kernel/Blocking'
import type { Wire } from '../../ports/Wire'
import type { Compressor } from '../../ports/Compressor'
import type { ChannelEventListener } from '../../remoting/netty/ChannelEventListener'
import type { InvokeCallback } from '../../remoting/netty/InvokeCallback'
import type { NettyClientConfig } from '../../remoting/netty/NettyClientConfig'
import type { NettyRequestProcessor } from '../../remoting/netty/NettyRequestProcessor'
import { NettyRemotingClient } from '../../remoting/netty/NettyRemotingClient'
import type { CheckClientRequestBody } from '../../remoting/protocol/body/CheckClientRequestBody'
import { GetConsumerListByGroupResponseBody } from '../../remoting/protocol/body/GetConsumerListByGroupResponseBody'
import type { HeartbeatData } from '../../remoting/protocol/body/HeartbeatData'
import type { LockBatchRequestBody } from '../../remoting/protocol/body/LockBatchRequestBody'
import { LockBatchResponseBody } from '../../remoting/protocol/body/LockBatchResponseBody'
import type { QueryAssignmentRequestBody } from '../../remoting/protocol/body/QueryAssignmentRequestBody'
import { type MessageQueueAssignment, QueryAssignmentResponseBody } from '../../remoting/protocol/body/QueryAssignmentResponseBody'
import type { SetMessageRequestModeRequestBody } from '../../remoting/protocol/body/SetMessageRequestModeRequestBody'
import type { UnlockBatchRequestBody } from '../../remoting/protocol/body/UnlockBatchRequestBody'
import type { AckMessageRequestHeader } from '../../remoting/protocol/header/AckMessageRequestHeader'
import type { ChangeInvisibleTimeRequestHeader } from '../../remoting/protocol/header/ChangeInvisibleTimeRequestHeader'
import { ConsumerSendMsgBackRequestHeader } from '../../remoting/protocol/header/ConsumerSendMsgBackRequestHeader'
import { CreateTopicRequestHeader } from '../../remoting/protocol/header/CreateTopicRequestHeader'
import type { EndTransactionRequestHeader } from '../../remoting/protocol/header/EndTransactionRequestHeader'
import { GetConsumerListByGroupRequestHeader } from '../../remoting/protocol/header/GetConsumerListByGroupRequestHeader'
import { GetMaxOffsetRequestHeader } from '../../remoting/protocol/header/GetMaxOffsetRequestHeader'
import { GetMaxOffsetResponseHeader } from '../../remoting/protocol/header/GetMaxOffsetResponseHeader'
import { GetMinOffsetRequestHeader } from '../../remoting/protocol/header/GetMinOffsetRequestHeader'
import { GetMinOffsetResponseHeader } from '../../remoting/protocol/header/GetMinOffsetResponseHeader'
import { GetRouteInfoRequestHeader } from '../../remoting/protocol/header/GetRouteInfoRequestHeader'
import { HeartbeatRequestHeader } from '../../remoting/protocol/header/HeartbeatRequestHeader'
import { LockBatchMqRequestHeader } from '../../remoting/protocol/header/LockBatchMqRequestHeader'
import type { PopMessageRequestHeader } from '../../remoting/protocol/header/PopMessageRequestHeader'
import type { PullMessageRequestHeader } from '../../remoting/protocol/header/PullMessageRequestHeader'
import type { QueryConsumerOffsetRequestHeader } from '../../remoting/protocol/header/QueryConsumerOffsetRequestHeader'
import { QueryConsumerOffsetResponseHeader } from '../../remoting/protocol/header/QueryConsumerOffsetResponseHeader'
import type { RecallMessageRequestHeader } from '../../remoting/protocol/header/RecallMessageRequestHeader'
import { RecallMessageResponseHeader } from '../../remoting/protocol/header/RecallMessageResponseHeader'
import { SearchOffsetRequestHeader } from '../../remoting/protocol/header/SearchOffsetRequestHeader'
import { SearchOffsetResponseHeader } from '../../remoting/protocol/header/SearchOffsetResponseHeader'
import type { SendMessageRequestHeader } from '../../remoting/protocol/header/SendMessageRequestHeader'
import { UnlockBatchMqRequestHeader } from '../../remoting/protocol/header/UnlockBatchMqRequestHeader'
import { UnregisterClientRequestHeader } from '../../remoting/protocol/header/UnregisterClientRequestHeader'
import type { UpdateConsumerOffsetRequestHeader } from '../../remoting/protocol/header/UpdateConsumerOffsetRequestHeader'
import { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { RequestCode } from '../../remoting/protocol/RequestCode'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'
import { TopicRouteData } from '../../remoting/protocol/route/TopicRouteData'
import type { ClientConfig } from '../ClientConfig'
import type { PullCallback } from '../consumer/PullCallback'
import type { PullResult } from '../consumer/PullResult'
import { MQBrokerException } from '../exception/MQBrokerException'
import { MQClientException } from '../exception/MQClientException'
import { OffsetNotFoundException } from '../exception/OffsetNotFoundException'
import type { SendResult } from '../producer/SendResult'
import type { AsyncSend } from './AsyncSendCallback'
import { AsyncSendCallback } from './AsyncSendCallback'
import { ASKED_BY_BROKERS } from './ClientRemotingProcessor'
import { type PopAsked, type PopResult, processPopResponse } from './popProtocol'
import { createPullRequest, processPullResponse } from './pullProtocol'
import { createSendRequest, processSendResponse } from './sendProtocol'

/**
 * Every request that a client can make, as a method: builds the command, has it sent, and turns the answer into a value or
 * an exception. Original: org.apache.rocketmq.client.impl.MQClientAPIImpl.
 */
export class MQClientAPIImpl {
  private readonly remotingClient: NettyRemotingClient
  private readonly clientConfig: ClientConfig

  constructor(
    process: Process,
    wire: Wire,
    nettyClientConfig: NettyClientConfig,
    clientConfig: ClientConfig,
    listener: ChannelEventListener | null,
    processor: NettyRequestProcessor,
  ) {
    this.clientConfig = clientConfig
    this.remotingClient = new NettyRemotingClient(process, wire, nettyClientConfig, listener)
    const executor = this.remotingClient.getPublicExecutor()
    for (const code of ASKED_BY_BROKERS) this.remotingClient.registerProcessor(code, processor, executor)
  }

  getRemotingClient(): NettyRemotingClient {
    return this.remotingClient
  }

  start(): void {
    this.remotingClient.start()
  }

  *shutdown(): Blocking<void> {
    yield* this.remotingClient.shutdown()
  }

  getNameServerAddressList(): readonly string[] {
    return this.remotingClient.getNameServerAddressList()
  }

  updateNameServerAddressList(addresses: string): void {
    this.remotingClient.updateNameServerAddressList(addresses.split(';').filter((address) => address !== ''))
  }

  /** Sends a message and hears nothing of it. Original: MQClientAPIImpl#sendMessage. @throws RemotingException */
  *sendMessageOneway(
    addr: string, msg: Message, requestHeader: SendMessageRequestHeader, timeoutMillis: number,
  ): Blocking<void> {
    yield* this.remotingClient.invokeOneway(addr, createSendRequest(msg, requestHeader), timeoutMillis)
  }

  /** Original: MQClientAPIImpl#sendMessageSync. @throws RemotingException, MQBrokerException */
  *sendMessageSync(
    addr: string,
    brokerName: string,
    msg: Message,
    requestHeader: SendMessageRequestHeader,
    timeoutMillis: number,
  ): Blocking<SendResult> {
    const request = createSendRequest(msg, requestHeader)
    const response = yield* this.remotingClient.invokeSync(addr, request, timeoutMillis)
    return processSendResponse(brokerName, msg, response, addr, this.clientConfig)
  }

  /** The first try of an asynchronous send; it tells `async` everything, and throws nothing. Original: MQClientAPIImpl#sendMessage */
  *sendMessageAsync(
    addr: string,
    brokerName: string,
    msg: Message,
    requestHeader: SendMessageRequestHeader,
    timeoutMillis: number,
    async: AsyncSend,
  ): Blocking<void> {
    const request = createSendRequest(msg, requestHeader)
    yield* this.sendAgainAsync(addr, brokerName, msg, request, timeoutMillis, async)
  }

  /**
   * One try of an asynchronous send. Without an address the request goes to a name server, which refuses it: see
   * {@link AsyncSendCallback}. Original: MQClientAPIImpl#sendMessageAsync
   */
  *sendAgainAsync(
    addr: string | null,
    brokerName: string,
    msg: Message,
    request: RemotingCommand,
    timeoutMillis: number,
    async: AsyncSend,
  ): Blocking<void> {
    const { clientConfig } = this
    const callback = new AsyncSendCallback(this, clientConfig, addr, brokerName, msg, timeoutMillis, request, async)
    try {
      yield* this.remotingClient.invokeAsync(addr, request, timeoutMillis, callback)
    } catch (error) {
      yield* callback.notSent(error)
    }
  }

  /**
   * What a name server knows about a topic. Original: MQClientAPIImpl#getTopicRouteInfoFromNameServer
   * @throws MQClientException when it knows nothing, RemotingException
   */
  *getTopicRouteInfoFromNameServer(topic: string, timeoutMillis: number): Blocking<TopicRouteData> {
    const header = new GetRouteInfoRequestHeader()
    header.topic = topic
    const request = RemotingCommand.createRequestCommand(RequestCode.GET_ROUTEINFO_BY_TOPIC, header)
    const response = yield* this.remotingClient.invokeSync(null, request, timeoutMillis)
    if (response.code === ResponseCode.SUCCESS && response.body !== null) return TopicRouteData.decode(response.body)
    throw new MQClientException(response.remark ?? `no route for topic ${topic}`, response.code)
  }

  /**
   * The brokers that create topics on demand. Whatever `createTopicKey` a producer has, it is the route of TBW102.
   * Original: MQClientAPIImpl#getDefaultTopicRouteInfoFromNameServer
   * @throws MQClientException when there are none, RemotingException
   */
  *getDefaultTopicRouteInfoFromNameServer(timeoutMillis: number): Blocking<TopicRouteData> {
    return yield* this.getTopicRouteInfoFromNameServer(TopicValidator.AUTO_CREATE_TOPIC_KEY_TOPIC, timeoutMillis)
  }

  /** Original: MQClientAPIImpl#recallMessage. @returns the message's id. @throws RemotingException, MQBrokerException */
  *recallMessage(addr: string, requestHeader: RecallMessageRequestHeader, timeoutMillis: number): Blocking<string> {
    const request = RemotingCommand.createRequestCommand(RequestCode.RECALL_MESSAGE, requestHeader)
    const response = yield* this.remotingClient.invokeSync(addr, request, timeoutMillis)
    if (response.code !== ResponseCode.SUCCESS) throw new MQBrokerException(response.code, response.remark ?? '', addr)
    return response.decodeCommandCustomHeader(RecallMessageResponseHeader).msgId ?? ''
  }

  /** Original: MQClientAPIImpl#sendHeartbeat. @returns the broker's version. @throws RemotingException, MQBrokerException */
  *sendHeartbeat(addr: string, heartbeatData: HeartbeatData, timeoutMillis: number): Blocking<number> {
    const request = RemotingCommand.createRequestCommand(RequestCode.HEART_BEAT, new HeartbeatRequestHeader())
    request.body = heartbeatData.encode()
    const response = yield* this.remotingClient.invokeSync(addr, request, timeoutMillis)
    if (response.code === ResponseCode.SUCCESS) return response.version
    throw new MQBrokerException(response.code, response.remark ?? '', addr)
  }

  /** One of the groups is null. Original: MQClientAPIImpl#unregisterClient. @throws RemotingException, MQBrokerException */
  *unregisterClient(
    addr: string, clientID: string, producerGroup: string | null, consumerGroup: string | null, timeoutMillis: number,
  ): Blocking<void> {
    const header = new UnregisterClientRequestHeader()
    header.clientID = clientID
    header.producerGroup = producerGroup
    header.consumerGroup = consumerGroup
    const request = RemotingCommand.createRequestCommand(RequestCode.UNREGISTER_CLIENT, header)
    succeeded(yield* this.remotingClient.invokeSync(addr, request, timeoutMillis), addr)
  }

  /**
   * Has a broker look at a subscription. Original: MQClientAPIImpl#checkClientInBroker
   * @throws MQClientException when it does not understand it, RemotingException
   */
  *checkClientInBroker(addr: string, body: CheckClientRequestBody, timeoutMillis: number): Blocking<void> {
    const request = RemotingCommand.createRequestCommand(RequestCode.CHECK_CLIENT_CONFIG, null)
    request.body = body.encode()
    const { code, remark } = yield* this.remotingClient.invokeSync(this.vip(addr), request, timeoutMillis)
    if (code !== ResponseCode.SUCCESS) throw new MQClientException(remark ?? '', code)
  }

  /**
   * Tells a broker how a transaction has ended. Without an address a name server is told, as in the original.
   * Original: MQClientAPIImpl#endTransactionOneway
   * @throws RemotingException
   */
  *endTransactionOneway(
    addr: string | null, requestHeader: EndTransactionRequestHeader, remark: string | null, timeoutMillis: number,
  ): Blocking<void> {
    const request = RemotingCommand.createRequestCommand(RequestCode.END_TRANSACTION, requestHeader)
    request.remark = remark
    yield* this.remotingClient.invokeOneway(addr, request, timeoutMillis)
  }

  /** Original: MQClientAPIImpl#createTopic. @throws RemotingException, MQBrokerException */
  *createTopic(addr: string, defaultTopic: string, topicConfig: TopicConfig, timeoutMillis: number): Blocking<void> {
    const header = new CreateTopicRequestHeader()
    header.topic = topicConfig.topicName
    header.defaultTopic = defaultTopic
    header.readQueueNums = topicConfig.readQueueNums
    header.writeQueueNums = topicConfig.writeQueueNums
    header.perm = topicConfig.perm
    header.topicFilterType = topicConfig.topicFilterType
    header.topicSysFlag = topicConfig.topicSysFlag
    header.order = topicConfig.order
    const request = RemotingCommand.createRequestCommand(RequestCode.UPDATE_AND_CREATE_TOPIC, header)
    const response = yield* this.remotingClient.invokeSync(addr, request, timeoutMillis)
    if (response.code !== ResponseCode.SUCCESS) throw new MQBrokerException(response.code, response.remark ?? '', addr)
  }

  /** Original: MQClientAPIImpl#getMaxOffset. @throws RemotingException, MQBrokerException */
  *getMaxOffset(
    addr: string, topic: string, queueId: number, timeoutMillis: number, brokerName: string | null = null,
  ): Blocking<number> {
    const header = new GetMaxOffsetRequestHeader()
    header.topic = topic
    header.queueId = queueId
    header.bname = brokerName
    const request = RemotingCommand.createRequestCommand(RequestCode.GET_MAX_OFFSET, header)
    const response = yield* this.remotingClient.invokeSync(addr, request, timeoutMillis)
    return succeeded(response, addr).decodeCommandCustomHeader(GetMaxOffsetResponseHeader).offset ?? 0
  }

  /**
   * The first message of a queue that was stored at that time or later. Original: MQClientAPIImpl#searchOffset
   * @throws RemotingException, MQBrokerException
   */
  *searchOffset(addr: string, mq: MessageQueue, timestamp: number, timeoutMillis: number): Blocking<number> {
    const header = new SearchOffsetRequestHeader()
    header.topic = mq.topic
    header.queueId = mq.queueId
    header.bname = mq.brokerName
    header.timestamp = timestamp
    header.boundaryType = BoundaryType.LOWER
    const request = RemotingCommand.createRequestCommand(RequestCode.SEARCH_OFFSET_BY_TIMESTAMP, header)
    const response = yield* this.remotingClient.invokeSync(this.vip(addr), request, timeoutMillis)
    return succeeded(response, addr).decodeCommandCustomHeader(SearchOffsetResponseHeader).offset ?? 0
  }

  /** The client ids of a group. Original: MQClientAPIImpl#getConsumerIdListByGroup. @throws RemotingException, MQBrokerException */
  *getConsumerIdListByGroup(addr: string, consumerGroup: string, timeoutMillis: number): Blocking<string[]> {
    const header = new GetConsumerListByGroupRequestHeader()
    header.consumerGroup = consumerGroup
    const request = RemotingCommand.createRequestCommand(RequestCode.GET_CONSUMER_LIST_BY_GROUP, header)
    const response = yield* this.remotingClient.invokeSync(this.vip(addr), request, timeoutMillis)
    if (response.code === ResponseCode.SUCCESS && response.body !== null) {
      return GetConsumerListByGroupResponseBody.decode(response.body).consumerIdList
    }
    throw new MQBrokerException(response.code, response.remark ?? '', addr)
  }

  /** Original: MQClientAPIImpl#queryConsumerOffset. @throws OffsetNotFoundException, MQBrokerException, RemotingException */
  *queryConsumerOffset(
    addr: string, header: QueryConsumerOffsetRequestHeader, timeoutMillis: number,
  ): Blocking<number> {
    const request = RemotingCommand.createRequestCommand(RequestCode.QUERY_CONSUMER_OFFSET, header)
    const response = yield* this.remotingClient.invokeSync(this.vip(addr), request, timeoutMillis)
    if (response.code === ResponseCode.QUERY_NOT_FOUND) {
      throw new OffsetNotFoundException(response.code, response.remark ?? '', addr)
    }
    return succeeded(response, addr).decodeCommandCustomHeader(QueryConsumerOffsetResponseHeader).offset ?? 0
  }

  /** Original: MQClientAPIImpl#updateConsumerOffsetOneway. @throws RemotingException */
  *updateConsumerOffsetOneway(
    addr: string, header: UpdateConsumerOffsetRequestHeader, timeoutMillis: number,
  ): Blocking<void> {
    const request = RemotingCommand.createRequestCommand(RequestCode.UPDATE_CONSUMER_OFFSET, header)
    yield* this.remotingClient.invokeOneway(this.vip(addr), request, timeoutMillis)
  }

  /** Original: MQClientAPIImpl#getMinOffset. @throws RemotingException, MQBrokerException */
  *getMinOffset(addr: string, mq: MessageQueue, timeoutMillis: number): Blocking<number> {
    const header = new GetMinOffsetRequestHeader()
    header.topic = mq.topic
    header.queueId = mq.queueId
    header.bname = mq.brokerName
    const request = RemotingCommand.createRequestCommand(RequestCode.GET_MIN_OFFSET, header)
    const response = yield* this.remotingClient.invokeSync(this.vip(addr), request, timeoutMillis)
    return succeeded(response, addr).decodeCommandCustomHeader(GetMinOffsetResponseHeader).offset ?? 0
  }

  /** Original: MQClientAPIImpl#pullMessageSync. @throws RemotingException, MQBrokerException */
  *pullMessageSync(addr: string, header: PullMessageRequestHeader, timeoutMillis: number): Blocking<PullResult> {
    const response = yield* this.remotingClient.invokeSync(addr, createPullRequest(header), timeoutMillis)
    return processPullResponse(response, addr)
  }

  /** Original: MQClientAPIImpl#pullMessageAsync */
  *pullMessageAsync(
    addr: string, header: PullMessageRequestHeader, timeoutMillis: number, pullCallback: PullCallback,
  ): Blocking<void> {
    const request = createPullRequest(header)
    yield* this.remotingClient.invokeAsync(addr, request, timeoutMillis, {
      *operationComplete(): Blocking<void> {},
      *operationSucceed(response: RemotingCommand): Blocking<void> {
        let pullResult: PullResult
        try {
          pullResult = processPullResponse(response, addr)
        } catch (error) {
          return yield* pullCallback.onException(error)
        }
        yield* pullCallback.onSuccess(pullResult)
      },
      *operationFail(error: unknown): Blocking<void> {
        yield* pullCallback.onException(error)
      },
    })
  }

  /** Original: MQClientAPIImpl#popMessageAsync */
  *popMessageAsync(
    addr: string, header: PopMessageRequestHeader, asked: PopAsked, compressor: Compressor, timeoutMillis: number,
    popCallback: PopCallback,
  ): Blocking<void> {
    const request = RemotingCommand.createRequestCommand(RequestCode.POP_MESSAGE, header)
    yield* this.remotingClient.invokeAsync(addr, request, timeoutMillis, {
      *operationComplete(): Blocking<void> {},
      *operationSucceed(response: RemotingCommand): Blocking<void> {
        let popResult: PopResult
        try {
          popResult = processPopResponse(response, asked, compressor)
        } catch (error) {
          return yield* popCallback.onException(error)
        }
        yield* popCallback.onSuccess(popResult)
      },
      *operationFail(error: unknown): Blocking<void> {
        yield* popCallback.onException(error)
      },
    })
  }

  /** Nobody hears of the answer. Original: MQClientAPIImpl#ackMessageAsync. @throws RemotingException */
  *ackMessageAsync(addr: string, header: AckMessageRequestHeader, timeoutMillis: number): Blocking<void> {
    const request = RemotingCommand.createRequestCommand(RequestCode.ACK_MESSAGE, header)
    yield* this.remotingClient.invokeAsync(addr, request, timeoutMillis, UNHEARD)
  }

  /** Nobody hears of the answer. Original: MQClientAPIImpl#changeInvisibleTimeAsync. @throws RemotingException */
  *changeInvisibleTimeAsync(
    addr: string, header: ChangeInvisibleTimeRequestHeader, timeoutMillis: number,
  ): Blocking<void> {
    const request = RemotingCommand.createRequestCommand(RequestCode.CHANGE_MESSAGE_INVISIBLETIME, header)
    yield* this.remotingClient.invokeAsync(addr, request, timeoutMillis, UNHEARD)
  }

  /**
   * Has a broker divide a topic's queues. Original: MQClientAPIImpl#queryAssignment
   * @returns null when it can't say now. @throws RemotingException, MQBrokerException
   */
  *queryAssignment(
    addr: string, body: QueryAssignmentRequestBody, timeoutMillis: number,
  ): Blocking<readonly MessageQueueAssignment[] | null> {
    const request = RemotingCommand.createRequestCommand(RequestCode.QUERY_ASSIGNMENT, null)
    request.body = body.encode()
    const response = succeeded(yield* this.remotingClient.invokeSync(this.vip(addr), request, timeoutMillis), addr)
    return QueryAssignmentResponseBody.decode(response.body ?? new Uint8Array(0)).messageQueueAssignments
  }

  /** An operator's order. Original: MQClientAPIImpl#setMessageRequestMode. @throws RemotingException, MQBrokerException */
  *setMessageRequestMode(addr: string, body: SetMessageRequestModeRequestBody, timeoutMillis: number): Blocking<void> {
    const request = RemotingCommand.createRequestCommand(RequestCode.SET_MESSAGE_REQUEST_MODE, null)
    request.body = body.encode()
    succeeded(yield* this.remotingClient.invokeSync(this.vip(addr), request, timeoutMillis), addr)
  }

  /** Original: MQClientAPIImpl#consumerSendMessageBack. @throws RemotingException, MQBrokerException */
  *consumerSendMessageBack(
    addr: string, brokerName: string | null, back: MessageSentBack, timeoutMillis: number,
  ): Blocking<void> {
    const { msg, consumerGroup, delayLevel, maxConsumeRetryTimes } = back
    const header = new ConsumerSendMsgBackRequestHeader()
    header.group = consumerGroup
    header.originTopic = msg.topic
    header.offset = msg.commitLogOffset
    header.delayLevel = delayLevel
    header.originMsgId = msg.msgId
    header.maxReconsumeTimes = maxConsumeRetryTimes
    header.bname = brokerName
    const request = RemotingCommand.createRequestCommand(RequestCode.CONSUMER_SEND_MSG_BACK, header)
    succeeded(yield* this.remotingClient.invokeSync(this.vip(addr), request, timeoutMillis), addr)
  }

  /** Original: MQClientAPIImpl#lockBatchMQ. @returns the queues that are locked now. @throws RemotingException, MQBrokerException */
  *lockBatchMQ(addr: string, body: LockBatchRequestBody, timeoutMillis: number): Blocking<readonly MessageQueue[]> {
    const request = RemotingCommand.createRequestCommand(RequestCode.LOCK_BATCH_MQ, new LockBatchMqRequestHeader())
    request.body = body.encode()
    const response = succeeded(yield* this.remotingClient.invokeSync(this.vip(addr), request, timeoutMillis), addr)
    return LockBatchResponseBody.decode(response.body ?? new Uint8Array(0)).lockOKMQSet
  }

  /** Original: MQClientAPIImpl#unlockBatchMQ. @throws RemotingException, MQBrokerException */
  *unlockBatchMQ(addr: string, body: UnlockBatchRequestBody, timeoutMillis: number, oneway: boolean): Blocking<void> {
    const request = RemotingCommand.createRequestCommand(RequestCode.UNLOCK_BATCH_MQ, new UnlockBatchMqRequestHeader())
    request.body = body.encode()
    if (oneway) yield* this.remotingClient.invokeOneway(addr, request, timeoutMillis)
    else succeeded(yield* this.remotingClient.invokeSync(this.vip(addr), request, timeoutMillis), addr)
  }

  private vip(addr: string): string {
    return MixAll.brokerVIPChannel(this.clientConfig.vipChannelEnabled, addr)
  }
}

/** Hears how a pop has ended, in a callback thread. Original: org.apache.rocketmq.client.consumer.PopCallback. */
interface PopCallback {
  onSuccess(popResult: PopResult): Blocking<void>
  onException(error: unknown): Blocking<void>
}

/** For answers that nobody waits for. */
const UNHEARD: InvokeCallback = {
  *operationComplete(): Blocking<void> {},
  *operationSucceed(): Blocking<void> {},
  *operationFail(): Blocking<void> {},
}

/** A message that a consumer gives back. */
interface MessageSentBack {
  readonly msg: MessageExt
  readonly consumerGroup: string
  readonly delayLevel: number
  readonly maxConsumeRetryTimes: number
}

/** @throws MQBrokerException when the broker has refused */
function succeeded(response: RemotingCommand, addr: string): RemotingCommand {
  if (response.code !== ResponseCode.SUCCESS) throw new MQBrokerException(response.code, response.remark ?? '', addr)
  return response
}
