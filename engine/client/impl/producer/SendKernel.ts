import { COMPRESSION_FLAG } from '../../../common/compression/CompressionType'
import { Message } from '../../../common/message/Message'
import { MessageBatch } from '../../../common/message/MessageBatch'
import { MessageClientIDSetter } from '../../../common/message/MessageClientIDSetter'
import { MessageConst } from '../../../common/message/MessageConst'
import { MessageDecoder } from '../../../common/message/MessageDecoder'
import { MessageQueue } from '../../../common/message/MessageQueue'
import { MixAll } from '../../../common/MixAll'
import { MessageSysFlag } from '../../../common/sysflag/MessageSysFlag'
import type { Blocking } from '../../../kernel/Blocking'
import { currentTimeMillis } from '../../../kernel/Process'
import { Thread } from '../../../kernel/Thread'
import type { Compressor } from '../../../ports/Compressor'
import { RemotingTooMuchRequestException } from '../../../remoting/exception/RemotingTooMuchRequestException'
import { SendMessageRequestHeader } from '../../../remoting/protocol/header/SendMessageRequestHeader'
import { swallowing } from '../../common/swallowing'
import { MQClientException } from '../../exception/MQClientException'
import type { SendMessageContext } from '../../hook/SendMessageContext'
import type { MessageQueueSelector } from '../../producer/MessageQueueSelector'
import type { SendCallback } from '../../producer/SendCallback'
import type { SendResult } from '../../producer/SendResult'
import type { AsyncSend } from '../AsyncSend'
import { CommunicationMode } from '../CommunicationMode'
import type { DefaultMQProducerImpl } from './DefaultMQProducerImpl'
import type { TopicPublishInfo } from './TopicPublishInfo'

/**
 * One try with one queue: from the message to the request and back. In the original this is the longest method of
 * DefaultMQProducerImpl; it stands alone here to fit on a page.
 */
export class SendKernel {
  private readonly impl: DefaultMQProducerImpl
  private readonly compressor: Compressor

  constructor(impl: DefaultMQProducerImpl, compressor: Compressor) {
    this.impl = impl
    this.compressor = compressor
  }

  /**
   * Original: DefaultMQProducerImpl#sendKernelImpl
   * @throws MQClientException when the queue's broker is unknown; RemotingException, MQBrokerException
   */
  *sendKernelImpl(
    msg: Message,
    mq: MessageQueue,
    communicationMode: CommunicationMode,
    sendCallback: SendCallback | null,
    topicPublishInfo: TopicPublishInfo | null,
    timeout: number,
  ): Blocking<SendResult | null> {
    const beginStartTime = currentTimeMillis()
    const { defaultMQProducer } = this.impl
    const brokerAddr = yield* this.findBrokerAddr(mq)
    const prevBody = msg.body
    let context: SendMessageContext | null = null
    try {
      if (!(msg instanceof MessageBatch)) MessageClientIDSetter.setUniqID(msg)
      if (defaultMQProducer.namespace !== '') msg.setInstanceId(defaultMQProducer.namespace)
      const sysFlag = this.tryToCompressMessage(msg) | transactionFlag(msg)
      this.checkForbidden(msg, mq, brokerAddr, communicationMode)
      context = this.executeSendMessageHookBefore(msg, mq, brokerAddr, communicationMode)
      const requestHeader = this.buildRequestHeader(msg, mq, sysFlag)
      const costTime = currentTimeMillis() - beginStartTime
      if (timeout < costTime) throw new RemotingTooMuchRequestException(`preparing the request took ${costTime} ms`)
      const isAsync = communicationMode === CommunicationMode.ASYNC
      // An asynchronous request goes on living after this method has restored the message: then it needs a copy.
      const isChanged = msg.body !== prevBody || defaultMQProducer.namespace !== ''
      const travelling = isAsync && isChanged ? copyOf(msg) : msg
      const async = isAsync ? this.asyncSend(sendCallback!, topicPublishInfo, context) : null
      const api = this.impl.getFactory().getMQClientAPIImpl()
      const left = timeout - costTime
      const { brokerName } = mq
      const sendResult = yield* api.sendMessage(
        brokerAddr, brokerName, travelling, requestHeader, left, communicationMode, async,
      )
      this.executeSendMessageHookAfter(context, sendResult, null)
      return sendResult
    } catch (error) {
      this.executeSendMessageHookAfter(context, null, error)
      throw error
    } finally {
      msg.body = prevBody
      msg.topic = defaultMQProducer.withoutNamespace(msg.topic)
    }
  }

  /** The master's address. If it isn't known, nor the topic's route, that is asked for, as for any other send. */
  private *findBrokerAddr(mq: MessageQueue): Blocking<string> {
    const factory = this.impl.getFactory()
    let brokerAddr = factory.findBrokerAddressInPublish(mq.brokerName)
    if (brokerAddr === null) {
      yield* this.impl.tryToFindTopicPublishInfo(mq.topic)
      brokerAddr = factory.findBrokerAddressInPublish(mq.brokerName)
    }
    if (brokerAddr === null) throw new MQClientException(`the broker ${mq.brokerName} does not exist`)
    return MixAll.brokerVIPChannel(this.impl.defaultMQProducer.vipChannelEnabled, brokerAddr)
  }

  /** Replaces a large body by a smaller one; the bits that say so are the result. Original: #tryToCompressMessage */
  private tryToCompressMessage(msg: Message): number {
    const { compressMsgBodyOverHowmuch, compressLevel, compressType } = this.impl.defaultMQProducer
    if (msg instanceof MessageBatch || msg.body === null || msg.body.length < compressMsgBodyOverHowmuch) return 0
    msg.body = this.compressor.compress(msg.body, compressLevel)
    return MessageSysFlag.COMPRESSED_FLAG | COMPRESSION_FLAG[compressType]
  }

  private buildRequestHeader(msg: Message, mq: MessageQueue, sysFlag: number): SendMessageRequestHeader {
    const { defaultMQProducer } = this.impl
    const requestHeader = new SendMessageRequestHeader()
    requestHeader.producerGroup = defaultMQProducer.producerGroup
    requestHeader.topic = msg.topic
    requestHeader.defaultTopic = defaultMQProducer.createTopicKey
    requestHeader.defaultTopicQueueNums = defaultMQProducer.defaultTopicQueueNums
    requestHeader.queueId = mq.queueId
    requestHeader.sysFlag = sysFlag
    requestHeader.bornTimestamp = currentTimeMillis()
    requestHeader.flag = msg.flag
    requestHeader.properties = MessageDecoder.messageProperties2String(msg.properties)
    requestHeader.reconsumeTimes = 0
    requestHeader.unitMode = defaultMQProducer.unitMode
    requestHeader.batch = msg instanceof MessageBatch
    requestHeader.bname = mq.brokerName
    if (msg.topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX)) moveReconsumeTimes(msg, requestHeader)
    return requestHeader
  }

  private asyncSend(
    sendCallback: SendCallback,
    topicPublishInfo: TopicPublishInfo | null,
    context: SendMessageContext | null,
  ): AsyncSend {
    const retryTimesWhenSendFailed = this.impl.defaultMQProducer.retryTimesWhenSendAsyncFailed
    const instance = this.impl.getFactory()
    const producer = this.impl
    return { sendCallback, topicPublishInfo, instance, retryTimesWhenSendFailed, times: 0, context, producer }
  }

  /** A hook may forbid the send by throwing. Original: DefaultMQProducerImpl#executeCheckForbiddenHook */
  private checkForbidden(
    msg: Message,
    mq: MessageQueue,
    brokerAddr: string,
    communicationMode: CommunicationMode,
  ): void {
    const { checkForbiddenHookList, defaultMQProducer } = this.impl
    const { namesrvAddr: nameSrvAddr, producerGroup: group, unitMode } = defaultMQProducer
    const context = { nameSrvAddr, group, message: msg, mq, brokerAddr, communicationMode, unitMode }
    for (const hook of checkForbiddenHookList) hook.checkForbidden(context)
  }

  private executeSendMessageHookBefore(
    message: Message,
    mq: MessageQueue,
    brokerAddr: string,
    communicationMode: CommunicationMode,
  ): SendMessageContext | null {
    const { sendMessageHookList, defaultMQProducer } = this.impl
    if (sendMessageHookList.length === 0) return null
    const { producerGroup, clientIP: bornHost, namespace } = defaultMQProducer
    const context: SendMessageContext = {
      producerGroup,
      message,
      mq,
      brokerAddr,
      bornHost,
      communicationMode,
      msgType: messageType(message),
      namespace: namespace === '' ? null : namespace,
      sendResult: null,
      exception: null,
    }
    for (const hook of sendMessageHookList) swallowing(() => hook.sendMessageBefore(context))
    return context
  }

  private executeSendMessageHookAfter(
    context: SendMessageContext | null,
    result: SendResult | null,
    error: unknown,
  ): void {
    if (context === null) return
    context.sendResult = result
    context.exception = error
    this.impl.executeSendMessageHookAfter(context)
  }

  /**
   * Has the application's selector choose. It gets to see queues and message without the namespace, which is no business of
   * its own. Original: DefaultMQProducerImpl#invokeMessageQueueSelector
   * @throws MQClientException when the selector throws or chooses nothing
   */
  selectQueue(info: TopicPublishInfo, msg: Message, selector: MessageQueueSelector, arg: unknown): MessageQueue {
    const { defaultMQProducer } = this.impl
    const offered = info.messageQueueList.map(({ topic, brokerName, queueId }) => {
      return new MessageQueue(defaultMQProducer.withoutNamespace(topic), brokerName, queueId)
    })
    const userMessage = copyOf(msg)
    userMessage.topic = defaultMQProducer.withoutNamespace(msg.topic)
    let mq: MessageQueue | null
    try {
      mq = selector.select(offered, userMessage, arg)
    } catch (error) {
      throw new MQClientException(`the queue selector threw: ${String(error)}`, -1, error)
    }
    if (mq === null || mq === undefined) throw new MQClientException('the queue selector returned no queue')
    const { kernel, name } = Thread.currentThread().process
    const { topic, brokerName, queueId } = mq
    kernel.emit({ type: 'queue-selected', process: name, topic, brokerName, queueId })
    return defaultMQProducer.queueWithNamespace(mq)
  }
}



function copyOf(msg: Message): Message {
  const copy = new Message()
  Object.assign(copy, msg)
  return copy
}

function transactionFlag(msg: Message): number {
  const isPrepared = msg.getProperty(MessageConst.PROPERTY_TRANSACTION_PREPARED)?.toLowerCase() === 'true'
  return isPrepared ? MessageSysFlag.TRANSACTION_PREPARED_TYPE : 0
}

function messageType(msg: Message): SendMessageContext['msgType'] {
  const isDelayed = msg.getProperty('__STARTDELIVERTIME') !== null
  if (isDelayed || msg.getProperty(MessageConst.PROPERTY_DELAY_TIME_LEVEL) !== null) return 'Delay_Msg'
  return transactionFlag(msg) === 0 ? 'Normal_Msg' : 'Trans_Msg_Half'
}

/**
 * A consumer that sends a message back says how often it was tried. The numbers travel in the header and leave the message;
 * the text of the properties was written before, so there they stand too, as in the original.
 */
function moveReconsumeTimes(msg: Message, requestHeader: SendMessageRequestHeader): void {
  const reconsumeTimes = msg.getProperty(MessageConst.PROPERTY_RECONSUME_TIME)
  if (reconsumeTimes !== null) {
    requestHeader.reconsumeTimes = Number(reconsumeTimes)
    msg.clearProperty(MessageConst.PROPERTY_RECONSUME_TIME)
  }
  const maxReconsumeTimes = msg.getProperty(MessageConst.PROPERTY_MAX_RECONSUME_TIMES)
  if (maxReconsumeTimes !== null) {
    requestHeader.maxReconsumeTimes = Number(maxReconsumeTimes)
    msg.clearProperty(MessageConst.PROPERTY_MAX_RECONSUME_TIMES)
  }
}
