import { PermName } from '../../common/constant/PermName'
import { assert } from '../../kernel/assert'
import { MessageClientIDSetter } from '../../common/message/MessageClientIDSetter'
import { MessageConst } from '../../common/message/MessageConst'
import { MessageDecoder } from '../../common/message/MessageDecoder'
import { MessageExtBatch } from '../../common/message/MessageExtBatch'
import { MessageExtBrokerInner } from '../../common/message/MessageExtBrokerInner'
import { MixAll } from '../../common/MixAll'
import { RecallMessageHandle } from '../../common/producer/RecallMessageHandle'
import { MessageSysFlag } from '../../common/sysflag/MessageSysFlag'
import type { TopicConfig } from '../../common/TopicConfig'
import { TopicFilterType } from '../../common/TopicFilterType'
import type { Blocking } from '../../kernel/Blocking'
import { parseLong } from '../../kernel/java/javaParse'
import { notNull } from '../../kernel/java/notNull'
import type { CompletableFuture } from '../../kernel/concurrent/CompletableFuture'
import type { ThreadPoolExecutor } from '../../kernel/concurrent/ThreadPoolExecutor'
import { RejectedExecutionException } from '../../kernel/errors'
import { currentTimeMillis } from '../../kernel/Process'
import { NettyRemotingAbstract } from '../../remoting/netty/NettyRemotingAbstract'
import type { ChannelHandlerContext } from '../../remoting/netty/NettyRequestProcessor'
import type { SendMessageRequestHeader } from '../../remoting/protocol/header/SendMessageRequestHeader'
import type { SendMessageResponseHeader } from '../../remoting/protocol/header/SendMessageResponseHeader'
import { MQVersion } from '../../remoting/protocol/MQVersion'
import type { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { RequestCode } from '../../remoting/protocol/RequestCode'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'
import type { PutMessageResult } from '../../store/put/PutMessageResult'
import type { BrokerController } from '../BrokerController'
import { AbstractSendMessageProcessor } from './AbstractSendMessageProcessor'
import { ConsumerSendMsgBack, DLQ_NUMS_PER_GROUP } from './ConsumerSendMsgBack'
import { SendRefusedException } from './SendRefusedException'
import { outcomeOf } from './outcomeOf'
import { parseRequestHeader } from './parseRequestHeader'

/** A message that is being stored, and what is needed for the answer. */
interface PendingSend {
  readonly context: ChannelHandlerContext
  readonly request: RemotingCommand
  readonly response: RemotingCommand
  readonly message: MessageExtBrokerInner
  /** The queue that the message is meant for, which is not always the one in which it waits. */
  readonly queueId: number
  readonly isHalf: boolean
  /** When it was handed to the store, in ms since 1970. */
  readonly beginTimeMillis: number
}

/**
 * Takes messages: checks them, adds what a broker knows, hands them to the store, and answers with their place once they
 * are as safe as the broker promises. Original: org.apache.rocketmq.broker.processor.SendMessageProcessor.
 */
export class SendMessageProcessor extends AbstractSendMessageProcessor {
  private readonly consumerSendMsgBack: ConsumerSendMsgBack

  constructor(brokerController: BrokerController) {
    super(brokerController)
    this.consumerSendMsgBack = new ConsumerSendMsgBack(brokerController)
  }

  *processRequest(context: ChannelHandlerContext, request: RemotingCommand): Blocking<RemotingCommand | null> {
    if (request.code === RequestCode.CONSUMER_SEND_MSG_BACK) return yield* this.consumerSendMsgBack.process(request)
    const requestHeader = parseRequestHeader(request)
    // The original looks at both before anything else, and fails where there are none.
    notNull(request.body, 'body')
    notNull(request.extFields, 'extFields')
    const response = this.createResponse()
    try {
      if (requestHeader.batch === true) yield* this.sendBatchMessage(context, request, requestHeader, response)
      else yield* this.sendMessage(context, request, requestHeader, response)
      // The answer is written when the message is safe; this thread is free for the next one.
      return null
    } catch (error) {
      if (!(error instanceof SendRefusedException)) throw error
      response.code = error.responseCode
      response.remark = error.message
      return response
    }
  }

  /** Original: SendMessageProcessor#sendMessage. @throws SendRefusedException */
  private *sendMessage(
    context: ChannelHandlerContext,
    request: RemotingCommand,
    requestHeader: SendMessageRequestHeader,
    response: RemotingCommand,
  ): Blocking<void> {
    const topicConfig = yield* this.msgCheck(requestHeader)
    const message = new MessageExtBrokerInner()
    message.properties = this.propertiesOf(requestHeader)
    if (!MessageClientIDSetter.getUniqID(message)) MessageClientIDSetter.setUniqID(message)
    this.fillIn(message, context, request, requestHeader, topicConfig)
    if (message.topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX)) {
      yield* this.handleRetryAndDLQ(message, requestHeader, request.version)
    }
    const { properties } = message
    const pending = pendingSend(context, request, response, message, isHalfMessage(message))
    if (pending.isHalf && this.brokerController.brokerConfig.rejectTransactionMessage) {
      const address = this.brokerController.getBrokerAddr()
      throw new SendRefusedException(ResponseCode.NO_PERMISSION, `the broker ${address} takes no transactions`)
    }
    message.tagsCode = MessageExtBrokerInner.tagsString2tagsCode(topicConfig.topicFilterType, message.getTags())
    message.propertiesString = MessageDecoder.messageProperties2String(properties)
    const stored = pending.isHalf
      ? yield* this.brokerController.getTransactionalMessageService().asyncPrepareMessage(message)
      : yield* this.brokerController.getMessageStore().asyncPutMessage(message)
    const executor = this.brokerController.getPutMessageFutureExecutor()
    yield* this.answerWhenStored(pending, stored, executor)
  }

  /**
   * A message that comes again, sent like a new one. One that was tried too often goes to the dead letter queue, and so does any of a
   * group that holds locks on queues: such a group consumes in order, and a message that comes later is out of order.
   * Original: SendMessageProcessor#handleRetryAndDLQ
   * @throws SendRefusedException
   */
  private *handleRetryAndDLQ(
    message: MessageExtBrokerInner,
    requestHeader: SendMessageRequestHeader,
    version: number,
  ): Blocking<void> {
    const group = message.topic.slice(MixAll.RETRY_GROUP_TOPIC_PREFIX.length)
    const config = yield* this.brokerController.getSubscriptionGroupManager().findSubscriptionGroupConfig(group)
    if (config === null) {
      throw new SendRefusedException(ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST, `the group ${group} does not exist`)
    }
    const hasLimit = version >= MQVersion.V3_4_9 && requestHeader.maxReconsumeTimes !== null
    const maxReconsumeTimes = hasLimit ? requestHeader.maxReconsumeTimes! : config.retryMaxTimes
    const isOrdered = !this.brokerController.getRebalanceLockManager().isLockAllExpired(group)
    if (message.reconsumeTimes <= maxReconsumeTimes && !isOrdered) return
    const topic = MixAll.getDLQTopic(group)
    const perm = PermName.PERM_WRITE | PermName.PERM_READ
    const manager = this.brokerController.getTopicConfigManager()
    const dlq = yield* manager.createTopicInSendMessageBackMethod(topic, DLQ_NUMS_PER_GROUP, perm, 0)
    if (dlq === null) throw new SendRefusedException(ResponseCode.SYSTEM_ERROR, `the topic ${topic} does not exist`)
    message.topic = topic
    message.queueId = this.randomQueueId(DLQ_NUMS_PER_GROUP)
    message.putProperty(MessageConst.PROPERTY_DELAY_TIME_LEVEL, '-1')
  }

  /** Original: SendMessageProcessor#sendBatchMessage. @throws SendRefusedException */
  private *sendBatchMessage(
    context: ChannelHandlerContext,
    request: RemotingCommand,
    requestHeader: SendMessageRequestHeader,
    response: RemotingCommand,
  ): Blocking<void> {
    const topicConfig = yield* this.msgCheck(requestHeader)
    if (topicConfig.topicName.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX)) {
      const remark = `batches can't be sent to the retry topic ${topicConfig.topicName}`
      throw new SendRefusedException(ResponseCode.MESSAGE_ILLEGAL, remark)
    }
    const batch = new MessageExtBatch()
    batch.properties = this.propertiesOf(requestHeader)
    this.fillIn(batch, context, request, requestHeader, topicConfig)
    const pending = pendingSend(context, request, response, batch, false)
    const stored = yield* this.brokerController.getMessageStore().asyncPutMessages(batch)
    const executor = this.brokerController.getSendMessageExecutor()
    yield* this.answerWhenStored(pending, stored, executor)
  }

  /** What the header says, and what only the broker knows. */
  private fillIn(
    message: MessageExtBrokerInner,
    context: ChannelHandlerContext,
    request: RemotingCommand,
    requestHeader: SendMessageRequestHeader,
    topicConfig: TopicConfig,
  ): void {
    const queueId = notNull(requestHeader.queueId, 'queueId')
    const isMultiTag = topicConfig.topicFilterType === TopicFilterType.MULTI_TAG
    message.topic = topicConfig.topicName
    message.queueId = queueId < 0 ? this.randomQueueId(topicConfig.writeQueueNums) : queueId
    message.sysFlag = notNull(requestHeader.sysFlag, 'sysFlag') | (isMultiTag ? MessageSysFlag.MULTI_TAGS_FLAG : 0)
    message.flag = notNull(requestHeader.flag, 'flag')
    message.body = request.body
    message.bornTimestamp = notNull(requestHeader.bornTimestamp, 'bornTimestamp')
    message.bornHost = context.channel.remoteAddress
    message.storeHost = this.brokerController.getStoreHost()
    message.reconsumeTimes = requestHeader.reconsumeTimes ?? 0
    message.putProperty(MessageConst.PROPERTY_CLUSTER, this.brokerController.brokerConfig.brokerClusterName)
  }

  /**
   * Lets another thread write the answer when the store is done or, if the broker is configured so, waits for it.
   * A oneway request gets none.
   */
  private *answerWhenStored(
    pending: PendingSend, stored: CompletableFuture<PutMessageResult>, executor: ThreadPoolExecutor,
  ): Blocking<void> {
    if (!this.brokerController.brokerConfig.asyncSendEnable) return yield* this.answer(pending, yield* stored.get())
    stored.whenComplete((result) => {
      if (result !== undefined) executeUnlessShutdown(executor, () => this.answer(pending, result))
    })
  }

  private *answer(pending: PendingSend, result: PutMessageResult): Blocking<void> {
    const { context, request, response, message, isHalf } = pending
    const sendOK = this.handlePutMessageResult(result, pending)
    NettyRemotingAbstract.writeResponse(context.channel, request, response)
    if (!sendOK || !isHalf) return
    const realTopic = message.getProperty(MessageConst.PROPERTY_REAL_TOPIC)!
    yield* this.brokerController.getTransactionalMessageService().count(realTopic, 1)
  }

  /** Original: SendMessageProcessor#handlePutMessageResult. @returns whether the message is in the log */
  private handlePutMessageResult(result: PutMessageResult, pending: PendingSend): boolean {
    const { response, message, queueId, beginTimeMillis } = pending
    const { maxMessageSize } = this.brokerController.messageStoreConfig
    const { code, remark, sendOK } = outcomeOf(result.putMessageStatus, maxMessageSize)
    response.code = code
    response.remark = remark
    const appended = result.appendMessageResult
    assert(!sendOK || appended !== null, 'a message that is acknowledged has a place in the log')
    if (!sendOK || appended === null) return false
    assert(appended.logicsOffset >= 0, 'a stored message has a number in its queue', appended.logicsOffset)
    const responseHeader = response.readCustomHeader<SendMessageResponseHeader>()!
    responseHeader.msgId = appended.getMsgId()
    responseHeader.queueId = queueId
    responseHeader.queueOffset = appended.logicsOffset
    responseHeader.transactionId = MessageClientIDSetter.getUniqID(message)
    responseHeader.recallHandle = this.recallHandleOf(message)
    this.brokerController.getBrokerStatsManager().countPut({
      topic: message.topic, msgNum: appended.msgNum, size: appended.wroteBytes, queueId,
      latencyMillis: currentTimeMillis() - beginTimeMillis,
    })
    return true
  }

  /**
   * What the message can be taken back with while it waits on the wheel; null if it doesn't. A recall with this time goes into the
   * same slot. Original: SendMessageProcessor#attachRecallHandle
   */
  private recallHandleOf(message: MessageExtBrokerInner): string | null {
    const outMs = message.getProperty(MessageConst.PROPERTY_TIMER_OUT_MS)
    const realTopic = message.getProperty(MessageConst.PROPERTY_REAL_TOPIC)
    if (message instanceof MessageExtBatch || outMs === null || realTopic === null) return null
    if (realTopic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX)) return null
    const { brokerName } = this.brokerController.brokerConfig
    const timestampStr = String(parseLong(outMs) + 1)
    const messageId = MessageClientIDSetter.getUniqID(message)!
    return RecallMessageHandle.buildHandle(realTopic, brokerName, timestampStr, messageId)
  }
}

/** A message that goes to the store now, which may have it wait elsewhere. */
function pendingSend(
  context: ChannelHandlerContext,
  request: RemotingCommand,
  response: RemotingCommand,
  message: MessageExtBrokerInner,
  isHalf: boolean,
): PendingSend {
  return { context, request, response, message, queueId: message.queueId, isHalf, beginTimeMillis: currentTimeMillis() }
}

/** Old clients mark the retries of delayed messages so too. Original: SendMessageProcessor#sendMessage */
function isHalfMessage(message: MessageExtBrokerInner): boolean {
  const isPrepared = message.getProperty(MessageConst.PROPERTY_TRANSACTION_PREPARED)?.toLowerCase() === 'true'
  return isPrepared && !(message.reconsumeTimes > 0 && message.getDelayTimeLevel() > 0)
}

/** A broker that shuts down while messages wait for the disk leaves their senders without an answer. */
function executeUnlessShutdown(executor: ThreadPoolExecutor, task: () => Blocking<void>): void {
  try {
    executor.execute(task)
  } catch (error) {
    if (!(error instanceof RejectedExecutionException)) throw error
  }
}
