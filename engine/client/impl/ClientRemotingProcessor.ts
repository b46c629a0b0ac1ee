import { MessageClientIDSetter } from '../../common/message/MessageClientIDSetter'
import { MessageConst } from '../../common/message/MessageConst'
import { MessageDecoder } from '../../common/message/MessageDecoder'
import { MessageSysFlag } from '../../common/sysflag/MessageSysFlag'
import type { Blocking } from '../../kernel/Blocking'
import { notNull } from '../../kernel/java/notNull'
import type { Compressor } from '../../ports/Compressor'
import type { ChannelHandlerContext, NettyRequestProcessor } from '../../remoting/netty/NettyRequestProcessor'
import { CheckTransactionStateRequestHeader } from '../../remoting/protocol/header/CheckTransactionStateRequestHeader'
import type { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { RequestCode } from '../../remoting/protocol/RequestCode'
import type { MQClientInstance } from './factory/MQClientInstance'

/** Hears what brokers ask of a client. Original: org.apache.rocketmq.client.impl.ClientRemotingProcessor. */
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
    if (request.code === RequestCode.CHECK_TRANSACTION_STATE) this.checkTransactionState(context, request)
    return null
  }

  /** Hands the question on to the producer of the message's group. Original: ClientRemotingProcessor#checkTransactionState */
  private checkTransactionState(context: ChannelHandlerContext, request: RemotingCommand): void {
    const requestHeader = request.decodeCommandCustomHeader(CheckTransactionStateRequestHeader)
    const messageExt = MessageDecoder.decode(notNull(request.body, 'body'))
    if (messageExt === null) return
    const isCompressed = MessageSysFlag.check(messageExt.sysFlag, MessageSysFlag.COMPRESSED_FLAG)
    if (isCompressed && messageExt.body !== null) messageExt.body = this.compressor.decompress(messageExt.body)
    messageExt.topic = this.mqClientFactory.clientConfig.withoutNamespace(messageExt.topic)
    const uniqId = MessageClientIDSetter.getUniqID(messageExt)
    if (uniqId !== null && uniqId !== '') messageExt.transactionId = uniqId
    const group = messageExt.getProperty(MessageConst.PROPERTY_PRODUCER_GROUP)
    const producer = group === null ? null : this.mqClientFactory.selectProducer(group)
    producer?.checkTransactionState(context.channel.remoteAddress, messageExt, requestHeader)
  }
}
