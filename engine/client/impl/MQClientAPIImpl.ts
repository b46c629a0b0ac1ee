import type { Message } from '../../common/message/Message'
import type { TopicConfig } from '../../common/TopicConfig'
import { TopicValidator } from '../../common/topic/TopicValidator'
import type { Process } from '../../kernel/Process'
import type { Blocking } from '../../kernel/Blocking'
import type { Wire } from '../../ports/Wire'
import type { ChannelEventListener } from '../../remoting/netty/ChannelEventListener'
import type { NettyClientConfig } from '../../remoting/netty/NettyClientConfig'
import { NettyRemotingClient } from '../../remoting/netty/NettyRemotingClient'
import type { HeartbeatData } from '../../remoting/protocol/body/HeartbeatData'
import { CreateTopicRequestHeader } from '../../remoting/protocol/header/CreateTopicRequestHeader'
import type { EndTransactionRequestHeader } from '../../remoting/protocol/header/EndTransactionRequestHeader'
import { GetMaxOffsetRequestHeader } from '../../remoting/protocol/header/GetMaxOffsetRequestHeader'
import { GetMaxOffsetResponseHeader } from '../../remoting/protocol/header/GetMaxOffsetResponseHeader'
import { GetRouteInfoRequestHeader } from '../../remoting/protocol/header/GetRouteInfoRequestHeader'
import { HeartbeatRequestHeader } from '../../remoting/protocol/header/HeartbeatRequestHeader'
import type { SendMessageRequestHeader } from '../../remoting/protocol/header/SendMessageRequestHeader'
import { UnregisterClientRequestHeader } from '../../remoting/protocol/header/UnregisterClientRequestHeader'
import { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { RequestCode } from '../../remoting/protocol/RequestCode'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'
import { TopicRouteData } from '../../remoting/protocol/route/TopicRouteData'
import type { ClientConfig } from '../ClientConfig'
import { MQBrokerException } from '../exception/MQBrokerException'
import { MQClientException } from '../exception/MQClientException'
import type { SendResult } from '../producer/SendResult'
import type { AsyncSend } from './AsyncSendCallback'
import { AsyncSendCallback } from './AsyncSendCallback'
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
  ) {
    this.clientConfig = clientConfig
    this.remotingClient = new NettyRemotingClient(process, wire, nettyClientConfig, listener)
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

  /** Original: MQClientAPIImpl#sendHeartbeat. @returns the broker's version. @throws RemotingException, MQBrokerException */
  *sendHeartbeat(addr: string, heartbeatData: HeartbeatData, timeoutMillis: number): Blocking<number> {
    const request = RemotingCommand.createRequestCommand(RequestCode.HEART_BEAT, new HeartbeatRequestHeader())
    request.body = heartbeatData.encode()
    const response = yield* this.remotingClient.invokeSync(addr, request, timeoutMillis)
    if (response.code === ResponseCode.SUCCESS) return response.version
    throw new MQBrokerException(response.code, response.remark ?? '', addr)
  }

  /** Original: MQClientAPIImpl#unregisterClient. @throws RemotingException, MQBrokerException */
  *unregisterClient(addr: string, clientID: string, producerGroup: string, timeoutMillis: number): Blocking<void> {
    const header = new UnregisterClientRequestHeader()
    header.clientID = clientID
    header.producerGroup = producerGroup
    const request = RemotingCommand.createRequestCommand(RequestCode.UNREGISTER_CLIENT, header)
    const response = yield* this.remotingClient.invokeSync(addr, request, timeoutMillis)
    if (response.code !== ResponseCode.SUCCESS) throw new MQBrokerException(response.code, response.remark ?? '', addr)
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
  *getMaxOffset(addr: string, topic: string, queueId: number, timeoutMillis: number): Blocking<number> {
    const header = new GetMaxOffsetRequestHeader()
    header.topic = topic
    header.queueId = queueId
    const request = RemotingCommand.createRequestCommand(RequestCode.GET_MAX_OFFSET, header)
    const response = yield* this.remotingClient.invokeSync(addr, request, timeoutMillis)
    if (response.code !== ResponseCode.SUCCESS) throw new MQBrokerException(response.code, response.remark ?? '', addr)
    return response.decodeCommandCustomHeader(GetMaxOffsetResponseHeader).offset ?? 0
  }
}

