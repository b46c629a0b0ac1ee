import { MessageDecoder } from '../../../common/message/MessageDecoder'
import type { MessageExt } from '../../../common/message/MessageExt'
import type { Blocking } from '../../../kernel/Blocking'
import { RemotingException } from '../../../remoting/exception/RemotingException'
import type { Channel } from '../../../remoting/netty/Channel'
import type { NettyRemotingServer } from '../../../remoting/netty/NettyRemotingServer'
import type { ResetOffsetBody } from '../../../remoting/protocol/body/ResetOffsetBody'
import { GetConsumerStatusBody } from '../../../remoting/protocol/body/GetConsumerStatusBody'
import type { CheckTransactionStateRequestHeader } from '../../../remoting/protocol/header/CheckTransactionStateRequestHeader'
import { GetConsumerStatusRequestHeader } from '../../../remoting/protocol/header/GetConsumerStatusRequestHeader'
import { NotifyConsumerIdsChangedRequestHeader } from '../../../remoting/protocol/header/NotifyConsumerIdsChangedRequestHeader'
import { ResetOffsetRequestHeader } from '../../../remoting/protocol/header/ResetOffsetRequestHeader'
import { JsonFieldError } from '../../../remoting/protocol/JsonFields'
import { RemotingCommand } from '../../../remoting/protocol/RemotingCommand'
import { RequestCode } from '../../../remoting/protocol/RequestCode'
import { ResponseCode } from '../../../remoting/protocol/ResponseCode'

const ONEWAY_TIMEOUT_MILLIS = 10
const CALL_TIMEOUT_MILLIS = 10_000
const RESET_TIMEOUT_MILLIS = 5000
const STATUS_TIMEOUT_MILLIS = 5000

/** What a broker says to its clients of its own accord. Original: org.apache.rocketmq.broker.client.net.Broker2Client. */
export class Broker2Client {
  private readonly remotingServer: () => NettyRemotingServer

  constructor(remotingServer: () => NettyRemotingServer) {
    this.remotingServer = remotingServer
  }

  /** Asks a client and waits for its answer. Original: Broker2Client#callClient. @throws RemotingException */
  *callClient(channel: Channel, request: RemotingCommand): Blocking<RemotingCommand> {
    return yield* this.remotingServer().invokeSync(channel, request, CALL_TIMEOUT_MILLIS)
  }

  /** A client that can't be told learns of it at its next rebalance. Original: Broker2Client#notifyConsumerIdsChanged */
  *notifyConsumerIdsChanged(channel: Channel, consumerGroup: string): Blocking<void> {
    const header = new NotifyConsumerIdsChangedRequestHeader()
    header.consumerGroup = consumerGroup
    const request = RemotingCommand.createRequestCommand(RequestCode.NOTIFY_CONSUMER_IDS_CHANGED, header)
    try {
      yield* this.remotingServer().invokeOneway(channel, request, ONEWAY_TIMEOUT_MILLIS)
    } catch (error) {
      if (!(error instanceof RemotingException)) throw error
    }
  }

  /** Tells one member of a group where to read on; nothing comes back. Original: Broker2Client#resetOffset */
  *resetOffset(
    channel: Channel, topic: string, group: string, timestamp: number, body: ResetOffsetBody,
  ): Blocking<void> {
    const header = new ResetOffsetRequestHeader()
    header.topic = topic
    header.group = group
    header.timestamp = timestamp
    // What is primitive in Java is never missing on the wire.
    header.queueId = -1
    const request = RemotingCommand.createRequestCommand(RequestCode.RESET_CONSUMER_CLIENT_OFFSET, header)
    request.body = body.encode()
    try {
      yield* this.remotingServer().invokeOneway(channel, request, RESET_TIMEOUT_MILLIS)
    } catch (error) {
      if (!(error instanceof RemotingException)) throw error
    }
  }

  /** Asks a member of a group how far it is; null when it does not say. Original: Broker2Client#getConsumeStatus */
  *getConsumerStatus(channel: Channel, topic: string, group: string): Blocking<GetConsumerStatusBody | null> {
    const header = new GetConsumerStatusRequestHeader()
    header.topic = topic
    header.group = group
    const request = RemotingCommand.createRequestCommand(RequestCode.GET_CONSUMER_STATUS_FROM_CLIENT, header)
    try {
      const { code, body } = yield* this.remotingServer().invokeSync(channel, request, STATUS_TIMEOUT_MILLIS)
      return code === ResponseCode.SUCCESS && body !== null ? GetConsumerStatusBody.decode(body) : null
    } catch (error) {
      const isNoBody = error instanceof SyntaxError || error instanceof JsonFieldError
      if (isNoBody || error instanceof RemotingException) return null
      throw error
    }
  }

  /**
   * Asks for the outcome of a transaction; the answer is a request. A producer that can't be asked is asked later.
   * Original: Broker2Client#checkProducerTransactionState
   */
  *checkProducerTransactionState(
    channel: Channel, requestHeader: CheckTransactionStateRequestHeader, messageExt: MessageExt,
  ): Blocking<void> {
    const request = RemotingCommand.createRequestCommand(RequestCode.CHECK_TRANSACTION_STATE, requestHeader)
    request.body = MessageDecoder.encode(messageExt)
    try {
      yield* this.remotingServer().invokeOneway(channel, request, ONEWAY_TIMEOUT_MILLIS)
    } catch (error) {
      if (!(error instanceof RemotingException)) throw error
    }
  }
}
