import { MessageClientIDSetter } from '../../common/message/MessageClientIDSetter'
import { MessageConst } from '../../common/message/MessageConst'
import { MessageDecoder } from '../../common/message/MessageDecoder'
import type { MessageExt } from '../../common/message/MessageExt'
import { MessageExtBrokerInner } from '../../common/message/MessageExtBrokerInner'
import { MessageSysFlag } from '../../common/sysflag/MessageSysFlag'
import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { parseInt32 } from '../../kernel/java/javaParse'
import { notNull } from '../../kernel/java/notNull'
import { currentTimeMillis } from '../../kernel/Process'
import { Thread } from '../../kernel/Thread'
import type { ChannelHandlerContext, NettyRequestProcessor } from '../../remoting/netty/NettyRequestProcessor'
import { EndTransactionRequestHeader } from '../../remoting/protocol/header/EndTransactionRequestHeader'
import { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'
import { BrokerRole } from '../../store/config/BrokerRole'
import { PutMessageStatus } from '../../store/put/PutMessageStatus'
import type { BrokerController } from '../BrokerController'
import { traceHalfMessage } from '../transaction/traceHalfMessage'
import { TransactionalMessageUtil } from '../transaction/queue/TransactionalMessageUtil'
import { outcomeOf } from './outcomeOf'

/**
 * Hears from producers how their transactions have ended, unasked or when asked: delivers the message, or takes it for done with.
 * Original: org.apache.rocketmq.broker.processor.EndTransactionProcessor.
 */
export class EndTransactionProcessor implements NettyRequestProcessor {
  private readonly brokerController: BrokerController

  constructor(brokerController: BrokerController) {
    this.brokerController = brokerController
  }

  rejectRequest(): boolean {
    return false
  }

  /** A producer that does not know gets no answer: it will be asked. Original: EndTransactionProcessor#processRequest */
  *processRequest(_context: ChannelHandlerContext, request: RemotingCommand): Blocking<RemotingCommand | null> {
    const requestHeader = request.decodeCommandCustomHeader(EndTransactionRequestHeader)
    if (this.brokerController.messageStoreConfig.brokerRole === BrokerRole.SLAVE) {
      return answer(ResponseCode.SLAVE_NOT_AVAILABLE, null)
    }
    switch (notNull(requestHeader.commitOrRollback, 'commitOrRollback')) {
      case MessageSysFlag.TRANSACTION_COMMIT_TYPE:
        return yield* this.commit(requestHeader)
      case MessageSysFlag.TRANSACTION_ROLLBACK_TYPE:
        return yield* this.rollback(requestHeader)
      default:
        return null
    }
  }

  /** The final message first, then the half message is done with: in between, a crash makes the broker ask again. */
  private *commit(requestHeader: EndTransactionRequestHeader): Blocking<RemotingCommand> {
    const service = this.brokerController.getTransactionalMessageService()
    const { prepareMessage, responseCode, responseRemark } = service.commitMessage(requestHeader)
    if (prepareMessage === null) return answer(responseCode, responseRemark)
    const refusal = this.refusalOf(prepareMessage, requestHeader)
    if (refusal !== null) return refusal
    const msgInner = endMessageTransaction(prepareMessage)
    msgInner.sysFlag = MessageSysFlag.resetTransactionValue(msgInner.sysFlag, MessageSysFlag.TRANSACTION_COMMIT_TYPE)
    msgInner.queueOffset = requestHeader.tranStateTableOffset!
    msgInner.preparedTransactionOffset = requestHeader.commitLogOffset!
    msgInner.storeTimestamp = prepareMessage.storeTimestamp
    msgInner.clearProperty(MessageConst.PROPERTY_TRANSACTION_PREPARED)
    const realTopic = msgInner.topic
    const sendResult = yield* this.sendFinalMessage(msgInner)
    if (sendResult.code !== ResponseCode.SUCCESS) return sendResult
    traceHalfMessage(Thread.currentThread().process, 'committed', prepareMessage)
    yield* service.deletePrepareMessage(prepareMessage)
    yield* service.count(realTopic, -1)
    return sendResult
  }

  private *rollback(requestHeader: EndTransactionRequestHeader): Blocking<RemotingCommand> {
    const service = this.brokerController.getTransactionalMessageService()
    const { prepareMessage, responseCode, responseRemark } = service.rollbackMessage(requestHeader)
    if (prepareMessage === null) return answer(responseCode, responseRemark)
    const refusal = this.refusalOf(prepareMessage, requestHeader)
    if (refusal !== null) return refusal
    traceHalfMessage(Thread.currentThread().process, 'rolled-back', prepareMessage)
    yield* service.deletePrepareMessage(prepareMessage)
    yield* service.count(notNull(prepareMessage.getProperty(MessageConst.PROPERTY_REAL_TOPIC), 'the real topic'), -1)
    return answer(ResponseCode.SUCCESS, null)
  }

  /** Null when the message is the one that the producer means, and may end now. */
  private refusalOf(msgExt: MessageExt, requestHeader: EndTransactionRequestHeader): RemotingCommand | null {
    if (this.rejectCommitOrRollback(requestHeader, msgExt)) return answer(ResponseCode.ILLEGAL_OPERATION, null)
    const complaint = complaintAbout(msgExt, requestHeader)
    return complaint === null ? null : answer(ResponseCode.SYSTEM_ERROR, complaint)
  }

  /**
   * A message that wants its producer left alone for a while may end unasked only so long: afterwards the producer must wait until
   * it is asked. Original: EndTransactionProcessor#rejectCommitOrRollback
   */
  private rejectCommitOrRollback({ fromTransactionCheck }: EndTransactionRequestHeader, msgExt: MessageExt): boolean {
    const immunity = msgExt.getProperty(MessageConst.PROPERTY_CHECK_IMMUNITY_TIME_IN_SECONDS)
    if (fromTransactionCheck === true || immunity === null || immunity === '') return false
    const { transactionTimeOut } = this.brokerController.brokerConfig
    const age = currentTimeMillis() - msgExt.bornTimestamp
    return age > TransactionalMessageUtil.getImmunityTime(immunity, transactionTimeOut)
  }

  /** Stored is stored, however safe it is. Original: EndTransactionProcessor#sendFinalMessage */
  private *sendFinalMessage(msgInner: MessageExtBrokerInner): Blocking<RemotingCommand> {
    const type = MessageSysFlag.getTransactionValue(msgInner.sysFlag)
    assert(type === MessageSysFlag.TRANSACTION_COMMIT_TYPE, 'what is delivered of a transaction is committed', type)
    const { putMessageStatus } = yield* this.brokerController.getMessageStore().putMessage(msgInner)
    const { maxMessageSize } = this.brokerController.messageStoreConfig
    const { code, remark, sendOK } = outcomeOf(putMessageStatus, maxMessageSize)
    if (sendOK) return answer(ResponseCode.SUCCESS, null)
    const isBusy = putMessageStatus === PutMessageStatus.OS_PAGE_CACHE_BUSY
    return answer(isBusy ? ResponseCode.SYSTEM_ERROR : code, remark)
  }
}

/** Original: EndTransactionProcessor#checkPrepareMessage. @throws NullPointerException for a message that is no half message */
function complaintAbout(msgExt: MessageExt, requestHeader: EndTransactionRequestHeader): string | null {
  const group = notNull(msgExt.getProperty(MessageConst.PROPERTY_PRODUCER_GROUP), 'the producer group')
  if (group !== requestHeader.producerGroup) return `the message was sent by ${group}`
  if (msgExt.queueOffset !== notNull(requestHeader.tranStateTableOffset, 'tranStateTableOffset')) {
    return `the message has the number ${msgExt.queueOffset} in its queue`
  }
  const isThere = msgExt.commitLogOffset === requestHeader.commitLogOffset
  return isThere ? null : `the message is at ${msgExt.commitLogOffset} in the log`
}

/**
 * The message as it is delivered. What is stored still says that it was a half message: the text of its properties is made before.
 * Original: EndTransactionProcessor#endMessageTransaction
 * @throws NullPointerException, NumberFormatException when it does not say where it is to go
 */
function endMessageTransaction(msgExt: MessageExt): MessageExtBrokerInner {
  const topic = notNull(msgExt.getProperty(MessageConst.PROPERTY_REAL_TOPIC), 'the real topic')
  const msgInner = new MessageExtBrokerInner(topic, msgExt.body)
  msgInner.queueId = parseInt32(notNull(msgExt.getProperty(MessageConst.PROPERTY_REAL_QUEUE_ID), 'the real queue'))
  msgInner.flag = msgExt.flag
  msgInner.bornTimestamp = msgExt.bornTimestamp
  msgInner.bornHost = msgExt.bornHost
  msgInner.storeHost = msgExt.storeHost
  msgInner.reconsumeTimes = msgExt.reconsumeTimes
  msgInner.transactionId = MessageClientIDSetter.getUniqID(msgExt)
  msgInner.sysFlag = msgExt.sysFlag
  msgInner.properties = msgExt.properties
  msgInner.propertiesString = MessageDecoder.messageProperties2String(msgExt.properties)
  msgInner.clearProperty(MessageConst.PROPERTY_REAL_TOPIC)
  msgInner.clearProperty(MessageConst.PROPERTY_REAL_QUEUE_ID)
  return msgInner
}

function answer(code: number, remark: string | null): RemotingCommand {
  return RemotingCommand.createResponseCommandWithCode(code, remark)
}
