import { MessageClientIDSetter } from '../../../common/message/MessageClientIDSetter'
import type { Message } from '../../../common/message/Message'
import { MessageConst } from '../../../common/message/MessageConst'
import { MessageDecoder } from '../../../common/message/MessageDecoder'
import type { MessageExt } from '../../../common/message/MessageExt'
import { MessageSysFlag } from '../../../common/sysflag/MessageSysFlag'
import { assert } from '../../../kernel/assert'
import type { Blocking } from '../../../kernel/Blocking'
import { ThreadPoolExecutor } from '../../../kernel/concurrent/ThreadPoolExecutor'
import type { Process } from '../../../kernel/Process'
import type { CheckTransactionStateRequestHeader } from '../../../remoting/protocol/header/CheckTransactionStateRequestHeader'
import { EndTransactionRequestHeader } from '../../../remoting/protocol/header/EndTransactionRequestHeader'
import { loggingOnly, swallowing } from '../../common/swallowing'
import { MQClientException } from '../../exception/MQClientException'
import type { EndTransactionHook } from '../../hook/EndTransactionHook'
import { LocalTransactionState } from '../../producer/LocalTransactionState'
import type { SendResult } from '../../producer/SendResult'
import { SendStatus } from '../../producer/SendStatus'
import type { TransactionListener } from '../../producer/TransactionListener'
import type { TransactionMQProducer } from '../../producer/TransactionMQProducer'
import { TransactionSendResult } from '../../producer/TransactionSendResult'
import { Validators } from '../../Validators'
import type { DefaultMQProducerImpl } from './DefaultMQProducerImpl'

const CHECK_TIMEOUT_MILLIS = 3000

const COMMIT_OR_ROLLBACK: Readonly<Record<LocalTransactionState, number>> = {
  [LocalTransactionState.COMMIT_MESSAGE]: MessageSysFlag.TRANSACTION_COMMIT_TYPE,
  [LocalTransactionState.ROLLBACK_MESSAGE]: MessageSysFlag.TRANSACTION_ROLLBACK_TYPE,
  [LocalTransactionState.UNKNOW]: MessageSysFlag.TRANSACTION_NOT_TYPE,
}

/** How the application's part has ended, and what it has thrown. */
interface Outcome {
  readonly state: LocalTransactionState
  readonly exception: unknown
}

/**
 * What a producer of transactions has besides: the way of its messages, and the answers to brokers that ask. In the original this
 * is a part of DefaultMQProducerImpl.
 */
export class TransactionEnv {
  readonly endTransactionHookList: EndTransactionHook[]
  private readonly producer: TransactionMQProducer
  private readonly producerImpl: DefaultMQProducerImpl
  private readonly checkExecutor: ThreadPoolExecutor

  /** Original: DefaultMQProducerImpl#initTransactionEnv */
  constructor(process: Process, producer: TransactionMQProducer, producerImpl: DefaultMQProducerImpl) {
    this.endTransactionHookList = []
    this.producer = producer
    this.producerImpl = producerImpl
    this.checkExecutor = new ThreadPoolExecutor(process, {
      threadNamePrefix: 'TransactionCheckThread_',
      corePoolSize: producer.checkThreadPoolMinSize,
      queueCapacity: producer.checkRequestHoldMax,
    })
  }

  /** Original: DefaultMQProducerImpl#destroyTransactionEnv */
  destroy(): void {
    this.checkExecutor.shutdown()
  }

  /**
   * Stores the half message, has the application do its part, and tells the broker how that went. That the broker hears of it is
   * not certain, and not needed: it asks.
   * Original: DefaultMQProducerImpl#sendMessageInTransaction
   * @throws MQClientException when the half message is not stored, whatever the reason
   */
  *sendMessageInTransaction(
    msg: Message, listener: TransactionListener, arg: unknown,
  ): Blocking<TransactionSendResult> {
    const { producer } = this
    // What is delayed can't be half.
    if (msg.getDelayTimeLevel() !== 0) msg.clearProperty(MessageConst.PROPERTY_DELAY_TIME_LEVEL)
    Validators.checkMessage(msg, producer.maxMessageSize)
    msg.putProperty(MessageConst.PROPERTY_TRANSACTION_PREPARED, 'true')
    msg.putProperty(MessageConst.PROPERTY_PRODUCER_GROUP, producer.producerGroup)
    const sendResult = yield* this.sendHalf(msg)
    const isSafe = sendResult.sendStatus === SendStatus.SEND_OK
    const outcome: Outcome = isSafe
      ? yield* this.executeLocalTransaction(msg, sendResult, listener, arg)
      : { state: LocalTransactionState.ROLLBACK_MESSAGE, exception: null }
    yield* loggingOnly(this.endTransaction(msg, sendResult, outcome))
    return new TransactionSendResult(sendResult, outcome.state)
  }

  private *sendHalf(msg: Message): Blocking<SendResult> {
    try {
      return yield* this.producerImpl.send(msg, this.producer.sendMsgTimeout)
    } catch (error) {
      throw new MQClientException(`the half message is not stored: ${String(error)}`, -1, error)
    }
  }

  private *executeLocalTransaction(
    msg: Message, sendResult: SendResult, listener: TransactionListener, arg: unknown,
  ): Blocking<Outcome> {
    try {
      const { transactionId } = sendResult
      if (transactionId !== null) msg.putUserProperty(MessageConst.PROPERTY_TRANSACTION_ID, transactionId)
      const uniqId = MessageClientIDSetter.getUniqID(msg)
      if (uniqId !== null && uniqId !== '') msg.transactionId = uniqId
      const state = yield* listener.executeLocalTransaction(msg, arg)
      return { state: state ?? LocalTransactionState.UNKNOW, exception: null }
    } catch (exception) {
      return { state: LocalTransactionState.UNKNOW, exception }
    }
  }

  /** Tells the broker, which does not answer. Original: DefaultMQProducerImpl#endTransaction. @throws RemotingException */
  private *endTransaction(msg: Message, sendResult: SendResult, { state, exception }: Outcome): Blocking<void> {
    const { producer } = this
    const { offset } = MessageDecoder.decodeMessageId(sendResult.offsetMsgId ?? sendResult.msgId)
    assert(offset >= 0, 'a half message has a place in the log', offset)
    const { brokerName } = producer.queueWithNamespace(sendResult.messageQueue)
    const factory = this.producerImpl.getFactory()
    const brokerAddr = factory.findBrokerAddressInPublish(brokerName)
    const header = new EndTransactionRequestHeader()
    header.topic = msg.topic
    header.transactionId = sendResult.transactionId
    header.commitLogOffset = offset
    header.bname = brokerName
    header.commitOrRollback = COMMIT_OR_ROLLBACK[state]
    this.doExecuteEndTransactionHook(msg, sendResult.msgId, brokerAddr, state, false)
    header.producerGroup = producer.producerGroup
    header.tranStateTableOffset = sendResult.queueOffset
    header.msgId = sendResult.msgId
    const remark = exception === null ? null : `executeLocalTransactionBranch exception: ${String(exception)}`
    yield* factory.getMQClientAPIImpl().endTransactionOneway(brokerAddr, header, remark, producer.sendMsgTimeout)
  }

  /**
   * A broker asks. Another thread has the application look, and tells the broker that asked, whatever broker the message is of.
   * Original: DefaultMQProducerImpl#checkTransactionState
   * @throws RejectedExecutionException when too many questions wait
   */
  checkTransactionState(addr: string, message: MessageExt, header: CheckTransactionStateRequestHeader): void {
    this.checkExecutor.execute(() => this.answerCheck(addr, message, header))
  }

  private *answerCheck(addr: string, message: MessageExt, check: CheckTransactionStateRequestHeader): Blocking<void> {
    const { transactionListener } = this.producer
    if (transactionListener === null) return
    const { state, exception } = yield* this.checkLocalTransaction(transactionListener, message)
    const header = new EndTransactionRequestHeader()
    header.topic = check.topic
    header.commitLogOffset = check.commitLogOffset
    header.producerGroup = this.producer.producerGroup
    header.tranStateTableOffset = check.tranStateTableOffset
    header.fromTransactionCheck = true
    header.bname = check.bname
    header.msgId = MessageClientIDSetter.getUniqID(message) ?? message.msgId
    header.transactionId = check.transactionId
    header.commitOrRollback = COMMIT_OR_ROLLBACK[state]
    const remark = exception === null ? null : `checkLocalTransactionState exception: ${String(exception)}`
    this.doExecuteEndTransactionHook(message, header.msgId ?? '', addr, state, true)
    const api = this.producerImpl.getFactory().getMQClientAPIImpl()
    yield* loggingOnly(api.endTransactionOneway(addr, header, remark, CHECK_TIMEOUT_MILLIS))
  }

  private *checkLocalTransaction(listener: TransactionListener, message: MessageExt): Blocking<Outcome> {
    try {
      return { state: yield* listener.checkLocalTransaction(message), exception: null }
    } catch (exception) {
      return { state: LocalTransactionState.UNKNOW, exception }
    }
  }

  /** Original: DefaultMQProducerImpl#doExecuteEndTransactionHook */
  private doExecuteEndTransactionHook(
    message: Message,
    msgId: string,
    brokerAddr: string | null,
    transactionState: LocalTransactionState,
    fromTransactionCheck: boolean,
  ): void {
    const { producerGroup } = this.producer
    const { transactionId } = message
    const context = { producerGroup, message, brokerAddr, msgId, transactionId, transactionState, fromTransactionCheck }
    for (const hook of this.endTransactionHookList) swallowing(() => hook.endTransaction(context))
  }
}
