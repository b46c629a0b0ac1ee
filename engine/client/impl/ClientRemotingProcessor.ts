import { MessageClientIDSetter } from '../../common/message/MessageClientIDSetter'
import { MessageConst } from '../../common/message/MessageConst'
import { MessageDecoder } from '../../common/message/MessageDecoder'
import { MessageQueueMap } from '../../common/message/MessageQueueMap'
import { MessageExt } from '../../common/message/MessageExt'
import type { Blocking } from '../../kernel/Blocking'
import { notNull } from '../../kernel/java/notNull'
import { IllegalArgumentException } from '../../kernel/errors'
import { currentTimeMillis } from '../../kernel/Process'
import { Thread } from '../../kernel/Thread'
import type { Compressor } from '../../ports/Compressor'
import type { ChannelHandlerContext, NettyRequestProcessor } from '../../remoting/netty/NettyRequestProcessor'
import { GetConsumerStatusBody } from '../../remoting/protocol/body/GetConsumerStatusBody'
import { ResetOffsetBody } from '../../remoting/protocol/body/ResetOffsetBody'
import { CheckTransactionStateRequestHeader } from '../../remoting/protocol/header/CheckTransactionStateRequestHeader'
import { ConsumeMessageDirectlyResultRequestHeader } from '../../remoting/protocol/header/ConsumeMessageDirectlyResultRequestHeader'
import { GetConsumerRunningInfoRequestHeader } from '../../remoting/protocol/header/GetConsumerRunningInfoRequestHeader'
import { GetConsumerStatusRequestHeader } from '../../remoting/protocol/header/GetConsumerStatusRequestHeader'
import { ReplyMessageRequestHeader } from '../../remoting/protocol/header/ReplyMessageRequestHeader'
import { ResetOffsetRequestHeader } from '../../remoting/protocol/header/ResetOffsetRequestHeader'
import { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { RequestCode } from '../../remoting/protocol/RequestCode'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'
import { RequestFutureHolder } from '../producer/RequestFutureHolder'
import { clientDecode } from './clientDecode'
import type { MQClientInstance } from './factory/MQClientInstance'
import { restoreBody } from './restoreBody'

/** What brokers ask their clients, or tell them. */
export const ASKED_BY_BROKERS = [
  RequestCode.CHECK_TRANSACTION_STATE,
  RequestCode.NOTIFY_CONSUMER_IDS_CHANGED,
  RequestCode.RESET_CONSUMER_CLIENT_OFFSET,
  RequestCode.GET_CONSUMER_STATUS_FROM_CLIENT,
  RequestCode.GET_CONSUMER_RUNNING_INFO,
  RequestCode.CONSUME_MESSAGE_DIRECTLY,
  RequestCode.PUSH_REPLY_MESSAGE_TO_CLIENT,
]

/** Hears what brokers have to say to a client. Original: org.apache.rocketmq.client.impl.ClientRemotingProcessor. */
export class ClientRemotingProcessor implements NettyRequestProcessor {
  private readonly mqClientFactory: MQClientInstance
  private readonly compressor: Compressor

  constructor(mqClientFactory: MQClientInstance, compressor: Compressor) {
    this.mqClientFactory = mqClientFactory
    this.compressor = compressor
  }

  rejectRequest(): boolean {
    return false
  }

  *processRequest(context: ChannelHandlerContext, request: RemotingCommand): Blocking<RemotingCommand | null> {
    switch (request.code) {
      case RequestCode.CHECK_TRANSACTION_STATE:
        this.checkTransactionState(context, request)
        return null
      case RequestCode.NOTIFY_CONSUMER_IDS_CHANGED:
        // All groups of this client are looked at, whichever has changed.
        this.mqClientFactory.rebalanceImmediately()
        return null
      case RequestCode.RESET_CONSUMER_CLIENT_OFFSET:
        return yield* this.resetOffset(request)
      case RequestCode.GET_CONSUMER_STATUS_FROM_CLIENT:
        return this.getConsumeStatus(request)
      case RequestCode.GET_CONSUMER_RUNNING_INFO:
        return yield* this.getConsumerRunningInfo(request)
      case RequestCode.CONSUME_MESSAGE_DIRECTLY:
        return yield* this.consumeMessageDirectly(request)
      case RequestCode.PUSH_REPLY_MESSAGE_TO_CLIENT:
        return this.receiveReplyMessage(request)
      default:
        return null
    }
  }

  /** An operator wants a group to read on somewhere else. Nobody waits for an answer. Original: ClientRemotingProcessor#resetOffset */
  private *resetOffset(request: RemotingCommand): Blocking<null> {
    const { topic, group } = request.decodeCommandCustomHeader(ResetOffsetRequestHeader)
    const { body } = request
    const offsetTable = body === null ? new MessageQueueMap<number>() : ResetOffsetBody.decode(body).offsetTable
    yield* this.mqClientFactory.resetOffset(topic ?? '', group ?? '', offsetTable)
    return null
  }

  /** Original: ClientRemotingProcessor#getConsumeStatus */
  private getConsumeStatus(request: RemotingCommand): RemotingCommand {
    const { topic, group } = request.decodeCommandCustomHeader(GetConsumerStatusRequestHeader)
    const table = new MessageQueueMap<number>()
    const consumer = this.mqClientFactory.selectConsumer(group ?? '')
    for (const [mq, offset] of consumer?.offsetsOf(topic ?? '') ?? []) table.set(mq, offset)
    const response = RemotingCommand.createResponseCommand()
    response.body = new GetConsumerStatusBody(table).encode()
    // The original leaves the remark as it is made.
    response.code = ResponseCode.SUCCESS
    return response
  }

  /** Original: ClientRemotingProcessor#getConsumerRunningInfo */
  private *getConsumerRunningInfo(request: RemotingCommand): Blocking<RemotingCommand> {
    const { consumerGroup, jstackEnable } = request.decodeCommandCustomHeader(GetConsumerRunningInfoRequestHeader)
    const info = yield* this.mqClientFactory.consumerRunningInfo(consumerGroup ?? '')
    if (info === null) {
      const remark = `the consumer group ${consumerGroup} is not in this client`
      return RemotingCommand.createResponseCommandWithCode(ResponseCode.SYSTEM_ERROR, remark)
    }
    if (jstackEnable) info.jstack = jstack()
    const response = RemotingCommand.createResponseCommand()
    response.code = ResponseCode.SUCCESS
    response.body = info.encode()
    return response
  }

  /** An operator wants to see what the listener makes of a message. Original: ClientRemotingProcessor#consumeMessageDirectly */
  private *consumeMessageDirectly(request: RemotingCommand): Blocking<RemotingCommand> {
    const { consumerGroup, brokerName } = request.decodeCommandCustomHeader(ConsumeMessageDirectlyResultRequestHeader)
    const [decoded] = clientDecode(request.body ?? new Uint8Array(0), this.compressor)
    const msg = notNull(decoded ?? null, 'body')
    const response = RemotingCommand.createResponseCommand()
    const consumer = this.mqClientFactory.selectConsumer(consumerGroup ?? '')
    if (consumer === null) {
      response.code = ResponseCode.SYSTEM_ERROR
      response.remark = `the consumer group ${consumerGroup} is not in this client`
      return response
    }
    response.code = ResponseCode.SUCCESS
    response.body = (yield* consumer.consumeMessageDirectly(msg, brokerName ?? '')).encode()
    return response
  }

  /** The reply to a request has come, perhaps too late for anybody to want it. Original: ClientRemotingProcessor#receiveReplyMessage */
  private receiveReplyMessage(request: RemotingCommand): RemotingCommand {
    const receiveTime = currentTimeMillis()
    const requestHeader = request.decodeCommandCustomHeader(ReplyMessageRequestHeader)
    try {
      const msg = replyMessageOf(requestHeader, this.bodyOf(request, requestHeader.sysFlag ?? 0))
      msg.putProperty(MessageConst.PROPERTY_REPLY_MESSAGE_ARRIVE_TIME, String(receiveTime))
      const correlationId = msg.getProperty(MessageConst.PROPERTY_CORRELATION_ID)
      RequestFutureHolder.getInstance().remove(notNull(correlationId, 'correlationId'))?.putResponseMessage(msg)
      return RemotingCommand.createResponseCommandWithCode(ResponseCode.SUCCESS, null)
    } catch (error) {
      const remark = `the reply could not be processed: ${String(error)}`
      return RemotingCommand.createResponseCommandWithCode(ResponseCode.SYSTEM_ERROR, remark)
    }
  }

  private bodyOf({ body }: RemotingCommand, sysFlag: number): Uint8Array | null {
    const reply = { body, sysFlag }
    try {
      restoreBody(reply, this.compressor)
    } catch (error) {
      // Bytes that are no zlib stream are handed on as they are.
      if (error instanceof IllegalArgumentException) throw error
    }
    return reply.body
  }

  /** Hands the question on to the producer of the message's group. Original: ClientRemotingProcessor#checkTransactionState */
  private checkTransactionState(context: ChannelHandlerContext, request: RemotingCommand): void {
    const requestHeader = request.decodeCommandCustomHeader(CheckTransactionStateRequestHeader)
    const messageExt = MessageDecoder.decode(notNull(request.body, 'body'))
    if (messageExt === null) return
    restoreBody(messageExt, this.compressor)
    messageExt.topic = this.mqClientFactory.clientConfig.withoutNamespace(messageExt.topic)
    const uniqId = MessageClientIDSetter.getUniqID(messageExt)
    if (uniqId !== null && uniqId !== '') messageExt.transactionId = uniqId
    const group = messageExt.getProperty(MessageConst.PROPERTY_PRODUCER_GROUP)
    const producer = group === null ? null : this.mqClientFactory.selectProducer(group)
    producer?.checkTransactionState(context.channel.remoteAddress, messageExt, requestHeader)
  }
}

/** The threads of the process and what each waits for: a stack is nothing that a thread here could show. Original: UtilAll#jstack */
function jstack(): string {
  const threads = [...Thread.currentThread().process.threads]
  return threads.map(({ name, id, state, waitingFor }) => `${name}  TID: ${id} STATE: ${state}\n  ${waitingFor}\n`).join('\n')
}

/** A reply has no place in a queue of its own: what is stored is another copy. */
function replyMessageOf(requestHeader: ReplyMessageRequestHeader, body: Uint8Array | null): MessageExt {
  const msg = new MessageExt()
  msg.topic = requestHeader.topic ?? ''
  msg.queueId = requestHeader.queueId ?? 0
  msg.storeTimestamp = requestHeader.storeTimestamp ?? 0
  msg.bornHost = requestHeader.bornHost ?? ''
  msg.storeHost = requestHeader.storeHost ?? ''
  msg.body = body
  msg.flag = requestHeader.flag ?? 0
  msg.properties = MessageDecoder.string2messageProperties(requestHeader.properties)
  msg.bornTimestamp = requestHeader.bornTimestamp ?? 0
  msg.reconsumeTimes = requestHeader.reconsumeTimes ?? 0
  return msg
}
